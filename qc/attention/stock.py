"""Stock, devices and certificates as they stood at the newest count of each place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from qc.attention.known import Known
from qc.attention.lines import Line, day_of, lines
from qc.improve.rules import load_rules
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import vocabulary
from qc.text import masked_name
from qc.words import Kind, Outcome
from qc.workspace import Workspace

OLD_DAYS = 31
"""A count older than this is pointed at: nobody knows what was used since."""


@dataclass(frozen=True)
class Article:
    """A line of a stock list. `left`: days to its last day of use, negative once that has gone by,
    None where the sheet names none; `have` and `par` are None where the sheet does not say."""

    line: Line
    name: str
    expiry: dt.date | None
    left: int | None
    have: int | None
    par: int | None
    batch: str
    spec: str

    @property
    def is_expired(self) -> bool:
        return self.left is not None and self.left < 0


@dataclass(frozen=True)
class Device:
    """`due`: the day of the next service or calibration; `is_down`: the sheet says that it is out of
    order, or that it did not pass."""

    line: Line
    name: str
    due: dt.date | None
    left: int | None
    status: str
    is_down: bool


@dataclass(frozen=True)
class Certificate:
    """A certificate of a person (shown by the first character of the name) and its last day."""

    line: Line
    name: str
    person: str
    ends: dt.date
    left: int


@dataclass(frozen=True)
class Count:
    """The newest count that lines of a place still stand by, and its age in days."""

    site: str
    unit: str
    checklist: str
    name: str
    subject: str
    kind: str
    indicator: str
    date: dt.date
    age: int
    lines: int

    @property
    def is_old(self) -> bool:
        return self.age > OLD_DAYS


@dataclass(frozen=True)
class Shelf:
    """What stands now; each in the order of its days, what has none last."""

    articles: tuple[Article, ...]
    devices: tuple[Device, ...]
    certificates: tuple[Certificate, ...]
    counts: tuple[Count, ...]


def shelf(workspace: Workspace, unit: str | None = None) -> Shelf:
    """What the newest counts say, for the one who asks; of one unit where it is named."""
    rules = load_rules(workspace.folder)
    known = Known(workspace.catalogue, rules, workspace.today, workspace.language)
    standing = [line for line in lines(workspace) if unit in (None, line.unit)]
    return shelf_of(standing, known)


def shelf_of(standing: Iterable[Line], known: Known) -> Shelf:
    """The same of lines that stand."""
    listed = list(standing)
    articles = [_article(line, known) for line in listed if line.kind == Kind.STOCK]
    devices = [
        _device(line, known)
        for line in listed
        if line.kind == Kind.MAINTENANCE and not line.told.get("done") and not _is_out_of_use(line)
    ]
    ending = [(line, day_of(line, "expiry")) for line in listed if line.kind == Kind.SCORES]
    certificates = [_certificate(line, ends, known) for line, ends in ending if ends]
    return Shelf(
        tuple(sorted(articles, key=lambda a: (a.expiry or dt.date.max, a.line.unit, a.name))),
        tuple(sorted(devices, key=lambda d: (not d.is_down, d.due or dt.date.max, d.name))),
        tuple(sorted(certificates, key=lambda c: (c.ends, c.name, c.person))),
        tuple(_counts(listed, known)),
    )


def _article(line: Line, known: Known) -> Article:
    expiry = day_of(line, "expiry")
    standard = known.catalogue.checklists.get(line.checklist)
    pars = {item.code: item.par for item in standard.items} if standard else {}
    par = _whole(line, "par")
    return Article(
        line=line,
        name=known.item(line.checklist, line.item_code, line.item),
        expiry=expiry,
        left=(expiry - known.today).days if expiry else None,
        have=_whole(line, "actual"),
        par=pars.get(line.item_code) if par is None else par,
        batch=str(line.told.get("batch") or ""),
        spec=str(line.told.get("spec") or ""),
    )


def _device(line: Line, known: Known) -> Device:
    due, status = day_of(line, "due"), str(line.told.get("status") or "")
    failed = line.outcome == Outcome.FAIL and not (due and due < known.today)
    return Device(
        line=line,
        name=known.item(line.checklist, line.item_code, line.item),
        due=due,
        left=(due - known.today).days if due else None,
        status=status,
        is_down=_state(status) is Outcome.FAIL or (failed and _was_in_time(line, due)),
    )


def _was_in_time(line: Line, due: dt.date | None) -> bool:
    """Whether it failed for something else than a service that was overdue on the day of the list."""
    return due is None or due >= line.date


def _certificate(line: Line, ends: dt.date, known: Known) -> Certificate:
    name = known.item(line.checklist, line.item_code, line.item)
    return Certificate(line, name, masked_name(line.subject), ends, (ends - known.today).days)


def _counts(listed: Iterable[Line], known: Known) -> list[Count]:
    """One a list of a place, the oldest first. Scores of an exam are no count of anything."""
    found: dict[tuple[str, ...], list[Line]] = {}
    for line in listed:
        if line.kind == Kind.SCORES and not line.told.get("expiry"):
            continue
        subject = line.subject if line.kind == Kind.STOCK else ""
        place = (line.site, line.unit, line.checklist, subject)
        found.setdefault(place, []).append(line)
    return sorted(
        (_count(mine, subject, known) for (*_, subject), mine in found.items()),
        key=lambda each: (each.date, each.unit, each.name, each.subject),
    )


def _count(mine: list[Line], subject: str, known: Known) -> Count:
    newest = max(mine, key=lambda line: line.date)
    return Count(
        newest.site, newest.unit, newest.checklist, known.checklist(newest.checklist), subject, newest.kind,
        newest.indicator, newest.date, (known.today - newest.date).days, len(mine),
    )  # fmt: skip


def _whole(line: Line, name: str) -> int | None:
    value = line.told.get(name)
    return None if value is None else int(value)


def _state(status: str) -> Outcome | None:
    return vocabulary().states.get(key(status)) if status else None


def _is_out_of_use(line: Line) -> bool:
    """A device that was put out of service on purpose is owed nothing."""
    return _state(str(line.told.get("status") or "")) is Outcome.NA
