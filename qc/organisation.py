"""The clinic's sites and units, with the names that sheets give them.

They stand in `organisation.toml` in the workspace. Without it there is one site, named like the
clinic, and every unit is kept as it is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from qc.errors import QcError, WorkspaceError
from qc.locale import N_
from qc.mistakes import closest
from qc.text import normal_form
from qc.tomlfile import Document, parse, read

Name = Annotated[str, Field(min_length=1)]
Via = Literal["exact", "alias", "unknown"]


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Site(Model):
    """A clinic of the chain; a single clinic has one."""

    name: Name
    aliases: tuple[Name, ...] = ()


class Unit(Model):
    """A room or department. `site` may be left out where there is one site."""

    name: Name
    aliases: tuple[Name, ...] = ()
    site: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The unit that a text means. Unknown ones are kept as written, without space at the ends."""

    unit: str
    via: Via


class Organisation(Model):
    """Sites in their order, the first being the one that is meant where none is written."""

    sites: tuple[Site, ...] = ()
    units: tuple[Unit, ...] = ()

    @property
    def site(self) -> str:
        """The site that a sheet belongs to when it names none."""
        return self.sites[0].name

    def resolve(self, text: str) -> Resolution:
        """The unit (or the whole site) that a text of a sheet names."""
        known = self._by_name.get(normal_form(text))
        return known or Resolution(text.strip(), "unknown")

    def site_of(self, name: str) -> str:
        """The site of a listed unit, or of a site itself; of any other name, the first site."""
        return self._sites_by_name.get(name, self.site)

    @cached_property
    def _sites_by_name(self) -> Mapping[str, str]:
        sites = {site.name: site.name for site in self.sites}
        return {unit.name: unit.site for unit in reversed(self.units)} | sites

    @cached_property
    def _by_name(self) -> Mapping[str, Resolution]:
        places: tuple[Site | Unit, ...] = (*self.sites, *self.units)
        by_name = {
            normal_form(alias): Resolution(place.name, "alias")
            for place in places
            for alias in place.aliases
        }
        by_name |= {normal_form(place.name): Resolution(place.name, "exact") for place in places}
        by_name.pop("", None)  # a text of signs alone names nothing
        return by_name


def load_organisation(path: Path, clinic: str) -> Organisation:
    """Read `organisation.toml`, where there is one; `clinic` names the site if no site is listed.

    WorkspaceError, naming file, line, key and remedy, for anything in it that does not hold.
    """
    here = Organisation(sites=(Site(name=clinic),))
    if not path.exists():
        return here
    document = read(path, path.name, WorkspaceError)
    written = parse(Organisation, document)
    sites = written.sites or here.sites
    _check_sites(written.units, sites, document)
    units = tuple(u.model_copy(update={"site": u.site or sites[0].name}) for u in written.units)
    _check_names(sites, units, document)
    return Organisation(sites=sites, units=units)


def _check_sites(units: Sequence[Unit], sites: Sequence[Site], document: Document) -> None:
    names = [site.name for site in sites]
    for n, unit in enumerate(units):
        if unit.site in names or (not unit.site and len(names) == 1):
            continue
        if not unit.site:
            raise document.mistake(
                ("units", n),
                N_('{file}, line {line}: the unit "{unit}" does not say which site it belongs to.'),
                N_('Add a line site = "...", with one of these: {allowed}.'),
                unit=unit.name,
                allowed=", ".join(names),
            )
        raise _unknown_site(document, n, unit, names)


def _unknown_site(document: Document, n: int, unit: Unit, names: Sequence[str]) -> QcError:
    near = closest(unit.site, names)
    return document.mistake(
        ("units", n, "site"),
        N_('{file}, line {line}: there is no site "{site}".'),
        N_('Did you mean "{suggestion}"?') if near else N_("Write one of these: {allowed}."),
        site=unit.site,
        suggestion=near,
        allowed=", ".join(names),
    )


def _check_names(sites: Sequence[Site], units: Sequence[Unit], document: Document) -> None:
    """One name or alias means one place; only units of different sites may share their name."""
    meant: dict[str, str] = {}
    here: set[tuple[str, str]] = set()
    rows: list[tuple[str, int, Site | Unit]] = [("sites", n, s) for n, s in enumerate(sites)]
    rows += [("units", n, u) for n, u in enumerate(units)]
    for table, n, place in rows:
        for name in (place.name, *place.aliases):
            if meant.setdefault(normal_form(name), place.name) != place.name:
                raise _taken(document, (table, n), name, meant[normal_form(name)])
        site = place.site if isinstance(place, Unit) else ""
        if (site, place.name) in here:
            raise _taken(document, (table, n), place.name, place.name)
        here.add((site, place.name))


def _taken(document: Document, at: tuple[str, int], name: str, by: str) -> QcError:
    return document.mistake(
        at,
        N_('{file}, line {line}: "{name}" already means "{by}".'),
        N_("Give each name to one place only."),
        name=name,
        by=by,
    )
