"""What the folder holds: its files by their names, and an index that says what was asked, what is there, what
is left out and why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qc.analysis.display import percent
from qc.improve.acting import findings
from qc.improve.findings import Finding
from qc.improve.states import FindingState
from qc.locale import N_
from qc.reports.feedback_book.content import feedback_book
from qc.reports.feedback_book.sheet import render as render_book
from qc.reports.inspection.asked import Asked, on_last_day
from qc.reports.inspection.originals import Original, originals
from qc.reports.inspection.rates import gaps_table, rates_table
from qc.reports.inspection.standing import cycles_book, standing_book
from qc.reports.inspection.tables import Cell, Column, Table, Tables, render
from qc.standards.export import chosen
from qc.standards.export import render as render_standards

INDEX = "00 目录.xlsx"
STANDARD, ORIGINALS, FINDINGS = "01 质量标准", "02 检查原始表", "03 问题与整改"
CYCLES, STANDING = "04 PDCA", "05 证照与设备"
COLUMNS = (
    Column(N_("No."), 6), Column(N_("File"), 46), Column(N_("What it is"), 44),
    Column(N_("Bytes"), 11, True), Column("SHA-256", 40),
)  # fmt: skip


@dataclass(frozen=True)
class File:
    """A file of the folder, with what the index says of it."""

    name: str
    about: str
    content: bytes


def files_of(asked: Asked) -> list[tuple[str, bytes]]:
    """Every file of the folder by its name in it, the index first."""
    sheets = originals(asked)
    inside = [*_inside(asked, sheets)]
    index = render(_index(asked, inside, sheets), asked.workspace.t)
    return [(INDEX, index), *((file.name, file.content) for file in inside)]


def _inside(asked: Asked, sheets: Sequence[Original]) -> Iterator[File]:
    workspace, t = asked.workspace, asked.workspace.t
    yield _standard(asked)
    for each in sheets:
        if each.content is not None:
            about = t("{file}; checks: {n}, {first} to {last}", file=each.file, n=each.checks,
                      first=each.first, last=each.last)  # fmt: skip
            yield File(f"{ORIGINALS}/{each.name}", about, each.content)
    book = feedback_book(
        workspace, asked.period.start, asked.period.end, str(asked.period), checklists=asked.codes
    )
    said = t("Problems found, causes, measures, re-checks, a sheet a unit")
    yield File(f"{FINDINGS}/督查反馈本_{asked.period}.xlsx", said, render_book(book, t))
    if cycles := cycles_book(asked):
        yield File(f"{CYCLES}/PDCA循环_{asked.period}.xlsx", cycles.tables[0].sentence, render(cycles, t))  # fmt: skip
    standing = standing_book(asked)
    said = t("; ").join(table.sentence for table in standing.tables)
    yield File(f"{STANDING}/证照与设备_{workspace.today}.xlsx", said, render(standing, t))


def _standard(asked: Asked) -> File:
    """The standards as they were in force at the end of the period."""
    then, t = on_last_day(asked), asked.workspace.t
    known = then.catalogue.checklists
    codes = [each.code for each in asked.checklists if each.code in known]
    content = (
        render_standards(then, *chosen(then, codes)) if codes else render_standards(then, [], [])
    )
    said = t("The standards as in force on {day}: {n}", day=asked.last_day, n=len(codes))
    changed = [
        known[code].name.of(t.language)
        for code in codes
        if then.catalogue.version_on(code, asked.period.start) != then.catalogue.version_on(code, asked.last_day)
    ]  # fmt: skip
    if changed:
        said += t("; changed within the period: {names}", names=t(", ").join(changed))
    return File(f"{STANDARD}/质控标准_{asked.last_day}.xlsx", said, content)


def _index(asked: Asked, inside: Sequence[File], sheets: Sequence[Original]) -> Tables:
    workspace, t = asked.workspace, asked.workspace.t
    rows: list[tuple[Cell, ...]] = [
        (n, file.name, file.about, len(file.content), hashlib.sha256(file.content).hexdigest())
        for n, file in enumerate(inside, 1)
    ]
    rows += [
        (None, f"○ {each.file}", t("left out: {why}", why=each.why), None, None)
        for each in sheets
        if each.content is None
    ]
    gaps = gaps_table(asked)
    first = Table(
        name=t("Contents"),
        sentence=_sentence(asked, sheets, len(gaps.rows)),
        caption=t(
            "{clinic} · asked for: {names} · {period} · drawn up by {who} on {day}; the sums tell whether a file was changed since",
            clinic=workspace.clinic, names=_names(asked), period=asked.period,
            who=workspace.scope.actor, day=workspace.today,
        ),
        columns=COLUMNS,
        rows=tuple(rows),
        signed=True,
    )  # fmt: skip
    title = t("Inspector's folder {period}", period=asked.period)
    return Tables(workspace.clinic, title, workspace.today, (first, rates_table(asked), gaps))


def _names(asked: Asked) -> str:
    t, known = asked.workspace.t, asked.workspace.catalogue
    if asked.codes is None:
        return t("all standards")
    names = [
        known.indicators[n].name.of(t.language) if n in known.indicators else n for n in asked.names
    ]
    listed = {each.code: each.name.of(t.language) for each in asked.checklists}
    return t(", ").join(dict.fromkeys(listed.get(name, name) for name in names))


def _sentence(asked: Asked, sheets: Sequence[Original], gaps: int) -> str:
    """What is in it, in the numbers that are asked for first."""
    t = asked.workspace.t
    left = sum(each.content is None for each in sheets)
    told = [
        t("checks: {n}", n=asked.results["check_id"].nunique()),
        t("original sheets: {n}", n=len(sheets) - left),
        *_problems(asked),
        t("left out: {n}", n=left) if left else "",
        t("gaps: {n}", n=gaps) if gaps else t("no gap"),
    ]
    return t("Inspector's folder {period}", period=asked.period) + " · " + t("; ").join(filter(None, told))  # fmt: skip


def _problems(asked: Asked) -> Iterator[str]:
    """How many were found, and of those that are followed how many are closed."""
    t = asked.workspace.t
    mine = [found for found in findings(asked.workspace) if _is_meant(found, asked)]
    if not mine:
        yield t("no problem found")
        return
    yield t("problems: {n}", n=len(mine))
    followed = [found for found in mine if found.followed]
    closed = sum(found.state is FindingState.CLOSED for found in followed)
    if followed:
        share = percent(closed / len(followed))
        yield t("followed: {n}, closed: {closed} ({share})", n=len(followed), closed=closed, share=share)  # fmt: skip
    if history := len(mine) - len(followed):
        yield t("from before problems were followed here, or only counted: {n}", n=history)


def _is_meant(found: Finding, asked: Asked) -> bool:
    if found.state is FindingState.WITHDRAWN:
        return False
    within = asked.period.start <= found.date <= asked.period.end
    return within and (asked.codes is None or found.checklist in asked.codes)
