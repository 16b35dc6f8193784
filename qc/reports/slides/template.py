"""The empty presentation: 16:9, its layouts too, and the house's font for whatever is typed into it later."""

from __future__ import annotations

import re
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

from qc.sheetstyle import FONT

WIDTH, HEIGHT = 13.333, 7.5
"""Of a slide, in inches: 16:9."""
TITLE_ONLY = 5
"""Of python-pptx's own template: a slide with a title and nothing else."""
_FACES = re.compile(rb'<a:(latin|ea) typeface="[^"]*"( panose="[^"]*")?/>')


def empty() -> Any:
    """A presentation without slides. The library's own template is 4:3 and in Calibri."""
    presentation = Presentation()
    _widen(presentation)
    theme = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    face = rf'<a:\1 typeface="{FONT}"/>'.encode()
    theme._blob = _FACES.sub(face, theme.blob)
    return presentation


def _widen(presentation: Any) -> None:
    """Slides of 16:9, and the places of a layout where they stand on such a slide."""
    wider = Inches(WIDTH) / presentation.slide_width
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    master = presentation.slide_master
    for page in (master, *master.slide_layouts):
        for shape in page.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = int(shape.left * wider), int(shape.width * wider)
