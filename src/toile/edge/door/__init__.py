"""The narrow door, where the two wings have a machine each: the ads wing's side."""
