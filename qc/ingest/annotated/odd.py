"""When a package cannot be patched safely."""

from __future__ import annotations


class OddPackageError(Exception):
    """A package that is laid out in a way no known program writes: it is copied, not patched."""
