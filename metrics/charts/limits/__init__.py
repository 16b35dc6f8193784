"""Centre line and standard deviation of each kind of chart, for many segments at once."""
