"""A cycle as its acts tell it; no figure but those that were frozen with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Any

from qc.improve.cycles.figures import Figures, Month, Place, Tally
from qc.improve.cycles.states import CycleState, state_after
from qc.improve.cycles.targets import qcc_target, share_of
from qc.store.journal import Act

KIND = "cycle"
SET = ("title", "owner", "due", "least")
"""Fields of the plan whose latest word holds."""


@dataclass(frozen=True)
class Baseline:
    """The figures before, as they were when the cycle was opened; `items` are the places' texts."""

    start: dt.date
    end: dt.date
    places: tuple[Place, ...]
    items: tuple[str, ...]
    figures: Figures


@dataclass(frozen=True)
class Cause:
    """A bone of the fishbone. `true`: verified as a true cause (真因), as none (False), not yet (None);
    words that were changed are to be verified anew. `struck`: why it was struck out ("": it stands)."""

    number: int
    category: str
    text: str
    true: bool | None
    how: str
    by: str
    struck: str

    @property
    def confirmed(self) -> bool:
        """Is it a true cause that stands?"""
        return bool(self.true) and not self.struck


@dataclass(frozen=True)
class Measure:
    """What is done (5W1H). `done`: the day on which it was done; `dropped`: why it never will be."""

    number: int
    what: str
    why: str
    who: str
    where: str
    start: dt.date
    end: dt.date
    how: str
    done: dt.date | None
    by: str
    note: str
    dropped: str


@dataclass(frozen=True)
class Stated:
    """The period of the after-figures. `first_end` is the end as it was stated first: what was looked at
    later is a re-check."""

    start: dt.date
    first_end: dt.date
    end: dt.date


@dataclass(frozen=True)
class Target:
    """`value` is exact; `how` says by what it was set: hand or formula."""

    value: Fraction
    how: str
    focus: Fraction | None
    ability: Fraction | None
    note: str


@dataclass(frozen=True)
class Cycle:
    """A PDCA cycle. `site` and `unit` say whose it is ("": of several). `findings` are the ids of the
    findings that it is about, `previous` the cycle that it carries on ("": none). `least`: checks that
    the after-figures must hold. `standards`: the acts by which it was standardised; `override` the act
    that set the figures aside, None without. `seen`: the after-figures as the last judgement saw them,
    `ended` the day of the act that ended it."""

    id: str
    site: str
    unit: str
    title: str
    owner: str
    due: dt.date
    previous: str
    indicator: str
    findings: tuple[str, ...]
    baseline: Baseline
    state: CycleState
    causes: tuple[Cause, ...]
    target: Target | None
    least: int | None
    measures: tuple[Measure, ...]
    stated: Stated | None
    standards: tuple[Act, ...]
    override: Act | None
    seen: Tally | None
    ended: dt.date | None
    acts: tuple[Act, ...]

    @property
    def subject(self) -> str:
        return f"{KIND}:{self.id}"

    @property
    def to_do(self) -> tuple[Measure, ...]:
        """The measures that are neither done nor dropped."""
        return tuple(m for m in self.measures if m.done is None and not m.dropped)

    @property
    def done_on(self) -> dt.date | None:
        """The day of Do: the last of its measures done; None before that."""
        return max((m.done for m in self.measures if m.done), default=None)

    @property
    def covered_until(self) -> dt.date | None:
        """Up to which day an ended cycle has looked at its items; None for a live one."""
        if self.state in (CycleState.CLOSED, CycleState.CONTINUED) and self.stated:
            return self.stated.end
        return self.ended

    def overdue(self, today: dt.date) -> bool:
        return self.state.is_live and self.due < today


def cycles_of(acts: Iterable[Act]) -> list[Cycle]:
    """The cycles that a journal tells of, in the order of their names."""
    ordered = sorted(acts, key=lambda act: (len(act.subject), act.subject, act.number))
    told = groupby(ordered, key=lambda act: act.subject)
    return [_cycle(subject.partition(":")[2], tuple(history)) for subject, history in told]


def _cycle(name: str, acts: tuple[Act, ...]) -> Cycle:
    opened = acts[0].fields
    told = {k: v for act in acts for k, v in act.fields.items() if k in SET}
    state = state_after(act.what for act in acts)
    baseline = baseline_from(opened["baseline"])
    return Cycle(
        id=name,
        site=acts[0].site,
        unit=acts[0].unit,
        title=told["title"],
        owner=told["owner"],
        due=_day(told["due"]),
        previous=opened["previous"],
        indicator=opened["indicator"],
        findings=tuple(opened["findings"]),
        baseline=baseline,
        state=state,
        causes=_causes(acts),
        target=_target(acts, baseline.figures.total),
        least=int(told["least"]) if "least" in told else None,
        measures=_measures(acts),
        stated=_stated(acts),
        standards=_all(acts, "standardise"),
        override=_last(acts, "override"),
        seen=_seen(acts),
        ended=None if state.is_live else _ended(acts),
        acts=acts,
    )


def frozen(baseline: Baseline) -> dict[str, Any]:
    """A baseline as the journal keeps it; `baseline_from` reads it back."""
    figures = baseline.figures
    told = zip(baseline.places, baseline.items, figures.places, strict=True)
    return {
        "from": baseline.start.isoformat(),
        "to": baseline.end.isoformat(),
        "total": tallied(figures.total),
        "places": [
            {**place._asdict(), "item": item, **tallied(tally)} for place, item, tally in told
        ],
        "months": [vars(month) for month in figures.months],
    }


def baseline_from(kept: Mapping[str, Any]) -> Baseline:
    """The baseline that `frozen` wrote."""
    rows: Sequence[Mapping[str, Any]] = kept["places"]
    return Baseline(
        start=_day(kept["from"]),
        end=_day(kept["to"]),
        places=tuple(Place(*(row[name] for name in Place._fields)) for row in rows),
        items=tuple(row["item"] for row in rows),
        figures=Figures(
            _tally(kept["total"]),
            tuple(_tally(row) for row in rows),
            tuple(Month(**month) for month in kept["months"]),
        ),
    )


def tallied(tally: Tally) -> dict[str, Any]:
    """A tally as the journal keeps it."""
    return vars(tally)


def _tally(kept: Mapping[str, Any]) -> Tally:
    return Tally(kept["passed"], kept["checked"], kept["effective"])


def _causes(acts: Sequence[Act]) -> tuple[Cause, ...]:
    known: list[Cause] = []
    for act in acts:
        told = act.fields
        if act.what == "add_cause":
            number = len(known) + 1
            known.append(Cause(number, told["category"], told["cause"], None, "", "", ""))
        elif act.what in _OF_A_CAUSE:
            at = int(told["number"]) - 1
            known[at] = replace(known[at], **_OF_A_CAUSE[act.what](told))
    return tuple(known)


_OF_A_CAUSE: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "verify_cause": lambda told: {
        "true": told["true"] == "yes", "how": told["how"], "by": told["by"],
    },
    "change_cause": lambda told: {
        "category": told["category"], "text": told["cause"], "true": None, "how": "", "by": "",
    },
    "drop_cause": lambda told: {"struck": told["note"]},
}  # fmt: skip
"""What each act changes of the cause that it names."""


def _measures(acts: Sequence[Act]) -> tuple[Measure, ...]:
    done = {int(a.fields["number"]): a.fields for a in _all(acts, "measure_done")}
    dropped = {int(a.fields["number"]): a.fields["note"] for a in _all(acts, "drop_measure")}
    return tuple(
        Measure(
            number=n,
            **{name: act.fields[name] for name in ("what", "why", "who", "where", "how")},
            start=_day(act.fields["from"]),
            end=_day(act.fields["to"]),
            done=_day(done[n]["on"]) if n in done else None,
            by=done.get(n, {}).get("by", ""),
            note=done.get(n, {}).get("note", ""),
            dropped=dropped.get(n, ""),
        )
        for n, act in enumerate(_all(acts, "add_measure"), 1)
    )


def _target(acts: Sequence[Act], now: Tally) -> Target | None:
    if not (act := _last(acts, "set_target")):
        return None
    told = {name: share_of(v) for name, v in act.fields.items() if name != "note"}
    note = act.fields.get("note", "")
    if "target" in told:
        return Target(told["target"], "hand", None, None, note)
    focus, ability = told["focus"], told["ability"]
    value = qcc_target(now.passed, now.checked, focus, ability)
    return Target(value, "formula", focus, ability, note)


def _stated(acts: Sequence[Act]) -> Stated | None:
    if not (first := _last(acts, "to_check")):
        return None
    last = _last(acts, "follow") or first
    return Stated(*(_day(text) for text in (first.fields["from"], first.fields["to"], last.fields["to"])))  # fmt: skip


def _seen(acts: Sequence[Act]) -> Tally | None:
    seen = [act.fields["seen"] for act in acts if "seen" in act.fields]
    return _tally(seen[-1]) if seen else None


def _ended(acts: Sequence[Act]) -> dt.date:
    return _day(next(act.fields["ended"] for act in reversed(acts) if "ended" in act.fields))


def _all(acts: Iterable[Act], what: str) -> tuple[Act, ...]:
    return tuple(act for act in acts if act.what == what)


def _last(acts: Sequence[Act], what: str) -> Act | None:
    return next((act for act in reversed(acts) if act.what == what), None)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
