"""Names for who listens to the page instead of looking at it, and notes for its scripts."""

from __future__ import annotations

from typing import Any


def aria(**values: str) -> dict[str, Any]:
    """`aria(label="…")` as {"aria-label": "…"}, which keywords cannot spell."""
    return {f"aria-{name}": value for name, value in values.items()}


def data(**values: str) -> dict[str, Any]:
    """`data(keys="…")` as {"data-keys": "…"}."""
    return {f"data-{name}": value for name, value in values.items()}
