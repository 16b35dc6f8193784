"""The cases behind a review's figures: of each case what every figure says of it, so that a figure can be
counted again by eye. Nobody is named: a case has its day, place, number and cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.analysis.source import facts
from qc.improve.registers import complaints, events
from qc.improve.registers.cases import Case
from qc.improve.registers.figures import Counted
from qc.improve.registers.model import Which
from qc.improve.registers.parts import closed, passed, told
from qc.improve.registers.reviewing import cases_so_far, codes_of, results_of
from qc.improve.rules import Rules, load_rules
from qc.workspace import Workspace


@dataclass(frozen=True)
class Listed:
    """A case: its `keys` by the parts of the review (severity, category, …); `answers` by the code of a
    share, None where its register does not tell it; `times` by the code of hours or days."""

    case: Case
    indicator: str
    keys: Mapping[str, str]
    answers: Mapping[str, bool | None]
    times: Mapping[str, float | None]


def listing(workspace: Workspace, which: Which, month: Period, *, so_far: bool = False) -> tuple[Listed, ...]:  # fmt: skip
    """The cases of a month, or all up to its end, the newest first. Follow-ups have none: they are counted
    by whole sheets."""
    rules = load_rules(workspace.folder)
    if which is Which.FOLLOW_UPS:
        return ()
    made = _events if which is Which.ADVERSE_EVENTS else _complaints
    of = facts(workspace).changes.of("checklist", codes_of(workspace, which, rules))
    every = kept(workspace, ("listing", which), lambda: made(workspace, rules), by=(rules,), of=of)
    first, last = dt.date.min if so_far else month.start, month.end
    return tuple(each for each in reversed(every) if first <= each.case.date <= last)


def _events(workspace: Workspace, rules: Rules) -> list[Listed]:
    registers = rules.registers
    class_of = events.severity(registers)
    return [
        Listed(
            case,
            _indicator(workspace, case),
            {"severity": class_of(case), "category": case.text("category"), "unit": case.unit},
            _told(
                {
                    "reported_in_time": passed((case,), "reported_in_time"),
                    "closed": closed((case,)),
                    "by_rules": passed((case,), "process"),
                    "fed_back": passed((case,), "fed_back"),
                    "discussed": told((case,), "discussed"),
                }
            ),
            {"report_hours": case.hours_to_report},
        )
        for case in cases_so_far(workspace, registers.adverse_events)
    ]


def _complaints(workspace: Workspace, rules: Rules) -> list[Listed]:
    cases = cases_so_far(workspace, rules.registers.complaints)
    class_of = complaints.class_of(rules.registers)
    asked = complaints.answers(cases, rules, workspace.catalogue, workspace.today)
    return [
        Listed(
            case,
            _indicator(workspace, case),
            {"priority": class_of(case), "category": case.text("category"), "unit": case.unit},
            _told(asked(case)),
            {"answer_days": complaints.days_to_answer(case), "close_days": case.days_to_close},
        )
        for case in cases
    ]


def _told(counted: Mapping[str, Counted]) -> dict[str, bool | None]:
    return {code: bool(each.done) if each.of else None for code, each in counted.items()}


def _indicator(workspace: Workspace, case: Case) -> str:
    known = workspace.catalogue.checklists.get(case.checklist)
    return known.indicator if known else ""


def behind(listed: tuple[Listed, ...], code: str, by: str = "", key: str = "") -> tuple[Listed, ...]:  # fmt: skip
    """Those that a figure counts, or of which it is the share."""
    here = (each for each in listed if not by or each.keys.get(by) == key)
    return tuple(each for each in here if _counts(each, code))


def _counts(each: Listed, code: str) -> bool:
    if code == "repeated":
        return each.answers.get(code) is True
    if code in each.answers:
        return each.answers[code] is not None
    time = code.removesuffix("_median").removesuffix("_longest")
    return time not in each.times or each.times[time] is not None


def contacts(workspace: Workspace, month: Period) -> dict[str, str]:
    """The code of each type of contact that the month's and the earlier month's follow-ups name."""
    codes = load_rules(workspace.folder).registers.follow_ups
    rows = results_of(workspace, codes, month.shift(-1).start, month.end, ("checklist", "item", "item_code"))  # fmt: skip
    pairs = rows[["item", "item_code"]].drop_duplicates().astype("str")
    return dict(zip(pairs["item"], pairs["item_code"], strict=True))
