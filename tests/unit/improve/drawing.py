"""State tables drawn for the handbook: one drawer for findings, cycles, appointments, proposals and stars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Steps = Mapping[str, Any]
Column = Callable[[Any], str]


def drawn_table(
    states: Iterable[Any], steps: Steps, more: Mapping[str, Column] | None = None
) -> str:
    """A line a state: its owner, what may be done there, what that asks for and where it leads.

    Plain words are fields that must be given; those in brackets may be, or must in grave cases;
    _slanted_ ones are conditions. `more` adds columns, by their heads.
    """
    columns: dict[str, Column] = {
        "状态 state": str,
        "由谁 owner": lambda state: str(state.owner),
        "可做 acts": lambda state: _acts(state, steps),
        **(more or {}),
    }
    head = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    lines = [f"| {' | '.join(draw(state) for draw in columns.values())} |" for state in states]
    return "\n".join([*head, *lines])


def drawn_diagram(
    states: Iterable[Any],
    steps: Steps,
    record: Iterable[tuple[str, str, str]] = (),
    ends: Iterable[str] = (),
) -> str:
    """The ways between the states as a mermaid block: those that the `record` takes, then people's
    acts that lead to one state. The first state is where all begins."""
    known = list(states)
    born = next((f": {what}" for what, step in steps.items() if not _sources(step)), "")
    acts = [
        (source, step.target, what)
        for what, step in steps.items()
        for source in known
        if source in _sources(step) and step.target in known
    ]
    ways = [f"    {source} --> {target}: {what}" for source, target, what in [*record, *acts]]
    lines = [f"    [*] --> {known[0]}{born}", *ways, *(f"    {end} --> [*]" for end in ends)]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def _sources(step: Any) -> tuple[Any, ...]:
    return tuple(step.sources) if hasattr(step, "sources") else (step.source,)


def _acts(state: Any, steps: Steps) -> str:
    here = [(what, step) for what, step in steps.items() if state in _sources(step)]
    return "<br>".join(_act(what, step) for what, step in here) or "—"


def _act(what: str, step: Any) -> str:
    needs = (step.needs,) if isinstance(step.needs, str) else step.needs
    bracketed = (*getattr(step, "grave", ()), *getattr(step, "may", ()))
    asked = [*needs, *(f"({name})" for name in bracketed)]
    asked += [f"_{gate}_" for gate in getattr(step, "gates", ())]
    said = f": {', '.join(asked)}" if asked else ""
    return f"`{what}`{said}" + (f" → {step.target}" if step.target else "")
