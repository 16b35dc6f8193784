"""What one standard demands of the others: parents that exist, names that tell them apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from qc.catalogue.model import Checklist, Group, Indicator
from qc.errors import QcError
from qc.locale import N_
from qc.mistakes import closest
from qc.text import normal_form
from qc.tomlfile import Document

S = TypeVar("S", Indicator, Checklist)


@dataclass(frozen=True)
class Entry(Generic[S]):
    """A standard, the table that it was parsed from and where that table stands."""

    standard: S
    table: Mapping[str, Any]
    document: Document
    at: tuple[str | int, ...] = ()

    def mistake(self, key: str, message: str, remedy: str, **values: object) -> QcError:
        return self.document.mistake((*self.at, key), message, remedy, **values)


Groups = Mapping[str, Group]
Indicators = Mapping[str, Entry[Indicator]]
Checklists = Mapping[str, tuple[Entry[Checklist], ...]]
"""The versions of each, oldest first."""


def check_references(
    new: tuple[Indicators, Checklists], every: tuple[Indicators, Checklists], groups: Groups
) -> None:
    """Hold the new standards against all that are in force with them; CatalogueError at the first
    that does not fit. The blame is on the new ones: those before them fitted."""
    indicators, checklists = every
    parents = {entry.standard.parent for entry in indicators.values()}
    inspected = {entry.standard.indicator for found in checklists.values() for entry in found}
    for indicator in new[0].values():
        if indicator.standard.group not in groups:
            raise _unknown_group(indicator, groups)
        _check_parent(indicator, indicators, inspected)
        _check_names(indicator, indicators)
    for checklist in (entry for found in new[1].values() for entry in found):
        code = checklist.standard.indicator
        if code not in indicators:
            raise _unknown(checklist, "indicator", code, indicators)
        if code in parents:
            raise _worked_out(checklist, "indicator", code)


def _check_parent(entry: Entry[Indicator], every: Indicators, inspected: Collection[str]) -> None:
    chain, parent = [entry.standard.code], entry.standard.parent
    while parent is not None:
        if parent not in every:
            raise _unknown(entry, "parent", parent, every)
        chain.append(parent)
        if parent in chain[:-1]:
            raise entry.mistake(
                "parent",
                N_('{file}, line {line}: the parents of "{code}" go round in a circle: {chain}.'),
                N_("Take one of these parents away."),
                code=entry.standard.code,
                chain=" → ".join(chain),
            )
        parent = every[parent].standard.parent
    if entry.standard.parent in inspected:
        raise _worked_out(entry, "parent", entry.standard.parent)


def _check_names(entry: Entry[Indicator], every: Indicators) -> None:
    own = {normal_form(name): name for name in entry.standard.names}
    for other in every.values():
        if other.standard.code == entry.standard.code:
            continue
        for name in other.standard.names:
            if normal_form(name) in own:
                raise entry.mistake(
                    "aliases",
                    N_(
                        '{file}, line {line}: "{name}" is already a name of the indicator "{code}".'
                    ),
                    N_("Give each name to one indicator only."),
                    name=name,
                    code=other.standard.code,
                )


def _unknown_group(entry: Entry[Indicator], groups: Groups) -> QcError:
    return entry.mistake(
        "group",
        N_('{file}, line {line}: there is no group of indicators "{code}".'),
        N_("Write one of these: {allowed}."),
        code=entry.standard.group,
        allowed=", ".join(groups),
    )


def _unknown(entry: Entry[Any], key: str, code: str, known: Collection[str]) -> QcError:
    near = closest(code, known)
    return entry.mistake(
        key,
        N_('{file}, line {line}: there is no indicator "{code}".'),
        N_('Did you mean "{suggestion}"?') if near else N_("Write one of these: {allowed}."),
        code=code,
        suggestion=near,
        allowed=", ".join(known),
    )


def _worked_out(entry: Entry[Any], key: str, code: str | None) -> QcError:
    return entry.mistake(
        key,
        N_(
            '{file}, line {line}: "{code}" cannot have both children and a checklist: '
            "a parent's rate is worked out from its children."
        ),
        N_("Name another indicator."),
        code=code,
    )
