"""Which files of a site count, and what they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qc.errors import WorkspaceError
from qc.locale import N_
from qc.store.disk import write_whole
from qc.store.lake.layout import SITES, manifest_file

FILE = r"^(results|checks|items)/site=[^/\\]+/(month=[0-9]{4}-[0-9]{2}/)?[0-9a-f]+\.parquet$"
"""A manifest comes from elsewhere: it names files of the lake and nothing beside it."""


class Part(BaseModel):
    """One file of the lake, by its place in it. `stamp` tells what it was made from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Annotated[str, Field(pattern=FILE)]
    rows: int
    bytes: int
    stamp: str = ""


class Manifest(BaseModel):
    """The files of a site: of each month (2026-10) its results, and what they add up to. `source` tells the
    workspace that they came from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    site: str
    source: str = ""
    results: dict[str, Part]
    checks: Part | None = None
    items: Part | None = None

    @property
    def parts(self) -> Iterator[Part]:
        """All files that count."""
        yield from self.results.values()
        yield from (part for part in (self.checks, self.items) if part is not None)

    @property
    def rows(self) -> int:
        """How many results there are."""
        return sum(part.rows for part in self.results.values())


def chosen(
    manifests: Iterable[Manifest],
    kind: str,
    sites: Collection[str] | None = None,
    months: tuple[str, str] | None = None,
) -> list[Part]:
    """The files of a kind: of all sites or some, of results from one month to another."""
    known = [each for each in manifests if sites is None or each.site in sites]
    if kind != "results":
        return [part for each in known if (part := getattr(each, kind)) is not None]
    first, last = months or ("", "9999-99")
    return [
        part for each in known for month, part in each.results.items() if first <= month <= last
    ]


def read_manifest(lake: Path, site: str) -> Manifest:
    """The manifest of a site, an empty one where it is not in the lake yet; WorkspaceError for a damaged
    one."""
    path = lake / manifest_file(site)
    return _read(path) if path.exists() else Manifest(site=site, results={})


def read_manifests(lake: Path) -> tuple[Manifest, ...]:
    """Of all sites, by their names; WorkspaceError where this is no lake, or one is damaged."""
    folder = lake / SITES
    if not folder.is_dir():
        raise WorkspaceError(
            N_("{folder} is no lake: there is no folder {name} in it."),
            N_("Name the folder that qc lake wrote into."),
            folder=lake,
            name=SITES,
        )
    found = (_read(path) for path in folder.glob("*.json"))
    return tuple(sorted(found, key=lambda each: each.site))


def write_manifest(lake: Path, manifest: Manifest) -> None:
    """From here on these files count."""
    content = manifest.model_dump_json(indent=1).encode()
    write_whole({lake / manifest_file(manifest.site): content})


def _read(path: Path) -> Manifest:
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise WorkspaceError(
            N_("The lake {folder} cannot be read: {reason}."),
            N_("Ask for the right to read the lake."),
            folder=path.parent.parent,
            reason=error.strerror or error,
        ) from error
    except ValidationError as error:
        raise WorkspaceError(
            N_("{path} is damaged, or was written by a newer version."),
            N_("Delete it and write the site's lake anew with qc lake; nothing is lost by that."),
            path=path,
        ) from error
