"""What the workspace keeps: both chains, the originals, the figures that are made of the record."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from qc.analysis import rates
from qc.doctor.model import Look, Trouble
from qc.locale import N_
from qc.store import recount
from qc.store.repository import ORIGINALS
from qc.store.sealed_files import ENDING, read_sealed
from qc.words import Kind
from qc.workspace import Workspace

_NAMED = re.compile(r"([0-9a-f]{64})(\.[a-z0-9]{1,8})?(\.sealed)?")
_CHAINS = {"audit": N_("Audit trail"), "journal": N_("Journal of improvement")}
_ONE_FILE = N_("Bring this one file back from a backup of the workspace.")

Figures = Counter[tuple[str, str, str]]
"""Checked and passed by indicator and month."""


def chains(workspace: Workspace) -> Look:
    """No entry of audit trail and journal was changed, removed or inserted."""
    found = workspace.store.verify()
    troubles = tuple(
        Trouble(
            name,
            N_("Entry {number} ({at}, {actor}) does not fit: it, or one before it, was changed, removed or inserted."),
            N_("Keep the folder as it is, and compare with a backup: somebody wrote past the program."),
            {name: chain.broken[name] for name in ("at", "actor")} | {"number": chain.broken["id"]},
        )
        for name, chain in found.items()
        if chain.broken is not None
    )  # fmt: skip
    told = {name: chain.entries for name, chain in found.items()}
    return Look(
        "chains", N_("Audit trail and journal"),
        N_("{audit} and {journal} entries, all as they were written."), told, troubles,
    )  # fmt: skip


def originals(workspace: Workspace) -> Look:
    """Each opens with the key and is what its name says; none that the record speaks of is missing."""
    folder = workspace.folder / ORIGINALS
    stand: set[str] = set()
    troubles: list[Trouble] = []
    for path in sorted(folder.glob("*/*")):
        named = _NAMED.fullmatch(path.name)
        if not named:
            continue  # a passing name: see the leftovers
        stand.add(named[1])
        troubles += _damaged(workspace, path, named[1])
    wanted = _spoken_of(workspace)
    missing = [(sha256, name) for sha256, name in wanted.items() if sha256 not in stand]
    troubles += (_missing(folder, sha256, name) for sha256, name in missing)
    told = {"n": len(stand), "unused": len(stand - wanted.keys())}
    said = N_("{n} files open and are what they were; {unused} of them came to nothing.")
    if not told["unused"]:
        said = N_("{n} files open and are what they were.")
    return Look("originals", N_("Original files"), said, told, tuple(troubles))


def _damaged(workspace: Workspace, path: Path, sha256: str) -> Iterator[Trouble]:
    place = path if path.name.endswith(ENDING) else path.with_name(path.name + ENDING)
    content = read_sealed(workspace.store.keys, place, sha256)
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        yield Trouble(str(path), N_("This file is damaged or was changed."), _ONE_FILE)


def _spoken_of(workspace: Workspace) -> dict[str, str]:
    return recount.acted_upon(workspace.store) | dict(recount.imported_files(workspace.store))


def _missing(folder: Path, sha256: str, name: str) -> Trouble:
    place = folder / sha256[:2] / sha256
    return Trouble(f"{place}*", N_('The kept original of "{file}" is gone.'), _ONE_FILE, {"file": name})  # fmt: skip


def figures(workspace: Workspace) -> Look:
    """The sums of the record, counted anew, are what the pages and reports say."""
    record, said = _counted(workspace), _rated(workspace)
    troubles = [
        Trouble(
            file,
            N_("The check {check} does not hold all results that it was written with."),
            N_("Bring the workspace back from a backup."),
            {"check": check},
        )
        for file, check in recount.half_written(workspace.store)
    ]
    for place in sorted(record.keys() | said.keys()):
        if record[place] != said[place]:
            troubles.append(_differing(place, record[place], said[place]))
    indicators = len({indicator for indicator, _, _ in record})
    months = len({month for _, month, _ in record})
    return Look(
        "figures", N_("Figures"), N_("{indicators} indicators in {months} months, counted anew: the same."),
        {"indicators": indicators, "months": months}, tuple(troubles),
    )  # fmt: skip


def _differing(place: tuple[str, str, str], record: int, said: int) -> Trouble:
    indicator, month, what = place
    return Trouble(
        f"{indicator} {month} {what}",
        N_("The record comes to {record}, the pages say {said}."),
        N_("Start the program anew; if it stays so, show this line to IT."),
        {"record": record, "said": said},
    )


def _counted(workspace: Workspace) -> Figures:
    """By pencil and paper: items added up, samples counted as one each. Whether a sample passed is its
    standard's rule, which is not repeated here."""
    whole = _samples(workspace)
    told: Figures = Counter()
    for check in recount.counted(workspace.store):
        place = (check.indicator, check.month)
        if check.indicator in whole and check.kind != Kind.COUNTS:
            told[*place, "checked"] += bool(check.marked) and not check.held
            continue
        told[*place, "checked"] += check.checked
        if check.indicator not in whole:
            told[*place, "passed"] += check.passed
    return told


def _rated(workspace: Workspace) -> Figures:
    whole = _samples(workspace)
    table = rates(workspace, by=["month"])
    told: Figures = Counter()
    for row in table.to_dict("records"):
        place = (str(row["indicator"]), str(row["month"]))
        told[*place, "checked"] = int(row["checked"])
        if row["indicator"] not in whole:
            told[*place, "passed"] = int(row["passed"])
    return told


def _samples(workspace: Workspace) -> set[str]:
    known = workspace.catalogue.indicators.items()
    return {code for code, indicator in known if indicator.count == "samples"}
