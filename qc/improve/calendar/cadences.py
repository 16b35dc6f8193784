"""Which cadences are in force: of the checklists, and the clinic's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from qc.catalogue.model import Cadence, Catalogue, Every
from qc.errors import WorkspaceError
from qc.improve.calendar.opening import open_days
from qc.improve.calendar.spans import Anchors, Span, spans
from qc.improve.rules import OWN, Rules
from qc.locale import N_


def codes(catalogue: Catalogue, rules: Rules) -> list[str]:
    """The codes of everything that has, or had, a cadence, in catalogue order, the clinic's own last.

    WorkspaceError for a code that is none, and for an own cadence without name or day.
    """
    own = rules.calendar.cadences
    _refuse_unknown(catalogue, rules)
    with_cadence = [
        code
        for code in catalogue.checklists
        if code in own or any(v.cadence for v in catalogue.versions_of(code))
    ]
    return [*with_cadence, *(code for code in own if code not in catalogue.checklists)]


def name_of(code: str, catalogue: Catalogue, rules: Rules, language: str) -> str:
    """What a cadence is called."""
    known = catalogue.checklists.get(code)
    return known.name.of(language) if known else rules.calendar.cadences[code].name


def cadence_on(code: str, day: dt.date, catalogue: Catalogue, rules: Rules) -> Cadence | None:
    """The cadence in force on a day: the clinic's own from its day on, else the checklist's."""
    own = rules.calendar.cadences.get(code)
    if own and (own.valid_from is None or own.valid_from <= day):
        return own
    known = code in catalogue.checklists
    return catalogue.version_on(code, day).cadence if known else None


def anchors(code: str, rules: Rules) -> Anchors:
    """Where its periods begin: those of the performance assessment as the clinic has them."""
    assessed = code in rules.assessment.checklists
    first = rules.assessment.first_day if assessed else 1
    return Anchors(rules.calendar.two_weeks_from, first)


def owed(
    code: str, first_done: dt.date | None, last: dt.date, catalogue: Catalogue, rules: Rules
) -> list[tuple[Span, Cadence, int]]:
    """The periods of a cadence up to a day, each with how often it is owed in it, in their order.

    first_done: the day of the first check, None without one. A period that is longer than a day is
    owed no more often than it has open days; one without any is not owed (0 times).
    """
    since = _since(code, first_done, catalogue, rules)
    if since is None:
        return []
    day, whole = since
    found = [
        (span, cadence, _times(span, cadence, rules))
        for every in _kinds(code, catalogue, rules)
        for span in spans(every, day, last, anchors(code, rules))
        if not (whole and span.start < day)
        if (cadence := cadence_on(code, span.start, catalogue, rules)) and cadence.every == every
        if not _is_off(code, span, rules)
    ]
    return sorted(found, key=lambda each: each[0])


def not_in_force(in_force: Iterable[str], catalogue: Catalogue, rules: Rules) -> list[str]:
    """Those of the plan's core that neither came in yet nor were switched on or off."""
    known = {*in_force, *rules.calendar.off}
    return [c for c in rules.calendar.core if c in catalogue.checklists and c not in known]


def _since(
    code: str, first_done: dt.date | None, catalogue: Catalogue, rules: Rules
) -> tuple[dt.date, bool] | None:
    """From which day it is owed, and whether from the first whole period only."""
    if code in rules.calendar.on:
        return rules.calendar.on[code], True
    own = rules.calendar.cadences.get(code)
    if code not in catalogue.checklists and own and own.valid_from:
        return own.valid_from, True
    return (first_done, False) if first_done else None


def _is_off(code: str, span: Span, rules: Rules) -> bool:
    off = rules.calendar.off.get(code)
    return off is not None and span.end >= off


def _kinds(code: str, catalogue: Catalogue, rules: Rules) -> Sequence[Every]:
    own = rules.calendar.cadences.get(code)
    versions = catalogue.versions_of(code) if code in catalogue.checklists else ()
    known = [own, *(version.cadence for version in versions)]
    return list(dict.fromkeys(each.every for each in known if each))


def _times(span: Span, cadence: Cadence, rules: Rules) -> int:
    days = len(open_days(span, rules.calendar))
    return min(cadence.times, days * cadence.times if cadence.every == "day" else days)


def _refuse_unknown(catalogue: Catalogue, rules: Rules) -> None:
    own = rules.calendar.cadences
    named: Mapping[str, Iterable[str]] = {
        "on": rules.calendar.on, "off": rules.calendar.off, "units": rules.calendar.units,
        "persons": rules.calendar.persons, "evidence": rules.calendar.evidence,
    }  # fmt: skip
    for key, words in named.items():
        for word in words:
            if word not in catalogue.checklists and word not in own:
                raise WorkspaceError(
                    N_(
                        '{file}, calendar.{key}: there is no checklist "{word}" and no own cadence.'
                    ),
                    N_("Check how its code is written."),
                    file=OWN,
                    key=key,
                    word=word,
                )
    for code, each in own.items():
        if code not in catalogue.checklists and not (each.name and each.valid_from):
            raise WorkspaceError(
                N_("{file}: {word} has no checklist, so its cadence needs a name and valid_from."),
                N_('Write name = "..." and valid_from = 2027-01-01 beside it.'),
                file=OWN,
                word=code,
            )
