"""What a person does on the calendar: the same acts as the command line's."""

from __future__ import annotations

from collections.abc import Mapping

from dashboards.page import Act, Asked, Done
from dashboards.pages.calendar.opened import FIELDS
from dashboards.pages.calendar.place import Place
from qc.errors import ConflictError
from qc.improve.calendar import acting
from qc.improve.calendar.draw import draw
from qc.improve.calendar.dues import Due
from qc.improve.calendar.reading import appointment
from qc.locale import N_
from qc.workspace import Workspace


def as_seen(reader: Workspace, of: str) -> Due:
    """The appointment that a button or a file names; ConflictError where somebody acted on it since its
    reader saw it."""
    name, _, seen = of.partition(" ")
    due = appointment(reader, name)
    if seen != str(len(due.acts)):
        raise ConflictError(
            N_("{actor} changed this meanwhile; your change was not saved."),
            N_("Look at it as it is now, then change it again."),
            actor=due.acts[-1].actor if due.acts else "",
        )
    return due


def _excuse(asked: Asked) -> Done:
    due = as_seen(asked.reader, asked.of)
    acting.excuse(asked.reader, due, asked.text(FIELDS["excuse"]))
    return _done(asked, asked.reader.t("The reason stands beside it: {name}, {period}.", name=due.name, period=due.span.label))  # fmt: skip


def _withdraw(asked: Asked) -> Done:
    due = as_seen(asked.reader, asked.of)
    acting.withdraw(asked.reader, due, asked.text(FIELDS["withdraw"]))
    return _done(asked, asked.reader.t("What was said of it is taken back: {name}, {period}.", name=due.name, period=due.span.label))  # fmt: skip


def _sent(asked: Asked) -> Done:
    """A file came in by the route for it."""
    due = appointment(asked.reader, asked.of)
    return _done(asked, asked.reader.t("The file is kept as its evidence: {name}, {period}.", name=due.name, period=due.span.label))  # fmt: skip


def _draw(asked: Asked) -> Done:
    found = draw(asked.reader, site=asked.of)
    return _done(asked, asked.reader.t("Drawn and written down: {n} spot checks.", n=len(found.picks)))  # fmt: skip


def _done(asked: Asked, said: str) -> Done:
    return Done(said, Place.parse(asked.search).link())


ACTS: Mapping[str, Act] = {
    "excuse": _excuse,
    "withdraw": _withdraw,
    "sent": _sent,
    "draw": _draw,
}
