"""The quarterly bulletin of rectification: what was to be put right and what was; one edition for the
inside, one for customers."""
