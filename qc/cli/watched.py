"""What `qc watch` does with a file that was dropped into its folder, and the line that it says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qc.cli.outcomes import NOTHING_TO_DO, SIGNS, status_words
from qc.errors import QcError
from qc.improve.notices import Arrived, import_each
from qc.improve.notices import told as notice_told
from qc.ingest.annotated import keep_copy
from qc.ingest.annotated.copy import FOLDER
from qc.locale import N_, Translator
from qc.words import Severity

if TYPE_CHECKING:
    from qc.workspace import Workspace


@dataclass
class Watched:
    """Takes in one file after the other. `files` are the new ones as `qc import --json` tells them, `trouble`
    what was in the way last, outside of the files."""

    workspace: Workspace
    say: Callable[[str], object]
    files: list[Mapping[str, Any]] = field(default_factory=list)
    trouble: str = ""

    def came(self, path: Path) -> bool:
        """Import one file and say what became of it; False where something outside the file was in the way."""
        reader = self._reader()
        if path.resolve().is_relative_to(reader.folder.resolve()):
            return True  # our own reports and copies
        try:
            if _is_our_copy(reader, path):
                self._line(path, reader.t("our own copy with marked cells, not changed: nothing to import"))  # fmt: skip
                return True
            for outcome in import_each(reader, [path]):
                if outcome.status != "duplicate":
                    self._tell(reader, outcome)
        except (QcError, OSError) as fault:
            told = fault.sentence(reader.t) if isinstance(fault, QcError) else str(fault)
            if told != self.trouble:  # it is tried again and again
                self._line(path, told)
            self.trouble = told
            return False
        self.trouble = ""
        return True

    def _reader(self) -> Workspace:
        """The workspace on the day that it is now."""
        known = self.workspace
        return replace(known, today=known.now().date()) if known.follows_clock else known

    def _tell(self, reader: Workspace, outcome: Arrived) -> None:
        from qc.cli.import_json import file_json  # takes the analysis along

        reading = outcome.reading
        copy = keep_copy(reader, outcome.path.name, outcome.sha256, reading.problems) if reading else None  # fmt: skip
        told = file_json(outcome, reader.catalogue, reader.t, results=False, annotated=copy)
        self.files.append(told)
        parts = [reader.t(status_words(outcome.status)), *_what(told, reader.t)]
        self._line(outcome.path, " · ".join(parts), SIGNS[outcome.status])

    def _line(self, path: Path, said: str, sign: str = "○") -> None:
        one = " ".join(said.split())
        self.say(f"{self.workspace.now():%Y-%m-%d %H:%M:%S}  {sign} {path.name}  {one}")


def _what(told: Mapping[str, Any], t: Translator) -> list[str]:
    """What a file held, and what is wrong with it."""
    sheets: Sequence[Mapping[str, Any]] = told["sheets"]
    errors = [each for each in told["problems"] if each["severity"] == Severity.ERROR]
    said = []
    if sheets:
        checks, results = (sum(each[name] for each in sheets) for name in ("checks", "results"))
        said.append(t(N_("{checks} checks, {results} results"), checks=checks, results=results))
    elif told["problems"]:
        first = (errors or told["problems"])[0]
        words = NOTHING_TO_DO.get(first["code"])
        said.append(t(words) if words else f"{first['message'] if t.language == 'zh' else first['message_en']} {first['remedy']}")  # fmt: skip
    if "notice" in told:
        said.append(notice_told(told["notice"], t, dry_run=False))
    if sheets and errors:
        said.append(t(N_("held back: {n}"), n=len(errors)))
    if told["annotated"]:
        said.append(t(N_("copy with marked cells: {path}"), path=told["annotated"]))
    return said


def _is_our_copy(workspace: Workspace, path: Path) -> bool:
    """Whether a file is a copy with marked cells that nobody has put right yet."""
    kept = workspace.folder / FOLDER
    same = [each / path.name for each in kept.iterdir()] if kept.is_dir() else []
    return any(each.is_file() and each.read_bytes() == path.read_bytes() for each in same)
