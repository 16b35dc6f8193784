"""The conditions that an act asks for, by the name that stands in the table of `states`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from qc.errors import UsageError
from qc.improve.cycles.effect import Effect, Shown
from qc.improve.cycles.states import STEPS
from qc.locale import N_


class Gate(NamedTuple):
    """Does it hold, what it asks for in a few words, and what is said when it does not hold."""

    holds: Callable[[Shown], bool]
    wants: str
    message: str
    remedy: str


def _effect(test: Callable[[Effect], bool]) -> Callable[[Shown], bool]:
    return lambda shown: shown.effect is not None and test(shown.effect)


def _or_overridden(test: Callable[[Effect], bool]) -> Callable[[Shown], bool]:
    return lambda shown: shown.cycle.override is not None or _effect(test)(shown)


def _worth_following(effect: Effect) -> bool:
    """Too few counts yet, or a verdict that asks for more of them; never once it may close."""
    return not effect.enough or effect.next_step in ("keep_following", "keep_going")


GATES: Mapping[str, Gate] = {
    "true_cause": Gate(
        lambda shown: any(cause.confirmed for cause in shown.cycle.causes),
        N_("a cause verified as a true one"),
        N_("No cause has been verified as a true one."),
        N_("Add the causes, then say which was verified, how and by whom."),
    ),
    "target_set": Gate(
        lambda shown: shown.cycle.target is not None,
        N_("a target"),
        N_("The target is missing."),
        N_("Set it by hand, or by focus and ability."),
    ),
    "measures": Gate(
        lambda shown: bool(shown.cycle.to_do),
        N_("measures: what, why, who, where, when, how"),
        N_("There is no measure."),
        N_("Add what is done, why, by whom, where, when and how."),
    ),
    "least_set": Gate(
        lambda shown: shown.cycle.least is not None,
        N_("how many checks the figures after must hold"),
        N_("The plan does not say how many checks the figures after must hold."),
        N_("Say it before anything is done."),
    ),
    "all_done": Gate(
        lambda shown: not shown.cycle.to_do and shown.cycle.done_on is not None,
        N_("each measure done, or dropped with a reason"),
        N_("Not all measures are done."),
        N_("Say when each was done, or why it is dropped; one at least must have been done."),
    ),
    "after_data": Gate(
        _effect(lambda effect: effect.figures.total.checked > 0),
        N_("checks after the measures"),
        N_("There are no figures after the measures."),
        N_("Import the checks of the stated period, or cancel the cycle."),
    ),
    "period_over": Gate(
        _or_overridden(lambda effect: effect.over),
        N_("the stated period over"),
        N_("The stated period is not over."),
        N_("Judge when it is: whoever may choose the day can always find a good one."),
    ),
    "planned_counts": Gate(
        _or_overridden(lambda effect: effect.enough),
        N_("as many checks as planned, each item and unit among them"),
        N_("There are fewer checks than the plan asked for, or none of some item and unit."),
        N_("Check more, and follow for longer."),
    ),
    "figures_say_so": Gate(
        _or_overridden(lambda effect: effect.next_step == "close"),
        N_("figures that show the effect"),
        N_("The figures do not say that the cycle was effective."),
        N_("Keep following, or go on as the next cycle; an override needs a name and a reason."),
    ),
    "worth_following": Gate(
        _effect(_worth_following),
        N_("something that more checks may still show"),
        N_("More checks would not change what the figures say."),
        N_("Close the cycle, or go on as the next one."),
    ),
    "standardised": Gate(
        lambda shown: bool(shown.cycle.standards),
        N_("the improvement written down: a standard, procedure, training or rule"),
        N_("The improvement has not been standardised."),
        N_("Link the new version of the standard, the process or the training."),
    ),
}


def refuse_closed_gate(shown: Shown, names: tuple[str, ...]) -> None:
    """UsageError for the first condition that does not hold."""
    for gate in (GATES[name] for name in names):
        if not gate.holds(shown):
            raise UsageError(gate.message, gate.remedy)


def asked(shown: Shown, names: tuple[str, ...]) -> list[tuple[Gate, bool]]:
    """Each of these conditions, and whether it holds now."""
    return [(GATES[name], GATES[name].holds(shown)) for name in names]


def may_close(shown: Shown) -> bool:
    """Would a live cycle close, were its improvement written down?"""
    if not shown.cycle.state.is_live:
        return False
    return all(GATES[name].holds(shown) for name in STEPS["close"].gates if name != "standardised")
