"""What became of the files of an import, in words: the same facts as `--json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qc.analysis.display import counts, percent
from qc.cli.open_questions import open_questions
from qc.improve.notices import told as notice_told
from qc.locale import N_, Translator
from qc.words import Severity

File = Mapping[str, Any]
UNITS = 3  # units of a sheet that are named
SHOWN = 10  # problems of a file in the summary; --json lists all
NOTHING_TO_DO = {
    "nothing_filled": N_("The form is empty: nothing has been filled in yet."),
    "notice_blank": N_("Nothing has been filled in on this notice yet."),
    "own_book": N_("The feedback book that this program wrote: all of it is counted already."),
}
SIGNS = {"imported": "✓", "partly": "!", "rejected": "✗", "duplicate": "="}


def exit_code(files: Sequence[File]) -> int:
    """0: all in, or recognised as known; 1: some held back; 2: nothing usable. An empty form, or our
    own book, among others keeps nothing out."""
    found = {file["status"] for file in files if not _nothing_to_do(file)}
    if found <= {"imported", "duplicate"}:
        return 0 if found else 2
    return 2 if found == {"rejected"} else 1


def summary(files: Sequence[File], t: Translator, *, dry_run: bool = False) -> str:
    """A few lines a file: its status, what it holds, what is wrong at which cell and the remedy."""
    lines = [line for file in files for line in _file(file, t, dry_run)]
    asked = open_questions(files, t, whole=dry_run)
    return "\n".join([*lines, _total(files, t, dry_run), *asked])


def status_words(status: str) -> str:
    """What became of a file, as a msgid."""
    return {
        "imported": N_("imported"),
        "partly": N_("imported, some held back"),
        "rejected": N_("not imported"),
        "duplicate": N_("known already"),
    }[status]


def _file(file: File, t: Translator, dry_run: bool) -> Iterator[str]:
    if code := _nothing_to_do(file):
        yield f"○ {Path(file['path']).name}  {t(NOTHING_TO_DO[code])}"
        yield from _problems([p for p in file["problems"] if p["code"] != code], t)
        return
    yield f"{SIGNS[file['status']]} {Path(file['path']).name}  {t(status_words(file['status']))}"
    if file["status"] != "duplicate":
        yield from (_sheet(sheet, t) for sheet in file["sheets"])
    if "notice" in file:
        yield "    " + notice_told(file["notice"], t, dry_run=dry_run)
    if file["status"] != "duplicate":
        yield from _problems(file["problems"], t)
    if file.get("annotated"):
        yield "    " + t("A copy with these cells marked: {path}", path=file["annotated"])


def _nothing_to_do(file: File) -> str | None:
    """Why there is nothing to import of a file without a fault: nobody has filled it in yet, or it is
    our own; None for all others."""
    codes = [problem["code"] for problem in file["problems"] if not file["sheets"]]
    return next((code for code in NOTHING_TO_DO if code in codes), None)


def _sheet(sheet: File, t: Translator) -> str:
    rate = float("nan") if sheet["rate"] is None else sheet["rate"]
    said = t("{checks} checks, {results} results", checks=sheet["checks"], results=sheet["results"])
    figures = (
        f"{percent(rate)} ({counts(sheet['passed'], sheet['checked'], sheet['counting_unit'])})"
    )
    return f"    {sheet['sheet']}: {_place(sheet, t)}{said}, {figures}"


def _place(sheet: File, t: Translator) -> str:
    """When and where, so that a wrong assumption is seen at once."""
    if not sheet["units"]:
        return ""
    units = "、".join(sheet["units"][:UNITS])
    if len(sheet["units"]) > UNITS:
        units = t("{units} and {n} more", units=units, n=len(sheet["units"]) - UNITS)
    days = dict.fromkeys((sheet["from"], sheet["to"]))
    return f"{'～'.join(days)} · {units} · "


def _problems(problems: Sequence[File], t: Translator) -> Iterator[str]:
    told = [p for p in problems if p["severity"] != Severity.INFO]
    yield from (_problem(problem, t) for problem in told[:SHOWN])
    if len(told) > SHOWN:
        yield "    " + t("… and {n} more (--json lists all)", n=len(told) - SHOWN)
    if assumed := len(problems) - len(told):
        yield "    " + t("{n} assumptions (--json lists them)", n=assumed)


def _problem(problem: File, t: Translator) -> str:
    place = "!".join(part for part in (problem["sheet"], problem["cell"]) if part)
    message = problem["message_en"] if t.language == "en" else problem["message"]
    label = t(Severity(problem["severity"]).label)
    said = ("" if t.language == "zh" else " ").join((message, problem["remedy"])).strip()
    return "    " + " ".join(part for part in (place, f"[{label}]", said) if part)


def _total(files: Sequence[File], t: Translator, dry_run: bool) -> str:
    results = sum(s["results"] for f in files if f["status"] != "duplicate" for s in f["sheets"])
    errors = sum(p["severity"] == Severity.ERROR for f in files for p in f["problems"])
    said = N_("Files: {files}; results read: {results}; held back: {errors}.")
    line = t(said, files=len(files), results=results, errors=errors)
    return "\n".join([line, t("Only a look: nothing was changed.")]) if dry_run else line
