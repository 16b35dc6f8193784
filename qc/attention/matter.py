"""A matter: one thing, or several alike, that somebody has to do; how urgent it is, and where it leads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from qc.improve.rules import Attention
from qc.locale import N_


class Urgency(StrEnum):
    """How soon; in this order."""

    NOW = "now"
    WEEK = "week"
    SOON = "soon"

    @property
    def label(self) -> str:
        return {"now": N_("urgent"), "week": N_("within a week"), "soon": N_("soon")}[self.value]


class MatterKind(StrEnum):
    """What it is about; of equal urgency the first comes first."""

    CRITICAL = "critical"
    EXPIRED = "expired"
    SIGNAL = "signal"
    OVERDUE = "overdue"
    LATE_CHECK = "late_check"
    OPEN_CASE = "open_case"
    CYCLE = "cycle"
    RECHECK = "recheck"
    ACTION = "action"
    DUE_CHECK = "due_check"
    HELD_BACK = "held_back"
    NEAR_EXPIRY = "near_expiry"
    LICENCE = "licence"
    MAINTENANCE = "maintenance"
    PROPOSED = "proposed"
    DECISION = "decision"
    MISSED_CHECK = "missed_check"

    @property
    def label(self) -> str:
        return {
            "critical": N_("critical failure"),
            "expired": N_("expired stock"),
            "signal": N_("signal on a chart"),
            "overdue": N_("rectification overdue"),
            "late_check": N_("check overdue"),
            "open_case": N_("case open"),
            "cycle": N_("PDCA cycle"),
            "recheck": N_("re-check"),
            "action": N_("rectification"),
            "due_check": N_("check due"),
            "held_back": N_("held back"),
            "near_expiry": N_("stock near expiry"),
            "licence": N_("certificate"),
            "maintenance": N_("device service"),
            "proposed": N_("PDCA proposed"),
            "decision": N_("decision"),
            "missed_check": N_("check missed"),
        }[self.value]


class LinkKind(StrEnum):
    """What a link leads to; whoever shows the list knows the way (a command, an address)."""

    FINDING = "finding"
    FINDINGS = "findings"
    APPOINTMENT = "appointment"
    CALENDAR = "calendar"
    CYCLE = "cycle"
    PROPOSALS = "proposals"
    IMPORT = "import"
    RECORD = "record"
    REGISTER = "register"
    TREND = "trend"
    ACCOUNTABILITY = "accountability"
    STAR = "star"


@dataclass(frozen=True)
class Link:
    """Where a matter leads, whatever shows it. `subject` is the id, code or name within the kind
    (a list: "overdue", "waiting"); the rest says behind which records it stands, "" and None for all."""

    kind: LinkKind
    subject: str = ""
    indicator: str = ""
    checklist: str = ""
    unit: str = ""
    item: str = ""
    day: dt.date | None = None


@dataclass(frozen=True)
class Detail:
    """One of several that a matter gathers: where, what (data, in the reader's language), its day."""

    unit: str
    text: str
    day: dt.date | None


@dataclass(frozen=True)
class Matter:
    """What somebody has to do. `unit` is "" where it is the whole site's, or of several units; `words`
    is a msgid and `values` what goes into its places (data only). `since`: when it began; `due`: by
    when it is to be done. `person` is in charge, else `role` (msgid). `count` gathered `details`."""

    kind: MatterKind
    urgency: Urgency
    site: str
    unit: str
    words: str
    link: Link
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    since: dt.date | None = None
    due: dt.date | None = None
    person: str = ""
    role: str = ""
    count: int = 1
    details: tuple[Detail, ...] = ()


def by_day(due: dt.date, today: dt.date, rules: Attention) -> Urgency | None:
    """How urgent it is by the day on which it is due; None: not yet to be listed."""
    days = (due - today).days
    if days <= 0:
        return Urgency.NOW
    if days <= rules.week_days:
        return Urgency.WEEK
    return Urgency.SOON if days <= rules.soon_days else None


def in_order(matters: Iterable[Matter]) -> tuple[Matter, ...]:
    """The most urgent first; what ties goes by kind, then the oldest day, then place and words."""
    urgencies, kinds = list(Urgency), list(MatterKind)
    return tuple(
        sorted(
            matters,
            key=lambda each: (
                urgencies.index(each.urgency), kinds.index(each.kind),
                each.due or each.since or dt.date.max, each.site, each.unit, each.words,
                str(sorted(each.values.items())), each.link.subject,
            ),
        )
    )  # fmt: skip


def common(names: Iterable[str]) -> str:
    """The one name of all, "" where they differ."""
    found = set(names)
    return found.pop() if len(found) == 1 else ""
