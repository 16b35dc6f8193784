"""The lake on a Spark cluster: the same aggregates, the same integers."""
