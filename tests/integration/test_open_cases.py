"""Open cases of a register call for somebody, and are gone once the register says they are closed."""

from __future__ import annotations

from datetime import date

from qc.attention.matter import LinkKind, MatterKind, Urgency
from qc.attention.reading import attention
from qc.attention.words import sentence
from qc.improve.acting import findings
from qc.ingest.importer import import_content
from qc.locale import translator
from qc.workspace import Workspace
from tests.workbooks import book

HEAD = ["编号", "投诉日期", "涉及科室", "投诉类别", "投诉内容", "客户姓名", "首问负责人", "办结日期", "处理结果"]  # fmt: skip


def bring(workspace: Workspace, *told: tuple[date, date | None]) -> None:
    rows = [
        [f"TS-{n}", day, "前台", "等候时间", "等得太久", "吴英", "李珂", closed, "已办结" if closed else "处理中"]
        for n, (day, closed) in enumerate(told, 1)
    ]  # fmt: skip
    content = book([["2026年10月顾客投诉登记表"], HEAD, *rows])
    assert import_content(workspace, "10月投诉.xlsx", content).status in ("imported", "partly")


def cases(workspace: Workspace) -> list[tuple[Urgency, str]]:
    return [
        (each.urgency, sentence(each, translator("en")))
        for each in attention(workspace)
        if each.kind is MatterKind.OPEN_CASE
    ]


def test_a_complaint_waits_until_it_is_closed(workspace: Workspace) -> None:
    """One past its three days, one within them; the corrected register takes the first away."""
    late, fresh = date(2026, 10, 5), date(2026, 11, 1)
    bring(workspace, (late, None), (fresh, None), (date(2026, 10, 8), date(2026, 10, 9)))
    name = "顾客投诉登记处理表"  # in the workspace's language
    assert cases(workspace) == [
        (Urgency.NOW, f"{name}: 1 not closed and past the limit, the oldest since 2026-10-05."),
        (Urgency.WEEK, f"{name}: 1 not closed, the oldest since 2026-11-01."),
    ]
    bring(workspace, (late, date(2026, 10, 7)), (fresh, None), (date(2026, 10, 8), date(2026, 10, 9)))  # fmt: skip
    assert [urgency for urgency, _ in cases(workspace)] == [Urgency.WEEK]
    (matter,) = [each for each in attention(workspace) if each.kind is MatterKind.OPEN_CASE]
    assert (matter.link.kind, matter.link.subject) == (LinkKind.REGISTER, "complaints")
    assert "吴英" not in repr(matter) and "李珂" not in repr(matter)


def test_what_is_told_in_numbers_waits_for_nobody(workspace: Workspace) -> None:
    """Forty customers who did not buy again are a rate, not forty faults to be put right in two weeks."""
    head = ["科室", "到店顾客数", "复购顾客数"]
    content = book([["2026年10月复购统计表"], head, ["皮肤护理室", 100, 60], ["注射室", 50, 45]])
    assert import_content(workspace, "10月复购.xlsx", content).status == "imported"
    found = findings(workspace)
    assert [(each.statistic, each.waits, each.proposes_cycle) for each in found] == [
        (True, False, False)
    ] * 2
    assert not attention(workspace)
