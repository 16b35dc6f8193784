"""From frames to arrays: columns by name, counts checked once, many series side by side."""
