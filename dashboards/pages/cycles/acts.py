"""What a person does on the page of the cycles: the same acts as on the command line, by their names."""

from __future__ import annotations

from collections.abc import Mapping

from dashboards.page import Act, Asked, Done
from dashboards.pages.cycles.opening import about_of
from dashboards.pages.cycles.place import Place
from qc.errors import ConflictError, UsageError
from qc.improve.cycles.acting import act_on_cycle, cycle, open_cycle
from qc.improve.cycles.effect import Shown
from qc.improve.cycles.states import OPEN, STEPS
from qc.locale import N_
from qc.text import number_in


def thing(shown: Shown, key: str = "") -> str:
    """What a button is about: the cycle as it was seen, and the cause, bone or measure of it."""
    return f"{shown.cycle.id}@{len(shown.cycle.acts)}@{key}"


def opened(asked: Asked) -> Done:
    """Open a cycle about what the address names."""
    place = Place.parse(asked.search)
    about = about_of(asked.reader, place)
    act = open_cycle(asked.reader, about.ids, _written(asked, OPEN), about.previous)
    name = act.subject.partition(":")[2]
    said = asked.reader.t("Cycle {name} is open. Now write down the causes.", name=name)
    return Done(said, place.link(cycle=name))


def _acted(what: str) -> Act:
    def done(asked: Asked) -> Done:
        name, seen, key = _thing(asked.of)
        shown = cycle(asked.reader, name)
        _refuse_unseen(shown, seen)
        act_on_cycle(asked.reader, shown, what, _written(asked, what) | _keyed(asked, what, key))
        t = asked.reader.t
        said = t("{name}: written down ({act}).", name=name, act=t(STEPS[what].label))
        return Done(said, Place.parse(asked.search).link())

    return done


def _thing(of: str) -> tuple[str, int, str]:
    """The cycle, how many acts of it were seen, and the part of it; UsageError for a forged one."""
    name, seen, key = [*of.split("@", 2), "", ""][:3]
    if (number := number_in(seen)) is None:
        raise UsageError(N_("The page does not know how to do this."), N_("Load the page again."))
    return name, number, key


def _refuse_unseen(shown: Shown, seen: int) -> None:
    """Whoever acts must have seen what was done before."""
    acts = shown.cycle.acts
    if len(acts) != seen:
        raise ConflictError(
            N_("{actor} changed this meanwhile; your change was not saved."),
            N_("Look at it as it is now, then change it again."),
            actor=acts[-1].actor,
        )


def _written(asked: Asked, what: str) -> dict[str, str]:
    step = STEPS[what]
    return {name: asked.text(f"{what}.{name}") for name in (*step.needs, *step.may)}


def _keyed(asked: Asked, what: str, key: str) -> dict[str, str]:
    """What the button itself says: the number, or the bone under which the cause was typed."""
    if what == "add_cause":
        return {"category": key, "cause": asked.text(f"add_cause.{key}")}
    return {"number": key} if "number" in STEPS[what].needs else {}


ACTS: Mapping[str, Act] = {
    OPEN: opened,
    **{what: _acted(what) for what in STEPS if what != OPEN},
}
