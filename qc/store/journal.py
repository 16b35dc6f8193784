"""The journal of improvement: every act on a finding, a cycle or an appointment, in order, for good.

What something has come to is never stored: whoever wants to know goes through its acts. So nothing
can be overwritten, every change says who and when, and two who act on one thing at a time cannot
both be right: an act says after which act its author looked (`seen`), and comes in only there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select, true

from qc.errors import ConflictError, ScopeError
from qc.locale import N_
from qc.store import chain
from qc.store.schema import journal
from qc.store.scope import Scope
from qc.text import printable
from qc.words import Right

COLUMNS = ("subject", "number", "at", "actor", "what", "fields", "site", "unit")


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did about a subject ("finding:…", "cycle:…"): the how-manieth act on it, when
    (UTC, ISO text), who, what, and the fields that came with it. Site and unit say whose it is."""

    subject: str
    number: int
    at: str
    actor: str
    what: str
    fields: Mapping[str, Any]
    site: str
    unit: str


@dataclass(frozen=True, slots=True)
class NewAct:
    """An act to be written down. `seen`: how many acts on the subject its author had seen."""

    subject: str
    seen: int
    what: str
    fields: Mapping[str, Any]
    site: str
    unit: str


def append(connection: Connection, scope: Scope, at: str, act: NewAct) -> Act:
    """Write an act behind those that its author has seen.

    Raises UsageError when somebody else acted meanwhile, ScopeError without the right to or for
    another's unit.
    """
    scope.must(Right.RECORD)
    if not scope.covers(act.site, act.unit):
        raise ScopeError(
            N_("{actor} may not change anything of {unit}."), actor=scope.actor, unit=act.unit
        )
    _refuse_unseen(connection, act)
    fields_shown = {name: _shown(value) for name, value in act.fields.items()}
    kept = Act(
        act.subject, act.seen + 1, at, scope.actor, act.what, fields_shown, act.site, act.unit
    )
    row = {name: getattr(kept, name) for name in Act.__slots__}
    fields = json.dumps(row["fields"], ensure_ascii=False, sort_keys=True)
    values = tuple({**row, "fields": fields}[name] for name in COLUMNS)
    chain.append(connection, journal, COLUMNS, [values])
    return kept


def _shown(value: Any) -> Any:
    """A value whose texts hold only what is seen: a script sends what no keyboard has, and it would steer the
    terminal of whoever lists the acts."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {name: _shown(each) for name, each in value.items()}
    return [_shown(each) for each in value] if isinstance(value, list | tuple) else value


def _refuse_unseen(connection: Connection, act: NewAct) -> None:
    last = connection.execute(
        select(journal.c.number, journal.c.actor, journal.c.at)
        .where(journal.c.subject == act.subject)
        .order_by(journal.c.number.desc())
        .limit(1)
    ).first()
    if (last.number if last else 0) != act.seen:
        raise ConflictError(
            N_("{actor} changed this meanwhile; your change was not saved."),
            N_("Look at it as it is now, then change it again."),
            actor=last.actor if last else "",
        )


def acts(
    connection: Connection, scope: Scope, kind: str, after: int = 0, until: int | None = None
) -> tuple[Act, ...]:
    """The acts on subjects of a kind ("finding", "cycle") that the scope may see, in the order in
    which they were done; those after one number of `newest` and up to another."""
    part = true() if until is None else journal.c.id <= until
    query = (
        select(*(journal.c[name] for name in Act.__slots__))
        .where(journal.c.subject.startswith(f"{kind}:", autoescape=True), _visible(scope))
        .where(journal.c.id > after, part)
        .order_by(journal.c.id)
    )
    return tuple(
        Act(**{**row, "fields": json.loads(row["fields"])})
        for row in connection.execute(query).mappings()
    )


def newest(connection: Connection, scope: Scope, kind: str) -> int:
    """A number that grows with every act of a kind ("": of any) that the scope may see; 0 without any."""
    of_kind = journal.c.subject.startswith(f"{kind}:", autoescape=True) if kind else true()
    query = (
        select(journal.c.id).where(of_kind, _visible(scope)).order_by(journal.c.id.desc()).limit(1)
    )
    return connection.scalar(query) or 0


def _visible(scope: Scope) -> ColumnElement[bool]:
    return and_(
        true() if scope.sites is None else journal.c.site.in_(scope.sites),
        true() if scope.units is None else journal.c.unit.in_(scope.units),
    )
