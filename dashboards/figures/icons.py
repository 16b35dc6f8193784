"""The icons of the NHS method as small pictures: how an indicator varies, and whether it can be relied
upon to meet its target. Their words stand beside them as the alternative text."""

from __future__ import annotations

from urllib.parse import quote

from dashboards.figures.theme import ACCENT, MISSED, QUIET

SIZE = 28
_COMMON = "M6 17l4-5 4 4 4-6 4 4"
_UP, _DOWN = "M6 18l5-3 4-2 6-6", "M6 8l5 3 4 2 6 6"
VARIATION = {
    "common_cause": (QUIET, _COMMON, ""),
    "improvement_high": (ACCENT, _UP, "H"),
    "improvement_low": (ACCENT, _DOWN, "L"),
    "concern_high": (MISSED, _UP, "H"),
    "concern_low": (MISSED, _DOWN, "L"),
}
ASSURANCE = {"pass": (ACCENT, "P"), "fail": (MISSED, "F"), "inconsistent": (QUIET, "?")}


def variation_icon(word: str) -> str:
    """A `data:` address; "" where nothing can be said."""
    if word not in VARIATION:
        return ""
    colour, path, letter = VARIATION[word]
    line = f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    return _icon(colour, line + _letter(letter, colour, 8, 22 if letter == "L" else 11, 8))


def assurance_icon(word: str) -> str:
    """A `data:` address; "" where nothing can be said."""
    if word not in ASSURANCE:
        return ""
    colour, letter = ASSURANCE[word]
    return _icon(colour, _letter(letter, colour, 14, 19, 14))


def _letter(letter: str, colour: str, x: int, y: int, size: int) -> str:
    style = f'font-family="sans-serif" font-size="{size}" text-anchor="middle" fill="{colour}"'
    return f'<text x="{x}" y="{y}" {style}>{letter}</text>' if letter else ""


def _icon(colour: str, body: str) -> str:
    ring = f'<circle cx="14" cy="14" r="12.5" fill="#fff" stroke="{colour}" stroke-width="2"/>'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" '
        f'viewBox="0 0 28 28">{ring}{body}</svg>'
    )
    return "data:image/svg+xml," + quote(svg, safe="/:=' ")
