"""What every page is made of: the shell, the components, figures written in French."""
