"""Rectification notices on the pages: fetched from the findings, taken back by the import page, told in words."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from dashboards import inbox
from dashboards.app import create_app
from dashboards.pages.findings import update as findings_page
from dashboards.pages.imports import update
from dashboards.previews import previews
from qc.improve.states import FindingState
from qc.reports.notices import notices_file
from qc.store import Scope
from qc.words import ALL_RIGHTS, Right
from qc.workspace import Workspace
from tests.rectifying import act, check, save, the
from tests.unit.dashboards.shown import at as at_page
from tests.unit.dashboards.test_components import parts, text
from tests.unit.dashboards.test_drugs import links

HERE = {"Host": "127.0.0.1"}
FULL = {"F": "备货不足", "G": "每周一补货", "H": "李敏"}


@pytest.fixture
def house(workspace: Workspace) -> Workspace:
    save(workspace, "a.xlsx", check("2026-10-05"), check("2026-10-12"))
    save(workspace, "b.xlsx", check("2026-10-06", unit="治疗室"))
    return workspace


def notice(workspace: Workspace, **cells: Any) -> bytes:
    """The dressing room's notice with cells filled in."""
    made = notices_file(workspace, dt.date(2026, 10, 1), dt.date(2026, 10, 31), "2026-10", "换药室")
    assert made
    book = load_workbook(io.BytesIO(made[1]))
    for name, value in cells.items():
        book.worksheets[0][name].value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def line(row: int, **more: Any) -> dict[str, Any]:
    return {f"{column}{row}": value for column, value in {**FULL, **more}.items()}


def staged(workspace: Workspace, content: bytes) -> inbox.Staged:
    (one,) = inbox.stage(workspace, "通知单.xlsx", [content])
    return one


def page(workspace: Workspace) -> str:
    return "\n".join(text(part) for part in update.show(workspace, "", previews()))


def imported(workspace: Workspace, key: str) -> Any:
    client = create_app(workspace).server.test_client()
    return client.post(f"/inbox/{key}/import", headers={**HERE, "X-QC": "1"})


def test_the_page_says_what_would_come_of_it_then_what_came(house: Workspace) -> None:
    one = staged(house, notice(house, **line(5)))
    assert "整改通知单：可登记 1 行；未填写 1 行。" in page(house)
    assert the(house, "2026-10-05").acts == ()
    answer = imported(house, one.key)
    assert answer.status_code == 200 and answer.json["import"] == 0
    assert answer.json["told"] == ["通知单.xlsx：整改通知单：已登记 1 行；未填写 1 行。"]
    assert the(house, "2026-10-05").told["person"] == "李敏"
    assert inbox.staged(house) == []


def test_lines_that_were_not_taken_stay_in_sight(house: Workspace) -> None:
    """The answer is gone with the next click; what must be put right stays with its cell."""
    one = staged(house, notice(house, **line(5), **line(6, I="尽快")))
    answer = imported(house, one.key)
    assert "已登记 1 行；未收下 1 行" in answer.json["told"][0]
    shown = page(house)
    assert "登记过 1 行；未收下 1 行" in shown and "I6" in shown and "尽快" in shown
    client = create_app(house).server.test_client()
    copy = client.get(f"/annotated/{one.key}", headers=HERE)
    marked = load_workbook(io.BytesIO(copy.data))
    assert marked["整改通知单"]["I6"].comment is not None


def test_what_is_shown_follows_what_others_do(house: Workspace) -> None:
    """A preview that was kept must not promise what somebody else has settled since."""
    staged(house, notice(house, **line(5)))
    preview = previews()
    before = "\n".join(text(part) for part in update.show(house, "", preview))
    act(house, the(house, "2026-10-05"), "2026-10-30", "fix_at_once", cause="无", measure="已补")
    after = "\n".join(text(part) for part in update.show(house, "", preview))
    assert "可登记 1 行" in before and "可登记" not in after and "关闭" in after
    assert the(house, "2026-10-05").state is FindingState.CLOSED


def test_who_may_not_write_is_told_on_the_page(house: Workspace) -> None:
    member = replace(house, scope=Scope("新人", rights=ALL_RIGHTS - {Right.RECORD}))
    one = staged(member, notice(house, **line(5)))
    assert "新人 可以查看" in page(member) or "新人" in page(member)
    imported(member, one.key)
    assert the(house, "2026-10-05").acts == ()


def test_an_empty_one_and_words_that_would_be_markup(house: Workspace) -> None:
    evil = "<img src=x onerror=alert(1)>"
    staged(house, notice(house))
    assert "这份通知单还没有填写" in page(house)
    staged(house, notice(house, **line(5, I=evil)))
    drawn = update.show(house, "", previews())
    assert evil in page(house)
    assert not any(type(part).__name__ == "Img" and "onerror" in str(part) for part in parts(drawn))


def test_the_findings_page_offers_them_by_month_and_unit(house: Workspace) -> None:
    said = links(at_page(findings_page.show, house, "?lang=zh&unit=换药室&period=2026-10"))
    (way,) = [link for link in said if link.startswith("/notices")]
    client = create_app(house).server.test_client()
    answer = client.get(way, headers=HERE)
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert load_workbook(io.BytesIO(answer.data)).sheetnames == ["整改通知单"]
    every = client.get("/notices?period=2026-10", headers=HERE)
    names = zipfile.ZipFile(io.BytesIO(every.data)).namelist()
    assert len(names) == 2 and all(Path(name).suffix == ".xlsx" for name in names)
    assert client.get("/notices?period=2020-01", headers=HERE).status_code == 400


def test_nothing_to_put_right_is_a_sentence(house: Workspace) -> None:
    act(house, the(house, "2026-10-06", unit="治疗室"), "2026-10-06", "fix_at_once", cause="无", measure="已补")  # fmt: skip
    client = create_app(house).server.test_client()
    answer = client.get("/notices?period=2026-10&unit=治疗室&lang=zh", headers=HERE)
    assert answer.status_code == 400 and "没有待整改的问题" in answer.get_data(as_text=True)
