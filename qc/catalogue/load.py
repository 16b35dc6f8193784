"""The catalogue in force: the standards that ship, and over them those of the clinic.

A folder of standards holds `indicators.toml` and `checklists/*.toml`. The clinic's checklist holds
from its `valid_from` on and before that day the shipped one of its code does, whose version it
replaces where it bears the same; its indicator changes only the keys that it names (its targets and
aliases are added to the shipped ones, so that months gone by keep their target).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from qc.catalogue.accountability import FILE
from qc.catalogue.check import Checklists, Entry, Groups, Indicators, check_references
from qc.catalogue.model import Catalogue, Checklist, Group, Indicator, Model
from qc.errors import CatalogueError
from qc.locale import N_
from qc.mistakes import closest
from qc.tomlfile import Document, parse, read

_INDICATORS = "indicators.toml"
_CHECKLISTS = "checklists"
_ALONE = (_INDICATORS, FILE)

Table = Mapping[str, Any]


class IndicatorTables(Model):
    """What indicators.toml may hold; the tables are checked one by one, over the shipped ones."""

    groups: tuple[Group, ...] = ()
    indicators: tuple[dict[str, Any], ...] = ()


def load_catalogue(extra: Path | None = None, today: dt.date | None = None) -> Catalogue:
    """The shipped standards with those of a workspace's `standards` folder, where there is one.

    In force is the newest version of a checklist; on the day `today`, where one is given.
    CatalogueError, naming file, line, key and remedy, for anything in a file that does not hold.
    """
    standards = _shipped()
    if extra is not None and extra.exists():
        _refuse_strays(extra)
        standards = _with(standards, extra, extra.name)
    versions = {c: tuple(e.standard for e in found) for c, found in standards.checklists.items()}
    return Catalogue(
        indicators={code: entry.standard for code, entry in standards.indicators.items()},
        checklists={code: _in_force(found, today) for code, found in versions.items()},
        versions={code: found for code, found in versions.items() if len(found) > 1},
        groups=dict(standards.groups),
    )


class _Standards(NamedTuple):
    """What has been read so far."""

    groups: Groups
    indicators: Indicators
    checklists: Checklists


@lru_cache(maxsize=1)
def _shipped() -> _Standards:
    """Those that ship, read once: a hundred files, and they do not change while the program runs."""
    return _with(
        _Standards({}, {}, {}), files("qc.catalogue") / "standards", "qc/catalogue/standards"
    )


def _with(known: _Standards, folder: Traversable, name: str) -> _Standards:
    """The standards with those of a folder, which the user knows by its name, over them."""
    groups, indicators = _indicators(folder, name, known.indicators)
    checklists = _checklists(folder, name)
    every = _Standards(
        {**known.groups, **groups},
        {**known.indicators, **indicators},
        _over_shipped(known.checklists, checklists),
    )
    check_references((indicators, checklists), (every.indicators, every.checklists), every.groups)
    return every


def _in_force(versions: tuple[Checklist, ...], today: dt.date | None) -> Checklist:
    begun = [v for v in versions if today is None or v.valid_from <= today]
    return (begun or versions[:1])[-1]


def _over_shipped(shipped: Checklists, own: Checklists) -> Checklists:
    """The clinic's versions after those of the shipped that were in force before its first one."""
    merged = dict(shipped)
    for code, entries in own.items():
        first, named = entries[0].standard.valid_from, {e.standard.version for e in entries}
        before = [
            entry
            for entry in shipped.get(code, ())
            if entry.standard.valid_from < first and entry.standard.version not in named
        ]
        merged[code] = (*before, *entries)
    return merged


def _refuse_strays(extra: Path) -> None:
    """CatalogueError for a file that the clinic may believe in force and nobody reads."""
    for path in sorted(extra.rglob("*")):
        place = path.relative_to(extra)
        is_read = str(place) in _ALONE or place.parent == Path(_CHECKLISTS)
        if path.suffix.lower() == ".toml" and not is_read:
            raise CatalogueError(
                N_("{file} would not be read: no standard is looked for in this place."),
                N_(
                    "Indicators stand in {folder}/indicators.toml, checklists in {folder}/checklists/."
                ),
                file=f"{extra.name}/{place.as_posix()}",
                folder=extra.name,
            )


def _indicators(folder: Traversable, name: str, known: Indicators) -> tuple[Groups, Indicators]:
    """The groups and indicators of a folder's file, both empty without one."""
    source = folder / _INDICATORS
    if not source.is_file():
        return {}, {}
    document = read(source, f"{name}/{_INDICATORS}", CatalogueError)
    tables = parse(IndicatorTables, document)
    found: dict[str, Entry[Indicator]] = {}
    for n, table in enumerate(tables.indicators):
        entry = _indicator(document, ("indicators", n), table, known)
        if entry.standard.code in found:
            raise _defined_twice(entry, document)
        found[entry.standard.code] = entry
    return {group.code: group for group in tables.groups}, found


def _indicator(
    document: Document, at: tuple[str, int], table: Table, known: Indicators
) -> Entry[Indicator]:
    code = table.get("code")
    base = known.get(code) if isinstance(code, str) else None
    if base is None and known and isinstance(code, str) and "name" not in table:
        raise _meant_another(document, at, code, known)
    merged = _over(base.table, table) if base else table
    return Entry(parse(Indicator, document, merged, at), merged, document, at)


def _over(base: Table, own: Table) -> Table:
    """The shipped table with the clinic's keys over it; targets of other days and aliases stay."""
    merged = {**base, **own}
    if isinstance(own.get("aliases"), list):
        merged["aliases"] = [*own["aliases"], *base.get("aliases", [])]
    if isinstance(own.get("targets"), list):
        days = [t.get("valid_from") for t in own["targets"] if isinstance(t, Mapping)]
        past = [t for t in base.get("targets", []) if t["valid_from"] not in days]
        merged["targets"] = [*own["targets"], *past]
    return merged


def _checklists(folder: Traversable, name: str) -> Checklists:
    """The versions of each checklist of a folder, oldest first."""
    place = folder / _CHECKLISTS
    if not place.is_dir():
        return {}
    found: dict[str, list[Entry[Checklist]]] = {}
    for source in sorted(place.iterdir(), key=lambda source: source.name):
        if not source.name.lower().endswith(".toml"):
            continue
        document = read(source, f"{name}/{_CHECKLISTS}/{source.name}", CatalogueError)
        entry = Entry(parse(Checklist, document), document.data, document)
        versions = found.setdefault(entry.standard.code, [])
        for other in versions:
            _told_apart(entry, other)
        versions.append(entry)
    return {code: tuple(sorted(versions, key=_begins)) for code, versions in found.items()}


def _begins(entry: Entry[Checklist]) -> dt.date:
    return entry.standard.valid_from


def _told_apart(entry: Entry[Checklist], other: Entry[Checklist]) -> None:
    """Two versions of one checklist differ in version and first day; a copied file does in neither."""
    ours, theirs = entry.standard, other.standard
    if ours.version != theirs.version and ours.valid_from != theirs.valid_from:
        return
    if ours.version == theirs.version:
        raise _defined_twice(entry, other.document)
    raise entry.mistake(
        "valid_from",
        N_(
            '{file}, line {line}: two versions of "{code}" begin on {day}; the other is in {first}.'
        ),
        N_("Give each version a first day of its own."),
        code=ours.code,
        day=ours.valid_from,
        first=other.document.name,
    )


def _defined_twice(entry: Entry[Any], first: Document) -> Exception:
    return entry.mistake(
        "code",
        N_('{file}, line {line}: the code "{code}" is already taken in {first}.'),
        N_("Give each standard a code of its own, or remove one of the two."),
        code=entry.standard.code,
        first=first.name,
    )


def _meant_another(
    document: Document, at: tuple[str, int], code: str, known: Indicators
) -> Exception:
    near = closest(code, known)
    return document.mistake(
        (*at, "code"),
        N_('{file}, line {line}: there is no indicator "{code}" to change.'),
        N_('Did you mean "{suggestion}"?')
        if near
        else N_(
            "To change one, write one of these: {allowed}. A new one needs a name and all keys."
        ),
        code=code,
        suggestion=near,
        allowed=", ".join(known),
    )
