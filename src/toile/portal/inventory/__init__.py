"""Publishers and the placements that may show an ad."""
