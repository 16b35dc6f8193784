"""The colours in light and dark, worked out as WCAG 2.2 does: a text nobody can read is no text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboards.figures import horizon, pareto, theme

ASSETS = Path(theme.__file__).parents[1] / "assets"
TOKENS = (ASSETS / "01-tokens.css").read_text(encoding="utf-8")
TEXTS = [
    (ink, ground)
    for ink in ("ink", "quiet", "accent", "met", "missed", "danger")
    for ground in ("paper", "card", "hover", "chosen")
] + [
    ("met", "met-tint"), ("met", "met-faint"), ("missed", "missed-tint"), ("missed", "missed-faint"),
    ("danger", "danger-tint"), ("ink", "met-tint"), ("ink", "missed-tint"), ("ink", "danger-tint"),
    ("on-accent", "accent"), ("card", "ink"),
]  # fmt: skip
EDGES = [("edge", ground) for ground in ("paper", "card", "hover")]
FIGURES = {
    "ink": theme.INK, "quiet": theme.QUIET, "met": theme.MET, "missed": theme.MISSED,
    "accent": theme.ACCENT, "danger": horizon.DANGER,
}  # fmt: skip
HUE = (
    (0.213 - 0.787, 0.715 + 0.715 - 0.0, 0.072 + 0.072),
    (0.213 + 0.213, 0.715 - 0.285, 0.072 + 0.072),
    (0.213 + 0.213, 0.715 + 0.715, 0.072 - 0.928),
)
"""CSS's hue-rotate(180deg): cosine -1, sine 0."""


def tokens(part: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part))


LIGHT = tokens(TOKENS.partition("@media screen")[0])
DARK = LIGHT | tokens(TOKENS.partition("@media screen")[2])


def rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def turned(colour: tuple[float, ...]) -> tuple[float, ...]:
    """As assets/dark.css turns a figure over: invert(1) hue-rotate(180deg)."""
    inverted = [1 - part for part in colour]
    parts = (sum(f * part for f, part in zip(row, inverted, strict=True)) for row in HUE)
    return tuple(min(1.0, max(0.0, part)) for part in parts)


def brightness(colour: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast(rgb("#000000"), rgb("#ffffff")) == pytest.approx(21)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", TEXTS, ids="-on-".join)
def test_every_text_can_be_read(scheme: dict[str, str], pair: tuple[str, str]) -> None:
    """Weak eyes, a bad projector, a screen in the sun."""
    assert contrast(rgb(scheme[pair[0]]), rgb(scheme[pair[1]])) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", EDGES, ids="-on-".join)
def test_every_field_has_an_edge_that_is_seen(
    scheme: dict[str, str], pair: tuple[str, str]
) -> None:
    assert contrast(rgb(scheme[pair[0]]), rgb(scheme[pair[1]])) >= 3


@pytest.mark.parametrize("name", FIGURES)
def test_a_figures_text_can_be_read_in_light_and_dark(name: str) -> None:
    """The control chart would be black on black at night."""
    colour = rgb(FIGURES[name])
    assert contrast(colour, rgb(LIGHT["card"])) >= 4.5
    assert contrast(turned(colour), rgb(DARK["card"])) >= 4.5


@pytest.mark.parametrize("colour", [pareto.TRIVIAL])
def test_a_figures_quiet_bars_are_seen(colour: str) -> None:
    assert contrast(rgb(colour), rgb(LIGHT["card"])) >= 3
    assert contrast(turned(rgb(colour)), rgb(DARK["card"])) >= 3


def test_the_figures_have_the_tokens_colours() -> None:
    """Two blues would be one too many."""
    assert {name: FIGURES[name] for name in FIGURES} == {name: LIGHT[name] for name in FIGURES}


def test_the_dark_names_every_colour_anew() -> None:
    """A colour that was forgotten shines through at night."""
    assert set(tokens(TOKENS.partition("@media screen")[2])) == set(LIGHT)


def test_met_and_missed_differ_for_the_colour_blind() -> None:
    """Blue-green against orange-brown: told apart without red and green."""
    for scheme in (LIGHT, DARK):
        met, missed = rgb(scheme["met"]), rgb(scheme["missed"])
        assert met[2] - met[0] > 0.2
        assert missed[0] - missed[2] > 0.2


@pytest.mark.parametrize("sheet", sorted(ASSETS.glob("*.css")), ids=lambda path: path.name)
def test_only_the_tokens_name_colours_sizes_and_weights(sheet: Path) -> None:
    """A colour of its own stays light in the dark; a size of its own is a fifth size."""
    if sheet.name == "01-tokens.css":
        return
    screen = re.split(r"@media print|@page", sheet.read_text(encoding="utf-8"))[0]
    # the projector has sizes of its own, and a QR code is black on white whatever the hour
    lines = [line for line in screen.splitlines() if not re.search(r"on-screen|qr-codes", line)]
    screen = "\n".join(lines)
    assert re.findall(r"[:,( ]#[0-9a-fA-F]{3,8}\b(?=[^{]*[;}])", screen) == []
    assert re.findall(r"font-size: *[0-9.]+(?:rem|px|em)", screen) == []
    assert re.findall(r"font-weight: *\d+", screen) == []
