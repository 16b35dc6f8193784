"""Slow and obvious versions that check the fast ones: plain Python over lists of rows, whole numbers
and fractions wherever the real thing uses floats. They share no code with `metrics`."""
