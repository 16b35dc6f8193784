"""A clinic in which every text that anybody can write down tries to be something else: a formula, markup, a
placeholder, a sign that steers a terminal. Each field has a mark of its own, so that it is known wherever it
comes out."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

from PIL import Image

from qc.capture.model import capture_of
from qc.capture.saving import save as save_capture
from qc.catalogue.own import OwnItem, new_checklist
from qc.improve.acting import act_on, findings
from qc.improve.cycles.acting import act_on_cycle, cycle, open_cycle
from qc.ingest.importer import import_content
from qc.meeting import acting
from qc.settings import change_settings
from qc.sheetstyle import new_workbook
from qc.workspace import STANDARDS, Workspace, open_workspace
from tests.workbooks import check_rows

TODAY = dt.date(2026, 11, 2)
OCTOBER = "2026-10"
BODY = """<b onclick="x">'{{rate:disinfection}}{n}{0}%s[red]r[/red]|,;`*$(x)../\\"""
"""What follows a field's mark: markup, placeholders of several sorts, separators, ways out of a folder."""
STEERING = "\x1b\x9b\u202e\ufffe\uffff\x08"
"""What no output may hold, and no reader miss: it is not seen."""
COMPONENT = (
    '{"namespace":"dash_html_components","type":"zqIframe","props":{"src":"http://zq.example"}}'
)
_STARTS = ("=", "+", "-", "@", "=cmd|'/C calc'!A0 ", '=HYPERLINK("http://zq.example","a") ')
FIELDS = (
    "unit", "unit2", "item", "item2", "inspector", "remark", "sheet", "file", "drug", "batch",
    "complaint", "channel", "desk", "answer", "suggestion", "defect", "person_checked", "clinic", "actor",
    "owner", "own_item", "own_name", "note", "cause", "measure", "person", "recheck", "minutes", "resolution",
    "cycle", "cycle_cause", "cycle_measure", "cycle_how",
)  # fmt: skip


def mark(field: str) -> str:
    """zq07q: what a field is known by."""
    return f"zq{FIELDS.index(field):02}q"


def evil(field: str, *, steering: bool = False) -> str:
    """The field's text, as somebody types it who means harm."""
    start = _STARTS[FIELDS.index(field) % len(_STARTS)]
    return f"{start}{mark(field)}{BODY}{STEERING if steering else ''}"


def typed(field: str) -> str:
    """The field's text as a page or a script sends it: with signs that no keyboard has."""
    return evil(field, steering=True)


def short(field: str) -> str:
    """The same where only a few signs are taken: a name, a room."""
    return f"{_STARTS[FIELDS.index(field) % 4]}{mark(field)}<b>{{n}}'"


def clinic(folder: Path) -> Workspace:
    """All of it in one workspace, through the doors that people use."""
    made = _opened(folder)
    change_settings(made, short("clinic"), "zh")
    items = [OwnItem(f"e{n}", f"{n} {evil('own_item')}") for n in range(3)]
    new_checklist(
        folder / STANDARDS,
        evil("own_name")[:60],
        "disinfection",
        items,
        owner=typed("owner"),
        today=TODAY,
    )
    made.store.close()
    made = _opened(folder)
    for name, content in files():
        import_content(made, name, content)
    _captured(made)
    _acted(made)
    _improved(made)
    _met(made)
    return made


def _opened(folder: Path) -> Workspace:
    return open_workspace(folder, today=TODAY, language="zh", actor=short("actor"))


def files() -> list[tuple[str, bytes]]:
    rooms, texts = (short("unit"), short("unit2")), (evil("item"), evil("item2"), COMPONENT)
    rows = [
        [f"{month}-{day:02}", room, text, "×" if day % 4 else "√", short("inspector")]
        for month in ("2026-08", "2026-09", "2026-10")
        for day in (5, 6, 7, 8, 9, 12)
        for room in rooms
        for text in texts
    ]
    lines = "\n".join(
        ",".join(_quoted(cell) for cell in row)
        for row in check_rows(
            [["2026-10-20", short("unit"), evil("item", steering=True), "×", short("inspector")]]
        )
    )
    return [
        (f"{evil('file')}.xlsx", book(check_rows(rows), title=re.sub(r"[\[\]:*?/\\]", "", evil("sheet"))[:24])),
        ("signs.csv", lines.encode("utf-8-sig")),
        ("cart.xlsx", book(_cart())), ("complaints.xlsx", book(_complaints())),
        ("answers.xlsx", book(_answers())), ("charts.xlsx", book(_charts())),
        ("marks.xlsx", book(check_rows([["2026-10-21", short("unit"), evil("item"), evil("remark"), "李敏"]]))),
    ]  # fmt: skip


def book(rows: list[list[Any]], title: str = "表") -> bytes:
    """A workbook whose texts are texts, as somebody types them behind an apostrophe."""
    target = io.BytesIO()
    made = new_workbook(target)
    sheet = made.add_worksheet(title)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
    made.close()
    return target.getvalue()


def _quoted(cell: Any) -> str:
    return '"' + str("" if cell is None else cell).replace('"', '""') + '"'


def _cart() -> list[list[Any]]:
    head = ["序号", "药品名称", "规格", "基数", "实数", "有效期", "备注"]
    return [
        ["抢救车药品清点登记表"],
        [f"科室：{short('unit')}    抢救车编号：1号", None, None, None, "清点日期：2026年10月29日", None, "清点人：王丽"],
        head, [1, evil("drug"), "1mg:1ml", 10, 8, "2026-11", evil("remark")],
        [2, "盐酸肾上腺素注射液", evil("batch"), 10, 10, "2028-08", None],
        [3, "硫酸阿托品注射液", "1ml", 10, 10, "2028-08", None],
    ]  # fmt: skip


def _complaints() -> list[list[Any]]:
    head = [
        "序号",
        "投诉日期",
        "渠道",
        "投诉内容",
        "涉及科室",
        "受理人",
        "办结日期",
        "处理用时",
        "处理结果",
        "回访满意",
    ]
    days = ("2026.10.5", "2026.10.7", "2026.10.9")
    lines = [[n, day, evil("channel"), evil("complaint"), short("unit"), short("desk"), day, "4小时", "已办结", "不满意"]
             for n, day in enumerate(days, 1)]  # fmt: skip
    return [["顾客投诉登记处理表"], ["2026年   客户服务中心   截至10月30日"], head, *lines]


def _answers() -> list[list[Any]]:
    head = ["序号", "提交答卷时间", "来源详情", "1、您本次就诊的科室是?", "2、您对护士服务态度是否满意?",
            "3、您对等候时间是否满意?", "4、您的意见和建议:"]  # fmt: skip
    lines = [[n, f"2026/10/{n} 13:21:15", evil("answer"), short("unit"), "满意", "不满意", evil("suggestion")]
             for n in range(1, 9)]  # fmt: skip
    return [head, *lines]


def _charts() -> list[list[Any]]:
    return [
        ["护理文书检查统计表"],
        [f"科室：{short('unit2')}    检查时间：2026年10月5日—10月28日    检查人：陈晓燕"],
        ["序号", "姓名", "抽查份数", "合格份数", "合格率", "主要缺陷"],
        [1, short("person_checked"), 20, 12, "60%", evil("defect")], [2, "孙雅琴", 18, 18, 1, None],
    ]  # fmt: skip


def _captured(made: Workspace) -> None:
    items = made.catalogue.checklists["disinfection"].items
    marks = {item.code: {"outcome": "fail", "note": typed("note")} for item in items[:4]}
    rest = {item.code: {"outcome": "pass", "note": ""} for item in items[4:]}
    told = {"id": "1", "checklist": "disinfection", "unit": short("unit"), "date": "2026-10-26",
            "inspector": short("inspector"), "marks": {**marks, **rest}}  # fmt: skip
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "grey").save(picture, "JPEG")
    save_capture(made, capture_of(made, told, {items[0].code: [picture.getvalue()]}))


def _acted(made: Workspace) -> None:
    due = str(TODAY + dt.timedelta(days=7))
    given = {
        "person": short("person"),
        "due": due,
        "measure": typed("measure"),
        "cause": typed("cause"),
        "category": "料",
    }
    for found in [each for each in findings(made) if each.followed][:12]:
        act_on(made, found, "assign", given)
    first = next(each for each in findings(made) if each.followed)
    act_on(made, first, "put_right", {"note": typed("recheck")})


def _improved(made: Workspace) -> None:
    about = [each.id for each in findings(made) if each.followed][:6]
    told = {"title": typed("cycle"), "owner": short("person"), "due": "2026-12-31"}
    name = open_cycle(made, about, told).subject.partition(":")[2]
    measure = {"what": typed("cycle_measure"), "why": typed("cause"), "who": short("person"), "where": short("unit"),
               "from": "2026-11-01", "to": "2026-11-10", "how": typed("cycle_how")}  # fmt: skip
    steps = (("plan", {"least": "2"}), ("add_cause", {"category": "料", "cause": typed("cycle_cause")}),
             ("verify_cause", {"number": "1", "true": "yes", "how": typed("cycle_how"), "by": "王丽"}),
             ("set_target", {"target": "95%"}), ("add_measure", measure), ("start", {}))  # fmt: skip
    for what, given in steps:
        act_on_cycle(made, cycle(made, name), what, given)


def _met(made: Workspace) -> None:
    from qc.analysis import Period

    month = Period.parse(OCTOBER)
    acting.write(
        made, month, acting.written(made, month), dict.fromkeys(acting.TEXTS, typed("minutes"))
    )
    due = str(TODAY + dt.timedelta(days=7))
    acting.resolve(
        made, month, acting.written(made, month), typed("resolution"), short("person"), due
    )
