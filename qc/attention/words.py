"""What the list says, in the reader's language: its first sentence, each matter, its place, who acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qc.analysis.places import place_name
from qc.attention.matter import Matter, Urgency
from qc.locale import N_, Translator
from qc.workspace import Workspace

_WEEK_ONLY = N_("Nothing is urgent today; to be done within a week: {week}.")
_BOTH = N_("Urgent today: {now}; to be done within a week: {week}.")
_NOW_ONLY = N_("Urgent today: {now}; nothing else within a week.")
_SOON_ONLY = N_("Nothing is urgent today or within a week; to come: {soon}.")
NOTHING = N_("Nothing needs anybody today.")


def headline(matters: Sequence[Matter], t: Translator) -> str:
    """How many lines of the list are urgent, and how many are to be done within a week."""
    counted = Counter(each.urgency for each in matters)
    now, week, soon = (counted[each] for each in Urgency)
    if not matters:
        return t(NOTHING)
    if not now and not week:
        return t(_SOON_ONLY, soon=soon)
    words = _WEEK_ONLY if not now else _BOTH if week else _NOW_ONLY
    return t(words, now=now, week=week)


def sentence(matter: Matter, t: Translator) -> str:
    """What has to be done."""
    return t(matter.words, **matter.values)


def place(matter: Matter, workspace: Workspace) -> str:
    """The unit; the site where it has none, and of several sites only; else ""."""
    if matter.unit:
        return place_name(matter.unit, workspace.organisation, workspace.t)
    return matter.site if len(workspace.organisation.sites) > 1 else ""


def who(matter: Matter, t: Translator) -> str:
    """Who acts: the person in charge, else the role."""
    return matter.person or (t(matter.role) if matter.role else "")
