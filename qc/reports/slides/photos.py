"""Photos side by side: before on the left, after on the right."""

from __future__ import annotations

import io
from itertools import zip_longest
from typing import Any

from pptx.util import Inches

from qc.locale import Translator
from qc.reports.cycle.content import CycleReport, Photo
from qc.reports.slides.deck import INNER, LEFT, TOP, Deck, describe, numbered, write
from qc.reports.slides.fitting import cut
from qc.sheetstyle import QUIET

HALF = INNER / 2 - 0.15
"""Width of a photo's half of the slide, in inches."""
HEAD = 0.45
"""Height of the word above a photo."""
HEIGHT = 3.9
CAPTION = 0.65
"""Two lines below a photo."""


def photo_slides(deck: Deck, about: str, report: CycleReport, t: Translator) -> None:
    """A slide a pair; a side that has fewer says so."""
    pairs = list(zip_longest(report.photos_before, report.photos_after))
    for at, pair in enumerate(pairs, 1):
        slide = deck.slide(numbered(about, at, len(pairs)), t("Photos before and after"))
        for side, (head, photo) in enumerate(zip((t("Before"), t("After")), pair, strict=True)):
            _side(slide, LEFT + side * (HALF + 0.3), head, photo, t)


def _side(slide: Any, left: float, head: str, photo: Photo | None, t: Translator) -> None:
    write(slide, head, (left, TOP, HALF, HEAD), size=16, bold=True)
    if photo is None:
        write(slide, t("No photo was taken."), (left, TOP + HEAD, HALF, HEAD), size=14, colour=QUIET)  # fmt: skip
        return
    said = photo.caption
    if photo.content is None:
        said = t("The picture cannot be shown: {about}", about=photo.caption)
    else:
        _picture(slide, photo.content, photo.caption, left)
    box = (left, TOP + HEAD + HEIGHT + 0.05, HALF, CAPTION)
    write(slide, cut(said, 2, 12, HALF), box, size=12, colour=QUIET)


def _picture(slide: Any, content: bytes, caption: str, left: float) -> None:
    """As large as its half of the slide allows, never out of shape."""
    shape = slide.shapes.add_picture(io.BytesIO(content), Inches(left), Inches(TOP + HEAD))
    scale = min(Inches(HALF) / shape.width, Inches(HEIGHT) / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    describe(shape, caption)
