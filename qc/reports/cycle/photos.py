"""The photos of a cycle's places: of what failed before, and of the same places after."""

from __future__ import annotations

import datetime as dt
import io

from PIL import Image, ImageOps

from qc.capture.photos import Photo as Taken
from qc.capture.photos import content, photos
from qc.capture.pictures import MOST_PIXELS
from qc.improve.cycles.model import Cycle
from qc.reports.cycle.content import Photo
from qc.workspace import Workspace

MOST = 4
"""Photos of each side; more would be an album."""
LARGEST = 1600
"""Pixels of the longer side: enough for a page, a tenth of what a phone sends."""


def photos_of(workspace: Workspace, known: Cycle) -> tuple[tuple[Photo, ...], tuple[Photo, ...]]:
    """The newest photos taken up to the baseline's end, and those taken since the measures were done (before
    that nothing is "after"); of the cycle's items in their units, for who may see them."""
    places = {(p.site, p.unit, p.checklist, p.item_code) for p in known.baseline.places}
    mine = [p for p in photos(workspace) if (p.site, p.unit, p.checklist, p.item_code) in places]
    last, since = known.baseline.end.isoformat(), (known.done_on or dt.date.max).isoformat()
    before = [each for each in mine if each.date <= last]
    after = [each for each in mine if each.date > since]
    return _shown(workspace, before[-MOST:]), _shown(workspace, after[-MOST:])


def _shown(workspace: Workspace, taken: list[Taken]) -> tuple[Photo, ...]:
    return tuple(
        Photo(page_sized(content(workspace, each.name)[1]), _caption(workspace, each))
        for each in taken
    )


def page_sized(picture: bytes) -> bytes | None:
    """The picture as large as a page needs it; None where it cannot be drawn."""
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            if opened.width * opened.height > MOST_PIXELS:  # kept before that was asked
                return None
            drawn = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        # what Pillow says of pictures that break off or are none
        return None
    drawn.thumbnail((LARGEST, LARGEST))
    target = io.BytesIO()
    drawn.save(target, "JPEG", quality=85)
    return target.getvalue()


def _caption(workspace: Workspace, taken: Taken) -> str:
    standard = workspace.catalogue.checklists.get(taken.checklist)
    items = {item.code: item.text.of(workspace.language) for item in standard.items} if standard else {}  # fmt: skip
    item = items.get(taken.item_code, taken.item_code)
    return f"{taken.unit} · {item} · {taken.date}"
