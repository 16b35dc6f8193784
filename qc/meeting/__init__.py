"""The monthly quality meeting: what it hears, in its order, and what it resolves."""
