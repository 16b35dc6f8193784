"""Many people at once, each signed in, at a server as `qc serve` starts it: read, edited, and held against the record."""
