"""What a person does on the page of findings: the same acts as the command line's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dashboards.components import html
from dashboards.page import Act, Asked, Done
from dashboards.pages.findings import bulk
from dashboards.pages.findings.filters import SEARCH
from dashboards.pages.findings.forms import asked as fields_of
from dashboards.pages.findings.forms import written
from dashboards.pages.findings.place import Place
from dashboards.pages.findings.words import done_word
from qc.errors import ConflictError, QcError, ScopeError, UsageError
from qc.improve.acting import act_on, finding, findings
from qc.improve.findings import Finding
from qc.improve.states import STEPS
from qc.locale import N_
from qc.words import Right


class Refused(NamedTuple):
    """A finding with which something could not be done, and why; None where it is not there."""

    found: Finding | None
    why: QcError


def unseen(found: Finding, seen: str) -> None:
    """ConflictError where somebody acted on a finding since its reader saw it."""
    if seen != str(len(found.acts)):
        raise ConflictError(
            N_("{actor} changed this meanwhile; your change was not saved."),
            N_("Look at it as it is now, then change it again."),
            actor=found.acts[-1].actor if found.acts else "",
        )


def _one(what: str) -> Act:
    def done(asked: Asked) -> Done:
        reader = asked.reader
        reader.scope.must(Right.RECORD)
        name, _, seen = asked.of.partition("@")
        found = finding(reader, name)
        unseen(found, seen)
        act_on(reader, found, what, written({key: asked.text(key) for key in fields_of(what)}))
        said = reader.t("Written down: {unit}, {item}: {act}.", unit=found.unit, item=found.item, act=done_word(what, reader.t))  # fmt: skip
        return Done(said, Place.parse(asked.search).link())

    return done


def _bulk(what: str) -> Act:
    def done(asked: Asked) -> Done:
        reader = asked.reader
        reader.scope.must(Right.RECORD)
        names = asked.texts("chosen")
        if not names:
            raise UsageError(N_("No finding is chosen."), N_("Mark those that are meant."))
        told = written({key: asked.text(key) for key in bulk.FIELDS})
        refused = _each(asked, what, names, told)
        if len(refused) == len(names) and len({each.why.message for each in refused}) == 1:
            raise refused[0].why  # what was written stays on the page
        return Done(_said(asked, what, len(names), refused), Place.parse(asked.search).link())

    return done


def _each(asked: Asked, what: str, names: Sequence[str], told: Mapping[str, str]) -> list[Refused]:
    """Do it with each, by itself: one that cannot be done stops no other. Those that could not."""
    known = {each.id: each for each in findings(asked.reader)}
    refused = []
    for name, _, seen in (text.partition("@") for text in names):
        try:
            if name not in known:
                raise ScopeError(N_("There is no finding {name} that you may see."), name=name)
            unseen(known[name], seen)
            act_on(asked.reader, known[name], what, told)
        except QcError as why:
            refused.append(Refused(known.get(name), why))
    return refused


def _said(asked: Asked, what: str, count: int, refused: Sequence[Refused]) -> Any:
    """How many went through; those that did not, each with its reason and the way to it."""
    t = asked.reader.t
    went = t("Written down for {n} of {count}: {act}.", n=count - len(refused), count=count, act=done_word(what, t))  # fmt: skip
    if not refused:
        return went
    place = Place.parse(asked.search)
    lines = [html.Li(_line(each, place, asked)) for each in refused]
    return html.Div(
        [html.P(went), html.P(t("Not written down for {n}:", n=len(refused))), html.Ul(lines)]
    )


def _line(each: Refused, place: Place, asked: Asked) -> list[Any]:
    why = each.why.sentence(asked.reader.t)
    if each.found is None:
        return [why]
    name = f"{each.found.unit} {each.found.item} {each.found.date}"
    return [html.A(name, href=place.link(finding=each.found.id)), f": {why}"]


def _search(asked: Asked) -> Done:
    return Done(None, Place.parse(asked.search).listed(q=asked.text(SEARCH) or None))


ACTS: Mapping[str, Act] = {
    "search": _search,
    **{what: _one(what) for what in STEPS},
    **{f"bulk-{what}": _bulk(what) for what in bulk.ACTS},
}
