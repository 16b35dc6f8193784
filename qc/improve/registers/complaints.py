"""The month's complaints: answered and closed in time, by priority; what about, where, again."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from qc.analysis.periods import Period
from qc.catalogue.model import Catalogue
from qc.improve.registers.cases import Case
from qc.improve.registers.figures import Counted, number, share, spread
from qc.improve.registers.model import Figure
from qc.improve.registers.parts import Cases, closed, counted_by, passed, told, vital_few
from qc.improve.registers.waiting import Limit, checklist_limit
from qc.improve.rules import Registers, Rules, shipped
from qc.text import normal_form
from qc.words import Outcome

PRIORITY, ORDINARY = "priority", "ordinary"
_ENDINGS = ("客户", "顾客", "会员", "患者", "级")


def class_of(rules: Registers) -> Callable[[Case], str]:
    """priority or ordinary, "" where the register does not say."""
    words = frozenset(map(normal_form, rules.priority))

    def named(case: Case) -> str:
        said = case.about.get("priority")
        if said is None:
            return ""
        if isinstance(said, bool):
            return PRIORITY if said else ORDINARY
        word = normal_form(str(said))
        forms = {word, *(word.removesuffix(normal_form(ending)) for ending in _ENDINGS)}
        return PRIORITY if forms & words else ORDINARY

    return named


def close_limit(rules: Registers, catalogue: Catalogue) -> Limit:
    """The days in which a complaint is to be closed; ordinary ones by the checklist that they came with."""
    of, by_checklist = class_of(rules), checklist_limit(catalogue)

    def limit(case: Case) -> float | None:
        days = rules.close_days.get(_grade(of, case))
        return by_checklist(case) if days is None else float(days)

    return limit


def _grade(of: Callable[[Case], str], case: Case) -> Literal["priority", "ordinary"]:
    """The class whose limits hold: where none is told, the ordinary ones."""
    return "priority" if of(case) == PRIORITY else "ordinary"


def figures_of(now: Cases, before: Cases, all_so_far: Cases, rules: Registers, catalogue: Catalogue, as_of: dt.date, window_days: int) -> tuple[Figure, ...]:  # fmt: skip
    """The figures of a month beside the month before."""
    of, limit = class_of(rules), close_limit(rules, catalogue)
    comes_again = _recurrence(all_so_far, window_days)
    again, earlier = ([comes_again(case) for case in some] for some in (now, before))

    def on_time(cases: Cases) -> Counted:
        return _closed_in_time(cases, limit, of, as_of)

    return (
        number("cases", len(now), len(before)),
        share("first_responsible", told(now, "first_responsible"), told(before, "first_responsible")),
        share("answered_in_time", _answered_in_time(now, rules, of, as_of), _answered_in_time(before, rules, of, as_of)),
        *spread("answer_days", "days", _answer_days(now), _answer_days(before)),
        share("closed_in_time", on_time(now), on_time(before)),
        *spread("close_days", "days", _close_days(now), _close_days(before)),
        share("closed", closed(now), closed(before), settled=False),
        share("satisfied", passed(now, "satisfied"), passed(before, "satisfied")),
        number("repeated", sum(again), sum(earlier)),
        *counted_by("priority", of, now, before, known=(PRIORITY, ORDINARY)),
        *_in_time_by_class(now, before, of, on_time),
        *vital_few(counted_by("category", lambda case: case.text("category"), now, before)),
        *counted_by("unit", lambda case: case.unit, now, before),
    )  # fmt: skip


def _in_time_by_class(
    now: Cases, before: Cases, of: Callable[[Case], str], on_time: Callable[[Cases], Counted]
) -> Iterator[Figure]:
    for name in (PRIORITY, ORDINARY):
        here = tuple(case for case in now if of(case) == name)
        earlier = tuple(case for case in before if of(case) == name)
        yield share("closed_in_time", on_time(here), on_time(earlier), by="priority", key=name)


def _closed_in_time(
    cases: Cases, limit: Limit, of: Callable[[Case], str], as_of: dt.date
) -> Counted:
    """Closed within the limit, of those closed or past it."""
    return _counted(_is_closed_in_time(case, limit, of, as_of) for case in cases)


def _is_closed_in_time(
    case: Case, limit: Limit, of: Callable[[Case], str], as_of: dt.date
) -> bool | None:
    """None where there is nothing to say yet. An ordinary one whose register was judged (by a limit of its
    own) counts as it was judged there."""
    days, allowed = case.days_to_close, limit(case)
    judged = case.steps.get("handled_in_time")
    if judged is not None and of(case) != PRIORITY:
        return judged is Outcome.PASS
    if allowed is None:
        return None
    if days is not None:
        return days <= allowed
    return False if case.is_open and (as_of - case.date).days > allowed else None


def _answer_day(case: Case) -> dt.date | None:
    return case.day("answered") or case.day("fed_back_on")


def _answered_in_time(
    cases: Cases, rules: Registers, of: Callable[[Case], str], as_of: dt.date
) -> Counted:
    """Answered within the limit: as the register says, else by the day of the first answer; one that is still
    open and unanswered past the limit was not, where others of its month tell theirs."""
    tells = any(_answer_day(case) for case in cases)
    return _counted(_is_answered_in_time(case, rules, of, as_of, tells=tells) for case in cases)


def _is_answered_in_time(
    case: Case, rules: Registers, of: Callable[[Case], str], as_of: dt.date, *, tells: bool
) -> bool | None:
    allowed = rules.answer_days.get(_grade(of, case))
    day, said = _answer_day(case), case.about.get("answered_in_time")
    if said is not None:
        return bool(said)
    if allowed is None or case.undecided:
        return None
    if day is not None:
        return (day - case.date).days <= allowed
    return False if tells and case.is_open and (as_of - case.date).days > allowed else None


def _counted(outcomes: Iterable[bool | None]) -> Counted:
    known = [each for each in outcomes if each is not None]
    return Counted(sum(known), len(known))


def answers(
    cases: Cases, rules: Rules, catalogue: Catalogue, as_of: dt.date
) -> Callable[[Case], Mapping[str, Counted]]:
    """What the shares of `figures_of` say of each of all cases so far."""
    own = rules.registers
    of, limit = class_of(own), close_limit(own, catalogue)
    comes_again = _recurrence(cases, rules.window_days)
    telling = {Period.of(case.date) for case in cases if _answer_day(case)}

    def asked(case: Case) -> Mapping[str, Counted]:
        tells = Period.of(case.date) in telling
        return {
            "first_responsible": told((case,), "first_responsible"),
            "answered_in_time": _counted([_is_answered_in_time(case, own, of, as_of, tells=tells)]),
            "closed_in_time": _closed_in_time((case,), limit, of, as_of),
            "closed": closed((case,)),
            "satisfied": passed((case,), "satisfied"),
            "repeated": Counted(int(comes_again(case)), 1),
        }

    return asked


def days_to_answer(case: Case) -> float | None:
    """From the complaint to the first answer."""
    day = _answer_day(case)
    return None if day is None else float((day - case.date).days)


def _answer_days(cases: Cases) -> list[float]:
    return [days for case in cases if (days := days_to_answer(case)) is not None]


def _close_days(cases: Cases) -> list[float]:
    return [days for case in cases if (days := case.days_to_close) is not None]


def _recurrence(others: Cases, window_days: int) -> Callable[[Case], bool]:
    """Tells of a complaint whether it comes again: the register says so, or another of this category and
    unit came within the window before it."""
    alike: dict[tuple[str, str], list[tuple[dt.date, str, str]]] = {}
    for other in others:
        alike.setdefault((other.unit, other.text("category")), []).append(_order(other))
    for each in alike.values():
        each.sort()

    def comes_again(case: Case) -> bool:
        if case.about.get("repeated"):
            return True
        about = case.text("category")
        known = alike.get((case.unit, about), []) if about else []
        before = bisect_left(known, _order(case))
        return before > 0 and (case.date - known[before - 1][0]).days <= window_days

    return comes_again


def _order(case: Case) -> tuple[dt.date, str, str]:
    return case.date, case.number, case.check_id


def to_confirm(rules: Registers) -> tuple[tuple[str, str, int], ...]:
    """The limits that the clinic has left as they ship: the sources name no number."""
    default = shipped().registers
    pairs = (
        ("answer", rules.answer_days, default.answer_days),
        ("close", rules.close_days, default.close_days),
    )
    return tuple(
        (what, name, days)
        for what, own, ours in pairs
        for name, days in own.items()
        if ours.get(name) == days
    )
