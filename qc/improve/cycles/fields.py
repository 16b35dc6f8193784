"""What comes with an act: every field known, filled where it must be, and of the right form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction

from qc.errors import UsageError
from qc.improve.cycles.model import Cycle
from qc.improve.cycles.states import STEPS
from qc.improve.cycles.targets import share_of
from qc.improve.rules import Rules
from qc.locale import N_

MISSING = {
    "title": N_("The problem is missing, in a few words."),
    "owner": N_("The owner is missing."),
    "due": N_("The due date is missing."),
    "category": N_("The kind of cause is missing."),
    "cause": N_("The cause is missing."),
    "number": N_("The number of the cause or measure is missing."),
    "true": N_("Say whether it is a true cause: yes or no."),
    "how": N_("It is missing how."),
    "by": N_("It is missing by whom."),
    "what": N_("It is missing what is done."),
    "why": N_("It is missing why."),
    "who": N_("It is missing who does it."),
    "where": N_("It is missing where."),
    "from": N_("The first day is missing."),
    "to": N_("The last day is missing."),
    "on": N_("The day on which it was done is missing."),
    "name": N_("The name of whoever sets the figures aside is missing."),
    "reason": N_("The reason is missing for which the figures are set aside."),
    "kind": N_("Say what it became: standard, process or training."),
    "link": N_("It is missing where it is written down: a code, a number, a title."),
    "note": N_("A note is missing that says why."),
}
LABELS = {
    "title": N_("problem"), "owner": N_("in charge"), "due": N_("due"), "least": N_("checks at least"),
    "category": N_("kind of cause"), "cause": N_("cause"), "number": N_("no."), "true": N_("true cause"),
    "target": N_("target"), "focus": N_("focus"), "ability": N_("ability of the circle"),
    "what": N_("what"), "why": N_("why"), "who": N_("who"), "where": N_("where"), "how": N_("how"),
    "from": N_("from"), "to": N_("to"), "on": N_("done on"), "by": N_("by"),
    "name": N_("name"), "reason": N_("reason"), "kind": N_("kind"), "link": N_("written down in"),
    "version": N_("version"), "note": N_("note"),
}  # fmt: skip
"""The words for people of each field."""
VALUES = {
    "yes": N_("yes"), "no": N_("no"), "standard": N_("standard"), "process": N_("procedure"),
    "training": N_("training"), "policy": N_("rule"),
}  # fmt: skip
"""The words of what is chosen from a list."""
DAYS = ("due", "from", "to", "on")
SHARES = ("target", "focus", "ability")
CHOSEN = ("true", "kind")
KINDS = ("standard", "process", "training", "policy")


def told_of(what: str, given: Mapping[str, str]) -> dict[str, str]:
    """The filled fields of an act, their form checked. UsageError for an unknown, missing or wrong one."""
    told = {name: value.strip() for name, value in given.items() if value.strip()}
    step = STEPS[what]
    known = (*step.needs, *step.may)
    if unknown := [name for name in told if name not in known]:
        raise UsageError(
            N_('This act has no field "{name}".'),
            N_("It takes: {known}."),
            name=unknown[0],
            known=", ".join(known) or "—",
        )
    if missing := [name for name in step.needs if name not in told]:
        raise UsageError(MISSING[missing[0]], N_("Fill it in and try again."))
    _of_a_form(told)
    return told


def _of_a_form(told: Mapping[str, str]) -> None:
    for name in DAYS:
        if name in told:
            day_of(told[name])
    for name in SHARES:
        if name in told:
            share_of(told[name])
    for name in ("least", "number"):
        if name in told and not (told[name].isdecimal() and 0 < int(told[name]) < 10**6):
            raise UsageError(N_('"{text}" is not a number from 1.'), text=told[name])
    if "from" in told and "to" in told and day_of(told["to"]) < day_of(told["from"]):
        raise UsageError(N_("The last day is before the first."), N_("Look at the dates again."))


def day_of(text: str) -> dt.date:
    """A date like 2026-10-31. UsageError for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(
            N_('"{text}" is not a date.'), N_("Write it like 2026-10-31."), text=text
        ) from fault


def fits(cycle: Cycle, what: str, told: Mapping[str, str], rules: Rules, today: dt.date) -> None:
    """Does it fit this cycle? UsageError when not."""
    if check := _FITS.get(what):
        check(cycle, told, rules, today)


def _one_of(word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise UsageError(
            N_('"{word}" is not one of: {known}.'), word=word, known=", ".join(known)
        )  # fmt: skip


def _cause(_: Cycle, told: Mapping[str, str], rules: Rules, __: dt.date) -> None:
    _one_of(told["category"], (*rules.cause_categories, *rules.own_categories))


def _standing(cycle: Cycle, told: Mapping[str, str], _: Rules, __: dt.date) -> None:
    _one_of(told["number"], tuple(str(c.number) for c in cycle.causes if not c.struck))


def _verified(cycle: Cycle, told: Mapping[str, str], rules: Rules, today: dt.date) -> None:
    _one_of(told["true"], ("yes", "no"))
    _standing(cycle, told, rules, today)


def _changed(cycle: Cycle, told: Mapping[str, str], rules: Rules, today: dt.date) -> None:
    _cause(cycle, told, rules, today)
    _standing(cycle, told, rules, today)


def _target(cycle: Cycle, told: Mapping[str, str], _: Rules, __: dt.date) -> None:
    given = {name for name in SHARES if name in told}
    if given not in ({"target"}, {"focus", "ability"}):
        raise UsageError(
            N_("Give the target by hand, or focus and ability."), N_("Not both, and not a part.")
        )
    now = cycle.baseline.figures.total.rate or Fraction(0)
    shares = [share_of(told[name]) for name in given]
    if ("target" in told and shares[0] <= now) or 0 in shares:
        raise UsageError(
            N_("The target is not better than the rate before."), N_("Set a higher one.")
        )


def _measure(cycle: Cycle, told: Mapping[str, str], _: Rules, today: dt.date) -> None:
    _one_of(told["number"], tuple(str(measure.number) for measure in cycle.to_do))
    if "on" in told and day_of(told["on"]) > today:
        raise UsageError(N_("That day has not come yet."), N_("Look at the dates again."))


def _period(cycle: Cycle, told: Mapping[str, str], _: Rules, __: dt.date) -> None:
    """The period after begins after the last measure was done, and after the one before ended."""
    earliest = max(filter(None, (cycle.done_on, cycle.baseline.end)))
    if day_of(told["from"]) <= earliest:
        raise UsageError(
            N_("The period must begin after {day}: after the last measure and the figures before."),
            day=earliest,
        )


def _longer(cycle: Cycle, told: Mapping[str, str], _: Rules, __: dt.date) -> None:
    if cycle.stated and day_of(told["to"]) <= cycle.stated.end:
        raise UsageError(
            N_("The period can only be made longer; it ends on {day} so far."), day=cycle.stated.end
        )


def _standard(_: Cycle, told: Mapping[str, str], __: Rules, ___: dt.date) -> None:
    _one_of(told["kind"], KINDS)


_FITS: Mapping[str, Callable[[Cycle, Mapping[str, str], Rules, dt.date], None]] = {
    "add_cause": _cause,
    "verify_cause": _verified,
    "change_cause": _changed,
    "drop_cause": _standing,
    "set_target": _target,
    "measure_done": _measure,
    "drop_measure": _measure,
    "to_check": _period,
    "follow": _longer,
    "standardise": _standard,
}
