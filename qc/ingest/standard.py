"""Which standard a table follows, and which of its items each row is."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qc.catalogue.match import Identification, identify_checklist, match_items
from qc.catalogue.model import Catalogue, Checklist, Item, Rule
from qc.ingest.grid import Cell
from qc.ingest.problems import problem
from qc.records import Problem
from qc.text import normal_form
from qc.words import Direction, Kind

_FALLBACK_INDICATOR = "management_system"  # the broadest: every checklist is a rule of the house
_BY_THEMSELVES = frozenset({Kind.SURVEY, Kind.REGISTER, Kind.TIMING})
_OF_THEIR_OWN = _BY_THEMSELVES | {Kind.MAINTENANCE}  # devices are items of the emergency cart, too
_UNKNOWN = Identification(None, None, 0.0, "none")


@dataclass(frozen=True)
class Standard:
    """The checklist of a table: the catalogue's, or the clinic's own where no standard fits."""

    code: str
    version: str
    indicator: str
    name: str
    rule: Rule
    checklist: Checklist | None
    items: Mapping[str, Item | None]
    versions: tuple[Checklist, ...] = ()
    kept_low: bool = False

    def item(self, text: str) -> Item | None:
        """The catalogue's item of this wording; None when it is the clinic's own."""
        return self.items.get(text)

    def version_on(self, day: dt.date) -> str:
        """The version that a check of this day was made with; before the first one, the first."""
        begun = [known for known in self.versions if known.valid_from <= day]
        return (begun or self.versions[:1])[-1].version if self.versions else self.version


def identify(
    catalogue: Catalogue,
    kind: Kind,
    sheet: str,
    titles: Sequence[str],
    items: Sequence[Cell],
    chosen: str | None = None,
) -> tuple[Standard, tuple[Problem, ...]]:
    """Find the standard by items and titles, the nearest that tells; what was assumed is said.

    A sheet that no standard fits follows its kind's generic one. `chosen` is the checklist that a
    person named for this layout.
    """
    texts = [item.written for item in items]
    tried = (_identified(catalogue, kind, title, texts) for title in titles if title)
    found = next((found for found in tried if found.indicator), _UNKNOWN)
    if named := chosen if chosen in catalogue.checklists else found.checklist:
        checklist = catalogue.checklists[named]
        versions = catalogue.versions_of(named)
        standard = Standard(
            checklist.code,
            checklist.version,
            checklist.indicator,
            checklist.name.zh,
            checklist.rule,
            checklist,
            _items_of(checklist, versions, texts),
            versions,
            _kept_low(catalogue, checklist.indicator),
        )
        return standard, tuple(_unknown_items(standard, sheet, items))
    generic = catalogue.generic(kind)
    indicator = found.indicator or (generic.indicator if generic else _FALLBACK_INDICATOR)
    title = next(filter(None, titles))
    rule = generic.rule if generic else Rule()
    low = _kept_low(catalogue, indicator)
    own = Standard(_own_code(title), "1", indicator, title, rule, generic, {}, kept_low=low)
    code = "checklist_unknown" if found.indicator or generic else "indicator_assumed"
    name = catalogue.indicators[indicator].name.zh
    return own, (problem(code, sheet, None, value=title.split(" ")[0], indicator=name),)


def _identified(
    catalogue: Catalogue, kind: Kind, title: str, texts: Sequence[str]
) -> Identification:
    """The standard by one title. Of two that it names as clearly, the one of the sheet's own kind:
    消毒隔离培训考核成绩表 is about training."""
    found = identify_checklist(catalogue, title, texts, _of_kind(catalogue, kind))
    if found.checklist is not None:
        return found
    same = frozenset(code for code, c in catalogue.checklists.items() if c.kind is kind)
    again = identify_checklist(catalogue, title, texts, same)
    return again if again.checklist else found


def _kept_low(catalogue: Catalogue, indicator: str) -> bool:
    return catalogue.indicators[indicator].direction is Direction.LOWER


def _items_of(
    newest: Checklist, versions: Sequence[Checklist], texts: Sequence[str]
) -> Mapping[str, Item | None]:
    """The item of each text: the newest version's, else that of the last version that had it, so that
    an old sheet is still understood."""
    known: dict[str, Item | None] = {}
    for version in (newest, *reversed(versions)):
        left = [text for text in texts if known.get(text) is None]
        known |= {match.text: match.item for match in match_items(version, left)}
    return known


def _of_kind(catalogue: Catalogue, kind: Kind) -> frozenset[str]:
    """The codes of those standards that a sheet of this kind can follow: a register of cases is no
    list of items, whatever its title shares with one, and the services of devices are no stock."""
    kinds = {kind} if kind in _OF_THEIR_OWN else set(Kind) - _BY_THEMSELVES
    return frozenset(code for code, c in catalogue.checklists.items() if c.kind in kinds)


def own_item_code(text: str) -> str:
    """A stable code for an item that no standard has, the same for every spelling of it."""
    return f"own-{_digest(text)}"


def _own_code(title: str) -> str:
    return f"own-{_digest(''.join(sign for sign in title if not sign.isdigit()))}"


@lru_cache(maxsize=4_096)
def _digest(text: str) -> str:
    return hashlib.sha256(normal_form(text).encode()).hexdigest()[:10]


def _unknown_items(standard: Standard, sheet: str, items: Sequence[Cell]) -> list[Problem]:
    unknown = {item.written: item for item in items if standard.item(item.written) is None}
    if not unknown or standard.checklist is None or not standard.checklist.items:
        return []  # a standard without items of its own leaves them to the clinic
    first = next(iter(unknown.values()))
    name = standard.checklist.name.zh
    return [problem("items_unknown", sheet, first, count=len(unknown), checklist=name)]
