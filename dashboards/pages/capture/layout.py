"""What stands on the page Capture, and the words of its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from dashboards.components import html
from qc.locale import N_, Translator

FORM = "capture-form"
WORDS = {
    "date": N_("Day"),
    "inspector": N_("Inspected by"),
    "pass": N_("in order"),
    "fail": N_("not in order"),
    "na": N_("not applicable"),
    "critical": N_("critical item"),
    "note": N_("What was wrong?"),
    "photo": N_("Take a photo"),
    "mended": N_("Photo of how it is now"),
    "forget": N_("Remove the photo"),
    "rest": N_("The rest is in order"),
    "save": N_("Save the check"),
    "done": N_("{done} of {all} marked"),
    "failed": N_("{n} not in order"),
    "missing": N_("Not marked yet: {n}"),
    "sending": N_("Saving …"),
    "waiting": N_("No connection: it is kept on this phone and sent by itself later."),
    "draft": N_("The draft of before is here again."),
    "again": N_("Next check"),
    "lost": N_("It could not be saved; it is kept on this phone."),
}


def due(matters: Sequence[tuple[str, str]], t: Translator) -> Any:
    """What is to be checked now, each a way to its form; nothing where nothing is due."""
    if not matters:
        return None
    lines = [html.Li(html.A(text, href=to)) for text, to in matters]
    return html.Section(
        [html.H2(t("To be checked now")), html.Ul(lines, className="due")], className="panel"
    )


def to_codes(link: str, t: Translator) -> Any:
    """The way to the codes for the walls."""
    return html.P(html.A(t("QR codes for the units"), href=link), className="caption to-codes")


def codes(units: Mapping[str, str], t: Translator) -> Any:
    """A code for each unit, by the name on the page."""
    return html.Ul([_code(unit, name, t) for unit, name in units.items()], className="qr-codes")


def _code(unit: str, name: str, t: Translator) -> Any:
    told = t("QR code: fill in a check for {unit}", unit=name)
    image = html.Img(src=f"/qr.svg?{urlencode({'unit': unit})}", alt=told)
    return html.Li([image, html.P(name)])
