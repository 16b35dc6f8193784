"""The catalogue in force: the standards that ship, and over them those of the clinic.

A folder of standards holds `indicators.toml` and `checklists/*.toml`. The clinic's checklist
replaces the shipped one of its code; its indicator changes only the keys that it names (its
targets and aliases are added to the shipped ones, so that months gone by keep their target).
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from qc.catalogue.check import Checklists, Entry, Indicators, check_references
from qc.catalogue.model import Catalogue, Checklist, Indicator, Model
from qc.errors import CatalogueError
from qc.locale import N_
from qc.mistakes import closest
from qc.tomlfile import Document, parse, read

_INDICATORS = "indicators.toml"
_CHECKLISTS = "checklists"

Table = Mapping[str, Any]


class IndicatorTables(Model):
    """What indicators.toml may hold; the tables are checked one by one, over the shipped ones."""

    indicators: tuple[dict[str, Any], ...] = ()


def load_catalogue(extra: Path | None = None) -> Catalogue:
    """The shipped standards with those of a workspace's `standards` folder, where there is one.

    CatalogueError, naming file, line, key and remedy, for anything in a file that does not hold.
    """
    indicators: Indicators = {}
    checklists: Checklists = {}
    for folder, name in _folders(extra):
        new = _indicators(folder, name, indicators), _checklists(folder, name)
        indicators, checklists = {**indicators, **new[0]}, {**checklists, **new[1]}
        check_references(new, (indicators, checklists))
    return Catalogue(
        indicators={code: entry.standard for code, entry in indicators.items()},
        checklists={code: entry.standard for code, entry in checklists.items()},
    )


def _folders(extra: Path | None) -> list[tuple[Traversable, str]]:
    """The folders of standards, later ones over earlier ones, as the user knows them by name."""
    shipped = [(files("qc.catalogue") / "standards", "qc/catalogue/standards")]
    if extra is None or not extra.exists():
        return shipped
    for path in sorted(extra.rglob("*")):
        place = path.relative_to(extra)
        is_read = place == Path(_INDICATORS) or place.parent == Path(_CHECKLISTS)
        if path.suffix.lower() == ".toml" and not is_read:
            raise CatalogueError(
                N_("{file} would not be read: no standard is looked for in this place."),
                N_(
                    "Indicators stand in {folder}/indicators.toml, checklists in {folder}/checklists/."
                ),
                file=f"{extra.name}/{place.as_posix()}",
                folder=extra.name,
            )
    return [*shipped, (extra, extra.name)]


def _indicators(folder: Traversable, name: str, known: Indicators) -> Indicators:
    source = folder / _INDICATORS
    if not source.is_file():
        return {}
    document = read(source, f"{name}/{_INDICATORS}", CatalogueError)
    found: dict[str, Entry[Indicator]] = {}
    for n, table in enumerate(parse(IndicatorTables, document).indicators):
        entry = _indicator(document, ("indicators", n), table, known)
        if entry.standard.code in found:
            raise _defined_twice(entry, document)
        found[entry.standard.code] = entry
    return found


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
        past = [t for t in base["targets"] if t["valid_from"] not in days]
        merged["targets"] = [*own["targets"], *past]
    return merged


def _checklists(folder: Traversable, name: str) -> Checklists:
    place = folder / _CHECKLISTS
    if not place.is_dir():
        return {}
    found: dict[str, Entry[Checklist]] = {}
    for source in sorted(place.iterdir(), key=lambda source: source.name):
        if not source.name.lower().endswith(".toml"):
            continue
        document = read(source, f"{name}/{_CHECKLISTS}/{source.name}", CatalogueError)
        entry = Entry(parse(Checklist, document), document.data, document)
        if entry.standard.code in found:
            raise _defined_twice(entry, found[entry.standard.code].document)
        found[entry.standard.code] = entry
    return found


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
