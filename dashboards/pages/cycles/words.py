"""What the page of the cycles says in sentences."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.components.navigation import moment
from qc.analysis.change_words import WORDS
from qc.analysis.display import percent
from qc.improve.cycles.effect import Effect, Shown
from qc.improve.cycles.figures import Tally
from qc.improve.cycles.gates import asked, may_close
from qc.improve.cycles.model import Cycle
from qc.improve.cycles.page import told
from qc.improve.cycles.states import FORWARD, STEPS, CycleState
from qc.locale import N_, Translator

LATE = "▲"


def sentence(parts: Sequence[str], t: Translator) -> str:
    """Parts as one sentence, with the marks of the reader's language."""
    return listed(parts, t) + ("。" if t.language == "zh" else ".")


def listed(parts: Sequence[str], t: Translator) -> str:
    """Parts in a row."""
    return ("，" if t.language == "zh" else ", ").join(parts)


def headline(shown: Sequence[Shown], due: int, today: dt.date, t: Translator) -> str:
    """The board in a sentence."""
    live = [each for each in shown if each.cycle.state.is_live]
    if not live and due:
        return t("No PDCA is under way; {n} are due.", n=due)
    if not live:
        return t("No PDCA is under way, and none is due.")
    ready = sum(may_close(each) for each in live)
    late = sum(each.cycle.overdue(today) for each in live)
    parts = [t("{n} PDCA under way", n=len(live))]
    parts += [t("{n} may be closed", n=ready)] * bool(ready)
    parts += [t("{n} overdue", n=late) if late else t("none overdue")]
    return sentence(parts, t)


def conclusion(shown: Shown, today: dt.date, t: Translator) -> str:
    """A cycle in a sentence: its verdict where there is one, else how far it has come."""
    known, effect = shown.cycle, shown.effect
    if known.state is CycleState.CANCELLED:
        return t("cancelled")
    if effect is None:
        said = _planned(shown, t) if known.state is CycleState.PLAN else _doing(known, today, t)
        return sentence([said], t)
    verdict = WORDS["sentence"][effect.verdict["sentence"]]
    parts = [
        from_to(shown, t),
        t(verdict),
        _standing(shown, t),
    ]
    return sentence(parts, t)  # fmt: skip


def _planned(shown: Shown, t: Translator) -> str:
    lacking = missing(shown)
    if not lacking:
        return t("the plan is whole and can begin")
    return t("planned; before it begins, {n} things are missing", n=len(lacking))


def _doing(known: Cycle, today: dt.date, t: Translator) -> str:
    kept = [each for each in known.measures if not each.dropped]
    done = sum(each.done is not None for each in kept)
    late = sum(each.end < today for each in known.to_do)
    said = t("{done} of {all} measures done", done=done, all=len(kept))
    return listed([said, *([t("{n} overdue", n=late)] * bool(late))], t)


def _standing(shown: Shown, t: Translator) -> str:
    known, effect = shown.cycle, shown.effect
    if known.state.is_live and effect is not None and not effect.over:
        return t("to be judged after {day}", day=effect.end)
    if known.state in (CycleState.CHECK, CycleState.FOLLOW):
        return t("waits for a verdict: {next}", next=next_said(shown.effect, t))
    if known.state is CycleState.ACT and not known.standards:
        return t("{told}, to be written into a standard", told=told(shown, t))
    if known.state is CycleState.ACT:
        return t("{told}, to be closed", told=told(shown, t))
    return t("{told}, {state}", told=told(shown, t), state=t(known.state.label))


def next_said(effect: Effect | None, t: Translator) -> str:
    """What the figures ask for next."""
    if effect is None:
        return ""
    step = WORDS["next_step"][effect.next_step]
    return t(step)


def from_to(shown: Shown, t: Translator) -> str:
    """ "91.8 % before, 99.1 % after"."""
    after = shown.effect.figures.total if shown.effect else None
    then = rate(shown.cycle.baseline.figures.total, shown.cycle)
    if after is None or not after.checked:
        return t("{then} before, nothing checked since", then=then)
    return t("{then} before, {now} after", then=then, now=rate(after, shown.cycle))


def rate(tally: Tally, known: Cycle) -> str:
    """A rate, never rounded across the target."""
    goal = float(known.target.value) if known.target else math.nan
    return percent(float(tally.rate) if tally.rate is not None else math.nan, goal)


def missing(shown: Shown) -> list[str]:
    """What the next step still asks for, in a few words each."""
    if not (what := FORWARD.get(shown.cycle.state)):
        return []
    return [gate.wants for gate, holds in asked(shown, STEPS[what].gates) if not holds]


def stands_since(known: Cycle) -> str:
    """The day since which a cycle stands where it stands."""
    moved = [act for act in known.acts if STEPS[act.what].target is not None]
    return moment(moved[-1].at)[:10]


def difference(row: Mapping[str, Any], t: Translator) -> str:
    """How much better or worse, and between what it may truly lie, in percentage points."""
    size, low, high = (100 * float(row[n]) for n in _INTERVAL)
    if math.isnan(size):
        return t("Nothing to compare yet.")
    if low > 0 or high < 0:
        said = _BETTER if size > 0 else _WORSE
        ends = sorted((abs(low), abs(high)))
        return t(said, size=_points(size), least=_points(ends[0]), most=_points(ends[1]))
    said = _PERHAPS_BETTER if size >= 0 else _PERHAPS_WORSE
    return t(said, size=_points(size), down=_points(low), up=_points(high))


def _points(value: float) -> str:
    return f"{abs(value):.1f}"


_INTERVAL = ("difference", "difference_lower", "difference_upper")
_BETTER = N_(
    "{size} percentage points better than before; in truth between {least} and {most} better."
)
_WORSE = N_(
    "{size} percentage points worse than before; in truth between {least} and {most} worse."
)
_PERHAPS_BETTER = N_("{size} percentage points better than before, which may be chance: in truth between {down} worse and {up} better.")  # fmt: skip
_PERHAPS_WORSE = N_("{size} percentage points worse than before, which may be chance: in truth between {down} worse and {up} better.")  # fmt: skip
