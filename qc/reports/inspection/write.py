"""Make the inspector's folder and put it into its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.locale import N_
from qc.reports.inspection.asked import asked
from qc.reports.inspection.content import files_of
from qc.reports.write import FOLDER, put
from qc.reports.zipped import safe_part, zipped
from qc.workspace import Workspace


def inspection_folder(
    workspace: Workspace, period: Period, standards: Sequence[str] = ()
) -> tuple[str, bytes]:
    """Name and content of the zip about these standards (none: all) and a period: the same bytes for the same
    data and day. UsageError as `asked.asked`."""
    wanted = asked(workspace, period, standards)
    top = "_".join(filter(None, ("迎检资料包", str(period), _about(wanted.names))))
    files = [(f"{top}/{name}", content) for name, content in files_of(wanted)]
    return f"{top}.zip", zipped(files)


def _about(names: Sequence[str]) -> str:
    return safe_part("、".join(names))[:60] if names else ""


def write_inspection_folder(
    workspace: Workspace, period: Period, standards: Sequence[str] = (), out: Path | None = None
) -> Path:
    """Write the folder and return where it is: `out`, else `reports/迎检资料包_2026-Q3_….zip`.

    Raises UsageError as above and for a name that is not .zip, QcError when the file cannot be written.
    """
    if out is not None and out.suffix.lower() != ".zip":
        raise UsageError(
            N_("{path} is no name for a zip."), N_("Let the name end in .zip."), path=out
        )
    name, content = inspection_folder(workspace, period, standards)
    target = out or workspace.folder / FOLDER / name
    put(target, content)
    return target
