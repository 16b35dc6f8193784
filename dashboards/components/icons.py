"""The two icons of an indicator, and what they mean."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.figures.icons import assurance_icon, variation_icon
from qc.analysis.display import NO_DATA
from qc.analysis.variation import ASSURANCE, VARIATION
from qc.locale import Translator


def icon_pair(words: tuple[str, str], t: Translator) -> Any:
    """Both icons of a line, their words as the alternative text; a dash where nothing can be said."""
    varies, assured = words
    shown = [
        _image(variation_icon(varies), t(VARIATION[varies])),
        _image(assurance_icon(assured), t(ASSURANCE[assured])),
    ]
    found = [image for image in shown if image is not None]
    return html.Span(found or NO_DATA, className="icons", title=_words(words, t))


def _words(words: tuple[str, str], t: Translator) -> str:
    return f"{t(VARIATION[words[0]])} · {t(ASSURANCE[words[1]])}"


def _image(source: str, told: str) -> Any:
    return html.Img(src=source, alt=told, width=28, height=28) if source else None


def icon_legend(t: Translator) -> Any:
    """Every icon with its words."""
    pairs = [(variation_icon(word), t(said)) for word, said in VARIATION.items()]
    pairs += [(assurance_icon(word), t(said)) for word, said in ASSURANCE.items()]
    known = [html.Span([_image(source, ""), said]) for source, said in pairs if source]
    return html.P(known, className="legend icons-legend")
