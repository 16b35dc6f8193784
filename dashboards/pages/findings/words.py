"""How a finding stands, in words and shapes, and the sentences of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.pages.findings.place import Place
from qc.analysis.display import period_name
from qc.analysis.places import place_name
from qc.catalogue.model import Catalogue
from qc.improve.findings import Finding, Gravity
from qc.improve.states import STEPS, FindingState
from qc.locale import N_, Translator
from qc.workspace import Workspace

SHAPES = {
    FindingState.OPEN: "○",
    FindingState.IN_HAND: "◐",
    FindingState.RECHECK: "◑",
    FindingState.CLOSED: "●",
    FindingState.WITHDRAWN: "—",
}
LABELS = {
    "cause": N_("Cause"),
    "category": N_("Kind of cause"),
    "measure": N_("Measure"),
    "person": N_("Person in charge"),
    "due": N_("Put right by"),
    "note": N_("Note"),
    "done": N_("Put right on"),
    "source": N_("Read from"),
}
DO = {
    "fix_at_once": N_("Was put right on the spot"),
    "assign": N_("Give to somebody"),
    "put_right": N_("Has been put right"),
    "recheck_passed": N_("Re-checked: in order"),
    "recheck_failed": N_("Re-checked: not in order"),
    "reopen": N_("Open again"),
    "note": N_("Write a note"),
}
"""What the button of an act says."""


def sentence(parts: Sequence[str], t: Translator) -> str:
    """Parts as one sentence, with the marks of the reader's language."""
    comma, stop = ("，", "。") if t.language == "zh" else (", ", ".")
    return comma.join(parts) + stop


def headline(found: Sequence[Finding], place: Place, reader: Workspace) -> str:
    """The list in a sentence: how many wait, are late, may harm somebody, come again."""
    t, today = reader.t, reader.today
    waiting = [each for each in found if each.waits]
    if not found:
        return t("No finding fits what is asked for.") if narrowed(place) else _nothing(t)
    if not waiting:
        return t("{n} findings, none of them waits for anybody.", n=len(found))
    late = sum(each.overdue(today) for each in waiting)
    critical = sum(each.critical for each in waiting)
    again = sum(each.repeated for each in waiting)
    parts = [t("{n} findings wait for somebody", n=len(waiting))]
    parts += [t("{n} of them are overdue", n=late) if late else t("none is overdue")]
    parts += [t("{n} are critical items", n=critical)] * bool(critical)
    parts += [t("{n} have come again", n=again)] * bool(again)
    return sentence(parts, t)


def _nothing(t: Translator) -> str:
    return t("Nothing waits for anybody.")


def narrowed(place: Place) -> bool:
    """Whether the address leaves out some of what there is to do."""
    return place.listed() != Place(language=place.language, sort=place.sort).listed()


def about(place: Place, reader: Workspace) -> str:
    """What the list is narrowed to."""
    t = reader.t
    known = reader.catalogue.indicators.get(place.indicator or "")
    parts = (
        period_name(place.period, t) if place.period else "",
        place_name(place.unit, reader.organisation, t) if place.unit else "",
        known.name.of(t.language) if known else "",
        checklist_name(place, reader),
        place.person or "",
    )
    return " · ".join(filter(None, parts))


def checklist_name(place: Place, reader: Workspace) -> str:
    """The checklist that the address asks for, by its name; "" where it asks for none."""
    known = reader.catalogue.checklists.get(place.checklist or "")
    return known.name.of(reader.t.language) if known else place.checklist or ""


def state_word(found: Finding, t: Translator) -> str:
    """The state in a word; what is not followed is history."""
    return t(found.state.label) if found.followed else t("history, not followed")


def state(found: Finding, t: Translator) -> Any:
    """Shape and word."""
    shape = SHAPES[found.state] if found.followed else "—"
    name = found.state.value if found.followed else "history"
    words: list[Any] = [
        html.Span(shape, className="shape", **aria(hidden="true")),
        state_word(found, t),
    ]
    return html.Span(words, className=f"finding-{name}")


def gravity(found: Finding, t: Translator) -> Any:
    """Red for what may harm a person; the ordinary is quiet."""
    shape, name = {
        Gravity.CRITICAL: ("◆ ", "danger"),
        Gravity.MAJOR: ("◇ ", ""),
        Gravity.MINOR: ("", "quiet"),
    }[found.gravity]
    return html.Span([html.Span(shape, **aria(hidden="true")), t(found.gravity.label)], className=name)  # fmt: skip


def times(found: Finding, t: Translator) -> str:
    """ "time no. 3", "" for a first one."""
    if not found.repeated:
        return ""
    whose = t(" (the same person)") if found.same_person else ""
    return t("time no. {n}", n=found.times) + whose


def due(found: Finding, today: dt.date, t: Translator) -> str:
    """By when, and how late it is."""
    if not found.waits:
        return "—" if not found.followed else str(found.due)
    late = (today - found.due).days
    return t("▲ {day}, {n} days late", day=found.due, n=late) if late > 0 else str(found.due)


def indicator_name(found: Finding, catalogue: Catalogue, language: str) -> str:
    """The indicator's name; its code where it is no longer known."""
    known = catalogue.indicators.get(found.indicator)
    return known.name.of(language) if known else found.indicator


def about_one(found: Finding, reader: Workspace) -> str:
    """A finding in a sentence: what, where, how it stands, who has to act."""
    t = reader.t
    where = place_name(found.unit or found.site, reader.organisation, t)
    parts = [
        t("{unit}: {item}", unit=where, item=found.item),
        t("{failed} of {checked} not in order", failed=found.failed, checked=found.checked),
    ]
    parts += [times(found, t), t("last on {day}", day=found.previous)] if found.repeated else []
    parts += [t("critical item")] if found.critical else []
    return sentence([*parts, *_standing(found, reader)], t)


def _standing(found: Finding, reader: Workspace) -> list[str]:
    t = reader.t
    if not found.waits:
        return [state_word(found, t)]
    person = found.told.get("person")
    owner = person if person and found.state is FindingState.IN_HAND else t(found.state.owner)
    late = (reader.today - found.due).days
    by = t("by {day}", day=found.due)
    ending = t("{n} days late", n=late) if late > 0 else by
    return [state_word(found, t), t("up to {owner}", owner=owner), ending]


def done_word(what: str, t: Translator) -> str:
    """What an act is called once it is done."""
    return t(STEPS[what].label)
