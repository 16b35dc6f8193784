"""A fishbone: the problem at the head, a bone a kind of cause, the causes along the bones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.figures.theme import ACCENT, INK, LINE, QUIET, Figure, axis, layout, plain

STEP, LEAN, ROW, LONGEST, HEAD = 3.0, 1.1, 34, 15, 9
"""Between two bones; how far a bone leans; pixels a cause; signs in a line of a cause, of the head."""


@dataclass(frozen=True)
class Twig:
    """A cause; was it verified as a true one, or as none?"""

    text: str
    is_true: bool
    is_none: bool


@dataclass(frozen=True)
class Bone:
    """A kind of cause with its causes."""

    name: str
    twigs: tuple[Twig, ...]


def fishbone_figure(problem: str, bones: Sequence[Bone]) -> Figure:
    """Bones in pairs, one above and one below the spine, in their order."""
    most = max((len(bone.twigs) for bone in bones), default=0)
    tall = max(most, 1) + 1.0  # a bone's length in rows
    pairs = (len(bones) + 1) // 2
    end = STEP * pairs + 0.4
    drawn = [
        _bone(bone, STEP * (n // 2 + 1), -1 if n % 2 else 1, tall) for n, bone in enumerate(bones)
    ]
    return {
        "data": [_anchor()],
        "layout": layout(
            height=int(2 * (tall + 0.9) * ROW) + 16,
            margin={"l": 4, "r": 4, "t": 4, "b": 4},
            xaxis=axis(visible=False, range=[0, end + 1.9]),
            yaxis=axis(visible=False, range=[-(tall + 0.9), tall + 0.9]),
            shapes=[_stroke(0.1, 0, end, 0, INK, 2.5), *(s for shapes, _ in drawn for s in shapes)],
            annotations=[_head(problem, end), *(a for _, names in drawn for a in names)],
        ),
    }  # fmt: skip


def _anchor() -> dict[str, Any]:
    """plotly draws axes for a trace only."""
    return {"type": "scatter", "x": [0], "y": [0], "mode": "markers", "marker": {"opacity": 0}, "hoverinfo": "skip"}  # fmt: skip


def _bone(bone: Bone, x: float, side: int, tall: float) -> tuple[list[Any], list[Any]]:
    """The strokes and the words of a bone that meets the spine at x."""
    top = side * tall
    strokes = [_stroke(x - LEAN, top, x, 0, QUIET, 1.5)]
    words = [_name(bone.name, x - LEAN, top + side * 0.45)]
    for n, twig in enumerate(bone.twigs, 1):
        y = side * (tall - n)
        at = x - LEAN * abs(y) / tall
        strokes.append(_stroke(at - 0.25, y, at, y, ACCENT if twig.is_true else LINE, 1.5))
        words.append(_words(twig, at - 0.28, y))
    return strokes, words


def _stroke(
    x0: float, y0: float, x1: float, y1: float, colour: str, width: float
) -> dict[str, Any]:
    return {
        "type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1,
        "line": {"color": colour, "width": width},
    }  # fmt: skip


def _name(text: str, x: float, y: float) -> dict[str, Any]:
    return _said(f"<b>{plain(text)}</b>", x, y, INK) | {"xanchor": "center"}


def _words(twig: Twig, x: float, y: float) -> dict[str, Any]:
    told = wrapped(twig.text, LONGEST)
    if twig.is_true:
        return _said(f"<b>◆ {told}</b>", x, y, ACCENT)
    return _said(told, x, y, QUIET if twig.is_none else INK)


def _head(problem: str, end: float) -> dict[str, Any]:
    told = wrapped(problem, HEAD, 4)
    box = {"bordercolor": INK, "borderwidth": 1.5, "borderpad": 6, "bgcolor": "rgba(0,0,0,0)"}
    return _said(f"<b>{told}</b>", end + 0.05, 0, INK) | {"xanchor": "left"} | box


def _said(text: str, x: float, y: float, colour: str) -> dict[str, Any]:
    return {
        "text": text, "x": x, "y": y, "xanchor": "right", "yanchor": "middle", "showarrow": False,
        "align": "left", "font": {"color": colour, "size": 12},
    }  # fmt: skip


def wrapped(text: str, longest: int, lines: int = 2) -> str:
    """A text in a few lines of so many signs, Latin words whole where they can be; what finds no room
    is cut: the list has the whole."""
    told: list[str] = []
    rest = text.strip()
    while rest and len(told) < lines:
        cut = _cut(rest, longest)
        told.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    if rest:
        told[-1] = told[-1][: longest - 1] + "…"
    return "<br>".join(plain(each) for each in told)


def _cut(text: str, longest: int) -> int:
    """Where a line ends: Latin signs are half as wide, and are cut between words."""
    width = 0.0
    for n, sign in enumerate(text):
        width += 0.55 if ord(sign) < 0x2E80 else 1
        if width > longest:
            space = text.rfind(" ", 0, n + 1)
            return space if space > 0 and ord(sign) < 0x2E80 else n
    return len(text)
