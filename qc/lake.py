"""A clinic's results written into a lake, so that a chain can look at all its clinics at once.

Only what changed is written. Persons are masked there whoever writes it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from qc.analysis.counting import accepted, checks_of, rules_of
from qc.analysis.periods import Period
from qc.catalogue.model import Catalogue
from qc.errors import ScopeError, UsageError
from qc.locale import N_
from qc.store.lake.layout import CHECKS, FORMAT, RESULTS, SITES, quoted
from qc.store.lake.manifest import read_manifests
from qc.store.lake.writing import MonthRows, Written, write_site
from qc.text import masked_names, printable
from qc.words import THINGS, Right
from qc.workspace import Workspace

LONGEST_NAME = 215
"""Signs of a site's name as a file is called by it, nine for a Chinese one; disks take 255."""


def write_lake(workspace: Workspace, lake: Path, name: str | None = None) -> Iterator[Written]:
    """Bring the lake in a folder to what the workspace holds now, a site at a time.

    name: how the clinic is called in the lake, where it has one site only; else the sites' own names. What
        the workspace wrote there under other names before leaves the lake.
    Yields what was done for each site as soon as it is. Raises ScopeError for who does not see the whole
    workspace, UsageError for a name with several sites or without any results, WorkspaceError where the lake cannot be written.
    """
    if not workspace.scope.is_whole:
        raise ScopeError(
            N_("{actor} may not write the lake."),
            N_("Ask somebody who sees the whole clinic."),
            actor=workspace.scope.actor,
        )
    if name is not None:
        _refuse_name(name)
    months: dict[str, dict[str, str]] = {}
    rules = _digest(workspace.catalogue)
    for (site, month), stamp in workspace.store.month_stamps(workspace.scope).items():
        told = f"{FORMAT} {rules} {name or site} {stamp}"
        months.setdefault(site, {})[month] = hashlib.sha256(told.encode()).hexdigest()[:32]
    for site in months if name is None else ():
        _refuse_name(site)
    source = workspace.store.keys.fingerprint
    gone = _left_over(lake, source, {name or site for site in months})
    if not months and not gone:
        raise UsageError(N_("Nothing has been checked yet."), N_("Import workbooks first."))
    if name and len(months) > 1:
        raise UsageError(
            N_("This workspace has several sites: {sites}."),
            N_("Leave --site out; each has its own name."),
            sites=", ".join(sorted(months)),
        )
    for site, stamps in sorted(months.items()):
        rows = _Months(workspace, site, name or site, stamps)
        yield write_site(lake, name or site, source, stamps, rows.of)
    for site in gone:
        yield write_site(lake, site, source, {}, _nothing)


def _refuse_name(site: str) -> None:
    """UsageError for a name that no folder can have on every disk, or that steers a terminal."""
    if site != printable(site).strip().rstrip(" .") or not site or len(quoted(site)) > LONGEST_NAME:
        raise UsageError(
            N_("{site} is no name that a folder of the lake can have."),
            N_(
                "Give the clinic a short name with --site: some 20 Chinese or 200 Latin signs, no point at its end."
            ),
            site=printable(site),
        )


def _left_over(lake: Path, source: str, names: Collection[str]) -> list[str]:
    """The sites that the workspace once wrote and no longer has, under this name at least."""
    known = read_manifests(lake) if (lake / SITES).is_dir() else ()
    return [each.site for each in known if each.source == source and each.site not in names]


def _nothing(month: str) -> MonthRows:
    raise AssertionError(month)


class _Months:
    """The rows of a site, a month at a time: so much is held at once, and no more."""

    def __init__(self, workspace: Workspace, site: str, name: str, stamps: dict[str, str]) -> None:
        hidden = workspace.scope.rights - {Right.NAMES}
        scope = replace(workspace.scope, sites=frozenset({site}), rights=hidden)
        self._workspace = replace(workspace, scope=scope)
        self._name, self._stamps = name, stamps

    def of(self, month: str) -> MonthRows:
        """One month's results and checks, as the lake has them."""
        known, period = self._workspace, Period.parse(month)
        rows = known.store.results(known.scope, start=period.start, end=period.end)
        rows = rows.assign(
            site=self._name, month=month, inspector=rows["inspector"].fillna("").map(masked_names)
        )
        checks = checks_of(rows, known.catalogue).assign(month=month)
        return MonthRows(month, self._stamps[month], _told(rows), checks[list(CHECKS)])


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    """The accepted results; points as they are written. What a line says beside its mark goes along for
    things only: of persons it can be their own words."""
    kept = accepted(rows)
    points = {name: kept[name].astype("Float64") / 100 for name in ("points", "scored")}
    return kept.assign(**points, detail=kept["detail"].where(kept["kind"].isin(THINGS)))[
        list(RESULTS)
    ]


def _digest(catalogue: Catalogue) -> str:
    """What of the standards decides how checks are counted."""
    text = json.dumps(rules_of(catalogue), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
