"""A small workspace as an earlier version made it. Run by that version's own code, with its folder first
in PYTHONPATH: `python then.py FOLDER ANSWERS.json`. What a version cannot do yet is left out."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(1, str(Path(__file__).parent))

import openpyxl
from telling import told

from qc.ingest.importer import import_paths
from qc.workspace import open_workspace
from sample_data import organisation, workbooks

TODAY = dt.date(2026, 11, 2)
MONTHS = ("2026-09", "2026-10")
KINDS = ("消毒隔离每周抽查表", "护理文书质量检查表", "急救药品每周检查表", "服务安全制度检查明细")


def main(folder: Path, answers: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "organisation.toml").write_text(organisation(), encoding="utf-8")
    workspace = open_workspace(folder, today=TODAY, actor="王丽")
    chosen = [p for p in workbooks() if p.name[:7] in MONTHS and p.stem[8:] in KINDS]
    assert len(chosen) == len(MONTHS) * len(KINDS)
    import_paths(workspace, chosen)
    import_paths(workspace, chosen[:1])  # the same once more: known
    corrected(workspace, chosen, folder)
    if hasattr(workspace.store, "undo"):
        by_hand(workspace)
    if hasattr(workspace.store, "act"):
        acted(workspace)
    answers.write_text(
        json.dumps(told(workspace), ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8"
    )
    workspace.store.close()


def corrected(workspace: Any, chosen: list[Path], folder: Path) -> None:
    """A file of the same name in which one failed mark has become what stands for a pass there, and
    another mark cannot be read."""
    known = workspace.store.results(workspace.scope)
    marks = known[(known["checked"] == 1) & (known["raw"].str.len() <= 2)]
    failed = marks[marks["outcome"] == "fail"].iloc[-1]
    passed = marks[(marks["file"] == failed["file"]) & (marks["outcome"] == "pass")]
    original = next(path for path in chosen if path.name == failed["file"])
    book = openpyxl.load_workbook(original)
    sheet = book[failed["sheet"]]
    sheet[failed["cell"]].value = passed.iloc[0]["raw"]
    sheet[passed.iloc[0]["cell"]].value = "坏"
    content = io.BytesIO()
    book.save(content)
    place = folder.parent / "corrected" / original.name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(content.getvalue())
    import_paths(workspace, [place])


def by_hand(workspace: Any) -> None:
    """A faulty cell put right in place, and an import undone."""
    from qc.ingest.correcting import put_right

    store, scope = workspace.store, workspace.scope
    faulty = next(
        p for p in store.problems(scope) if p.problem.severity == "error" and p.problem.cell
    )
    put_right(workspace, faulty.sha256, faulty.problem.sheet, faulty.problem.cell, "√", "补记")
    last = next(one for one in store.imports(scope) if one.file_name.startswith("2026-09 急救"))
    store.undo(scope, last.id, "登记错了月份")


def acted(workspace: Any) -> None:
    """Findings, a cycle, a user and a frozen month, as far as the version has them."""
    package = Path(__import__("qc").__file__).parent
    if not (package / "improve/acting.py").exists():
        journal_alone(workspace)
        return
    improved(workspace)
    if (package / "accounts").exists():
        from qc.accounts import Role, add

        add(workspace, "wang", "王婷", Role.HEAD_NURSE, "窗边 四月 的 茶壶 与云")
    if (package / "reports/month").exists():
        from qc.analysis.periods import Period
        from qc.reports.month import freeze

        freeze(workspace, Period.parse("2026-09"))


def journal_alone(workspace: Any) -> None:
    """The journal was there before anything wrote into it: acts about nothing that has a meaning."""
    from qc.store.journal import NewAct

    for seen, what in enumerate(("assign", "put_right")):
        act = NewAct("trial:2026-10-05", seen, what, {"person": "陈晓燕"}, site="", unit="换药室")
        workspace.store.act(workspace.scope, act)


def improved(workspace: Any) -> None:
    from qc.improve.acting import act_on, findings
    from qc.improve.cycles.acting import open_cycle

    why = {"cause": "无人核对", "category": "法", "measure": "交接班核对"}
    waiting = [each for each in findings(workspace) if each.waits]
    for each in waiting[:6]:
        act_on(workspace, each, "assign", {**why, "person": "陈晓燕", "due": "2026-11-09"})
    again = {each.id: each for each in findings(workspace)}
    for each in waiting[:3]:
        act_on(workspace, again[each.id], "put_right", {})
    same = [
        e.id
        for e in waiting
        if (e.indicator, e.item_code) == (waiting[0].indicator, waiting[0].item_code)
    ]
    later = replace(workspace, today=TODAY)
    open_cycle(later, same, {"title": "十月不合格增多", "owner": "陈晓燕", "due": "2026-12-31",
                             "from": "2026-09-01", "to": "2026-10-31"})  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
