"""Registers through real workbooks and a real workspace: what the monthly review says, and that it names nobody."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, table

from qc.analysis.periods import Period
from qc.analysis.source import facts
from qc.errors import ScopeError, UsageError
from qc.improve.accountability.naming import name_person
from qc.improve.acting import findings
from qc.improve.protected import without_reports
from qc.improve.registers import Review, review
from qc.improve.registers.words import conclusion
from qc.improve.stars.choosing import star
from qc.ingest.importer import import_content
from qc.locale import Translator
from qc.workspace import Workspace, open_workspace
from tests.rival_implementations import registers as rival
from tests.workbooks import book

OCTOBER = Period.parse("2026-10")
TODAY = dt.date(2026, 11, 2)
ENGLISH = Translator("en")
START = dt.datetime(2026, 7, 1, 8, 30)  # noqa: DTZ001 - as sheets hold them
NAMES = ("田野", "李珂", "赵敏", "周兰", "吴英")

EVENTS = ["序号", "发生时间", "上报时间", "发生科室", "事件类型", "不良事件等级", "事件经过", "当事人", "上报人", "登记人", "责任人", "是否按流程处理", "处理结果", "结案日期", "讨论日期", "是否反馈", "后果", "外部上报日期"]  # fmt: skip
COMPLAINTS = ["编号", "投诉日期", "涉及科室", "投诉类别", "投诉内容", "客户姓名", "客户等级", "首问负责人", "首次回复日期", "办结日期", "处理结果", "回访满意", "责任人"]  # fmt: skip
CLASSES = {
    "I": ("Ⅰ级", "警告事件", "1级"), "II": ("Ⅱ", "二级", "II级（不良后果事件）"),
    "III": ("Ⅲ级", "未造成后果事件", "3级"), "IV": ("Ⅳ级", "隐患事件", "四级"),
}  # fmt: skip


def load(workspace: Workspace, name: str, *rows: Any) -> None:
    outcome = import_content(workspace, f"{name}.xlsx", book(rows))
    assert outcome.status in ("imported", "partly"), outcome


def made_events() -> list[dict[str, Any]]:
    """Four months of events, their class in one of the ways in which people write it."""
    chance = random.Random(17)
    made = []
    for n in range(90):
        day = START + dt.timedelta(hours=chance.randrange(120 * 24))
        delay = dt.timedelta(minutes=chance.choice([40, 300, 1440, 1500, 3000]))
        name = chance.choice(list(CLASSES))
        closed = day.date() + dt.timedelta(days=9)
        made.append(
            {
                "began": day, "reported": day + delay, "class": name, "written": chance.choice(CLASSES[name]),
                "closed": closed if chance.random() < 0.7 and closed < TODAY else None,
                "discussed": dt.date(2026, 11, 1) if chance.random() < 0.5 else None,
                "unit": chance.choice(["注射室", "治疗室"]), "n": n,
            }
        )  # fmt: skip
    return made


def event_row(made: dict[str, Any]) -> list[Any]:
    names = ["李珂" if made["n"] % 3 else "匿名", "田野", "赵敏"]
    return [
        made["n"] + 1, made["began"], made["reported"], made["unit"], "烫伤", made["written"],
        "护士田野操作时客户周兰被烫伤", "田野", names[0], names[1], names[2], "是",
        "已结案" if made["closed"] else "处理中", made["closed"], made["discussed"], "是", "轻微", None,
    ]  # fmt: skip


def made_complaints() -> list[dict[str, Any]]:
    chance = random.Random(23)
    made = []
    for n in range(80):
        day = dt.date(2026, 9, 1) + dt.timedelta(days=chance.randrange(60))
        closed = day + dt.timedelta(days=chance.randrange(7))
        made.append(
            {
                "began": day, "closed": closed if chance.random() < 0.8 and closed < TODAY else None,
                "priority": chance.random() < 0.3, "first": chance.random() < 0.8, "n": n,
            }
        )  # fmt: skip
    return made


def complaint_row(made: dict[str, Any]) -> list[Any]:
    return [
        f"TS-{made['n']:03}", made["began"], "前台", ["等候时间", "服务态度"][made["n"] % 2],
        "吴英说等得太久", "吴英", "重点客户" if made["priority"] else "普通", "李珂" if made["first"] else "无",
        made["began"], made["closed"], "已办结" if made["closed"] else "处理中",
        ["满意", "不满意", "未回访"][made["n"] % 3] if made["closed"] else None, "赵敏",
    ]  # fmt: skip


WORKLOAD = [
    ["2026年10月治疗人次与工作量统计"],
    ["月份", "科室", "门诊人次", "治疗人次", "手术例数"],
    ["2026-10", "注射室", 900, 700, 0],
    ["2026-10", "治疗室", 800, 480, 20],
]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Registers of months, as four workbooks; nothing of it is changed by a test."""
    folder: Path = tmp_path_factory.mktemp("registers") / "w"
    opened = open_workspace(folder, today=TODAY, actor="王丽")
    strip = ["填报人：李珂", None, "审核人：赵敏"]
    load(
        opened, "不良事件", ["2026年不良事件登记表"], strip, EVENTS, *map(event_row, made_events())
    )
    load(opened, "投诉", ["2026年投诉登记表"], COMPLAINTS, *map(complaint_row, made_complaints()))
    load(opened, "工作量", *WORKLOAD)
    load(
        opened, "随访9月", ["2026年9月随访完成统计表"], ["科室：客服部"], ["序号", "项目", "应访数", "已访数"],
        [1, "术后回访（应访与已访）", 50, 50], [2, "生日关怀（应做与已做）", 10, 9],
    )  # fmt: skip
    load(
        opened, "随访10月", ["2026年10月随访完成统计表"], ["科室：客服部"], ["序号", "项目", "应访数", "已访数"],
        [1, "术后回访（应访与已访）", 60, 48], [2, "效果跟踪（应做与已做）", 20, 20],
    )  # fmt: skip
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def of_events(clinic: Workspace) -> Review:
    return review(clinic, "adverse-events", OCTOBER)


def test_events_are_counted_as_on_paper(of_events: Review) -> None:
    """The meeting is answerable for each of these numbers: a slow count over the made rows agrees."""
    made = made_events()
    now, before = (rival.events(rival.of_month(made, 2026, month)) for month in (10, 9))
    figures = {f.code: f for f in of_events.figures if not f.by}
    assert (of_events.cases, of_events.cases_before) == (now["cases"], before["cases"])
    for code, name in (("reported_in_time", "in_time"), ("closed", "closed"), ("discussed", "discussed")):  # fmt: skip
        assert (figures[code].count, figures[code].of) == (now[name], now["cases"])
        assert (figures[code].previous_count, figures[code].previous_of) == (before[name], before["cases"])  # fmt: skip
    assert figures["report_hours_median"].value == pytest.approx(now["median"], abs=0.01)
    assert figures["report_hours_longest"].value == pytest.approx(now["longest"], abs=0.01)
    severity = {f.key: (f.count, f.previous_count) for f in of_events.figures_by("severity", "cases")}  # fmt: skip
    assert severity == {
        name: (now["severity"].get(name, 0), before["severity"].get(name, 0)) for name in CLASSES
    }


def test_the_rate_has_the_treatments_below_it(of_events: Review) -> None:
    """Visits are not treatments; the interval is the textbook's, of the whole and of each unit."""
    made = rival.of_month(made_events(), 2026, 10)
    for unit, treatments in (("", 1200), ("注射室", 700), ("治疗室", 500)):
        cases = sum(unit in ("", row["unit"]) for row in made)
        figure = of_events.figure("per_100", "unit" if unit else "", unit)
        assert figure.of == treatments and figure.judged is False
        assert (figure.value, figure.lower, figure.upper) == pytest.approx(
            rival.per_100(cases, treatments)
        )
    assert dict(of_events.counted) == {"治疗人次": 1180, "手术例数": 20}


def test_a_month_without_a_workload_has_no_rate(clinic: Workspace) -> None:
    """It is said, instead of dividing by something else."""
    found = review(clinic, "adverse-events", Period.parse("2026-09"))
    assert found.figure("per_100").value is None and found.counted == ()
    assert any("no workload sheet" in line for line in conclusion(found, ENGLISH))


def test_what_is_open_stays_on_the_list_until_it_is_closed(of_events: Review) -> None:
    """A case of July is still open in November: the oldest stands first, with its age and its cell."""
    waiting = [row for row in made_events() if row["closed"] is None]
    assert len(of_events.open) == len(waiting)
    assert [case.since for case in of_events.open] == sorted(row["began"].date() for row in waiting)
    first = of_events.open[0]
    assert first.days == (TODAY - first.since).days and first.file == "不良事件.xlsx" and first.cell


def test_more_reports_are_never_judged(of_events: Review) -> None:
    """Whoever reports more must not see red: such figures say that they are not to be judged."""
    unjudged = {"cases", "per_100", "days_since", "days_between"}
    for figure in of_events.figures:
        if figure.code in unjudged:
            assert not figure.judged and figure.verdict == "none"
            assert figure.change in ("more", "fewer", "same", "no_data")
    assert "More reports are not worse" in conclusion(of_events, ENGLISH)[0]


def test_nobody_is_kept_of_an_event(clinic: Workspace, of_events: Review) -> None:
    """Who reported, who was part of it, who wrote it down, the story: none of them is in any table of the
    database, nor in the review. The original file alone holds them."""
    kept = clinic.store.results(clinic.scope)
    kept = kept[kept["checklist"] == "adverse-events"]
    assert len(kept) > 300
    said = kept.drop(columns=["file"]).to_csv() + repr(of_events)
    assert not [name for name in NAMES if name in said]
    assert set(kept["inspector"].fillna("")) == {""} and set(kept["subject"].fillna("")) == {""}
    assert not _stored_names(clinic)


def _stored_names(workspace: Workspace) -> list[tuple[str, str]]:
    """The table of each row that holds one of the names that stand in the register of events only."""
    with workspace.store.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        rows = [
            (name, repr(tuple(row)))
            for name in tables
            for row in connection.execute(select("*").select_from(table(name)))
        ]
    assert len(rows) > 500
    return [(name, one) for name, row in rows for one in ("田野", "周兰") if one in row]


def test_no_details_of_a_complaint_name_anybody(clinic: Workspace) -> None:
    """The review counts whether somebody was first responsible; who it was is no part of the details."""
    kept = clinic.store.results(clinic.scope)
    details = "".join(kept["detail"].dropna())
    assert not [name for name in NAMES if name in details]
    assert "first_responsible" in details


@pytest.mark.parametrize("title", ["2026年护理不良事件上报表", "2026年登记本"])
def test_an_anonymous_report_counts_like_any_other(workspace: Workspace, title: str) -> None:
    """Without a reporter, or with one, and in a register that no standard knows."""
    header = ["发生日期", "上报日期", "上报人", "发生科室", "事件类型", "处理结果"]
    rows = [
        [
            "2026-10-05",
            "2026-10-05",
            name,
            "注射室",
            "烫伤",
            "已结案，李珂道歉" if name else "已结案",
        ]
        for name in ("匿名", None, "田野")
    ]
    rows[1][0], rows[2][0] = "2026-10-06", "2026-10-07"
    load(workspace, "表", [title], ["上报人：周兰"], header, *[[*row] for row in rows])
    kept = workspace.store.results(workspace.scope)
    assert kept["check_id"].nunique() == 3
    said = kept.drop(columns=["file"]).to_csv()
    assert not [name for name in NAMES if name in said]


def test_two_events_of_a_day_stay_two_without_their_names(workspace: Workspace) -> None:
    """Told apart by a person only on paper: both are kept."""
    header = ["发生日期", "上报日期", "登记人", "发生科室", "当事人", "是否按流程处理", "处理结果"]
    rows = [
        ["2026-10-05", "2026-10-05", name, "注射室", name, "是", "已结案"]
        for name in ("田野", "李珂")
    ]
    load(workspace, "表", ["2026年不良事件登记表"], header, *rows)
    assert review(workspace, "adverse-events", OCTOBER).cases == 2


def test_reports_lead_to_no_person(clinic: Workspace) -> None:
    """No event and no complaint reaches what is counted by person: neither the star nor accountability."""
    left = without_reports(facts(clinic).results, clinic.catalogue)
    assert not left["checklist"].isin(["adverse-events", "complaints"]).any()
    (clinic.folder / "improvement.toml").write_text(
        'accountability.since = 2020-01-01\naccountability.events.record-error = ["documents"]\n', "utf-8"
    )  # fmt: skip
    try:
        reports = [f for f in findings(clinic) if f.checklist in ("adverse-events", "complaints")]
        assert reports
        with pytest.raises(ScopeError, match="may name somebody"):
            name_person(clinic, reports[0].id, "李珂", "record-error")
        assert star(clinic, OCTOBER).candidates == ()
    finally:
        (clinic.folder / "improvement.toml").unlink()


def test_complaints_are_counted_as_on_paper(clinic: Workspace) -> None:
    """Priority customers have a shorter limit; one that is open past it is late, one within it is not yet."""
    found = review(clinic, "complaints", OCTOBER)
    made = made_complaints()
    now = rival.complaints(rival.of_month(made, 2026, 10), TODAY, {True: 2, False: 3})
    before = rival.complaints(rival.of_month(made, 2026, 9), TODAY, {True: 2, False: 3})  # fmt: skip
    assert (found.cases, found.figure("cases").previous) == (now["cases"], before["cases"])
    first, closed = found.figure("first_responsible"), found.figure("closed_in_time")
    assert (first.count, first.of) == (now["first"], now["cases"])
    assert (closed.count, closed.of) == now["in_time"]
    assert (closed.previous_count, closed.previous_of) == before["in_time"]
    assert len(found.open) == now["open"] + before["open"]
    assert sum(case.overdue for case in found.open) == now["overdue"] + before["overdue"]
    parts = [found.figure("closed_in_time", "priority", key) for key in ("priority", "ordinary")]
    assert tuple(map(sum, zip(*((p.count or 0, int(p.of or 0)) for p in parts), strict=True))) == now["in_time"]  # fmt: skip
    assert {(what, name) for what, name, _ in found.limits_to_confirm} == {
        ("answer", "priority"), ("answer", "ordinary"), ("close", "priority"),
    }  # fmt: skip
    satisfied = found.figure("satisfied")
    assert satisfied.of and satisfied.lower is not None and satisfied.lower < satisfied.value  # type: ignore[operator]


def test_follow_ups_say_what_is_missing(clinic: Workspace) -> None:
    """Due and done by contact, beside the month before."""
    found = review(clinic, "follow-ups", OCTOBER)
    done, missing = found.figure("done"), found.figure("missing")
    assert (done.count, done.of, done.previous_count, done.previous_of) == (68, 80, 59, 60)
    assert (missing.count, missing.previous) == (12, 1)
    assert (done.change, done.certainty) == ("worse", "clear")
    by = {(f.key[:4], f.code): (f.count, f.of) for f in found.figures_by("contact")}
    assert by["术后回访", "done"] == (48, 60) and by["术后回访", "missing"] == (12, None)
    assert by["生日关怀", "done"] == (0, 0)
    assert conclusion(found, ENGLISH) == ["Follow-ups of 2026-10: 68 of 80 were done; missing: 12."]
    empty = review(clinic, "follow-ups", Period.parse("2026-07"))
    assert "came in" in conclusion(empty, ENGLISH)[0]


def test_a_target_of_the_clinic_is_held_against_follow_ups(workspace: Workspace) -> None:
    """The verdict is on the exact counts: 19 of 20 reaches 95 %."""
    folder = workspace.folder / "standards"
    folder.mkdir(exist_ok=True)
    (folder / "indicators.toml").write_text(
        '[[indicators]]\ncode = "follow_up"\ntargets = [{ valid_from = 2026-01-01, value = 0.95 }]\n', "utf-8"
    )  # fmt: skip
    again = open_workspace(workspace.folder, today=TODAY, actor="王丽")
    load(
        again, "随访10月", ["2026年10月随访完成统计表"], ["科室：客服部"], ["序号", "项目", "应访数", "已访数"],
        [1, "术后回访（应访与已访）", 20, 19],
    )  # fmt: skip
    found = review(again, "follow-ups", OCTOBER).figure("done")
    assert (found.target, found.verdict) == (0.95, "met")
    again.store.close()


def small(workspace: Workspace, *rows: Sequence[Any]) -> Review:
    load(workspace, "不良事件", ["2026年不良事件登记表"], EVENTS, *rows)
    return review(workspace, "adverse-events", OCTOBER)


def event(day: str, **changes: Any) -> list[Any]:
    plain = dict.fromkeys(EVENTS)
    plain |= {
        "发生时间": day,
        "上报时间": day,
        "发生科室": "注射室",
        "事件类型": "烫伤",
        "处理结果": "处理中",
    }
    return list((plain | changes).values())


def test_deaths_and_serious_injuries_by_devices_are_reported_outside(workspace: Workspace) -> None:
    """Seven and twenty days; past that nobody may overlook it."""
    found = small(
        workspace,
        event("2026-10-05", 事件类型="器械故障", 后果="死亡"),
        event("2026-10-06", 事件类型="设备灼伤", 后果="严重伤害", 外部上报日期="2026-10-20"),
        event("2026-10-07", 事件类型="设备灼伤", 后果="严重伤害", 外部上报日期="2026-10-30"),
        event("2026-10-29", 事件类型="器械断裂", 后果="死亡"),
        event("2026-10-08", 事件类型="跌倒", 后果="死亡"),
        event("2026-10-09", 事件类型="器械故障", 后果="轻微"),
    )
    told = {str(each.date): (each.limit, each.state) for each in found.outside}
    assert told == {
        "2026-10-05": (7, "overdue"), "2026-10-06": (20, "in_time"), "2026-10-07": (20, "late"),
        "2026-10-29": (7, "waiting"),
    }  # fmt: skip
    assert "Reports to the authority that are overdue: 1." in conclusion(found, ENGLISH)
    assert found.cases_before is None and found.figure("cases").change == "no_data"


def test_the_clinic_sets_its_own_words_and_limits(workspace: Workspace) -> None:
    """严重 is class II here, and any death is reported within three days."""
    (workspace.folder / "improvement.toml").write_text(
        'registers.severity.II = ["严重"]\nregisters.external = [{ harm = ["死亡"], days = 3, device = false }]\n',
        "utf-8",
    )
    found = small(workspace, event("2026-10-05", 不良事件等级="严重", 后果="死亡"))
    assert found.figure("cases", "severity", "II").count == 1
    assert [each.limit for each in found.outside] == [3]


def test_what_contradicts_itself_is_counted_and_not_timed(workspace: Workspace) -> None:
    """Reported before it happened: the case stands, its hours do not, and it is said."""
    found = small(workspace, event("2026-10-05", 上报时间="2026-10-01"), event("2026-10-06"))
    assert (found.cases, found.undecided, found.figure("report_hours_median").of) == (2, 1, 1)
    assert any("held back" in line for line in conclusion(found, ENGLISH))


def test_a_complaint_with_nothing_told_yet_is_open(workspace: Workspace) -> None:
    """A blank line behind the complaint is the one that must not get lost."""
    header = [
        "投诉日期",
        "涉及科室",
        "投诉内容",
        "办结日期",
        "投诉类别",
        "是否重点客户",
        "是否重复投诉",
    ]
    rows = [
        ["2026-09-20", "前台", "等", "2026-09-21", "等候", "否", "否"],
        ["2026-10-05", "前台", "等", None, "等候", "是", "否"],
        ["2026-10-06", "前台", "等", "2026-10-07", "态度", "否", "是"],
        ["2026-10-07", "前台", "等", "2026-10-17", "收费", "否", "否"],
    ]
    load(workspace, "投诉", ["2026年投诉登记表"], header, *rows)
    found = review(workspace, "complaints", OCTOBER)
    assert [(str(case.since), case.priority, case.overdue) for case in found.open] == [
        ("2026-10-05", True, True)
    ]
    assert (found.cases, found.cases_before, found.figure("repeated").count) == (3, 1, 2)
    closed = found.figure("closed_in_time")
    assert (closed.count, closed.of) == (1, 3)
    assert found.figure("first_responsible").of == 0  # the register has no such column


def test_a_register_without_an_end_opens_no_cases(workspace: Workspace) -> None:
    """Where no column could say that a case is closed, none is called open."""
    header = ["发生日期", "上报日期", "发生科室", "事件类型"]
    load(
        workspace,
        "表",
        ["2026年不良事件登记表"],
        header,
        ["2026-10-05", "2026-10-05", "注射室", "烫伤"],
    )
    found = review(workspace, "adverse-events", OCTOBER)
    assert (found.cases, found.open, found.figure("closed").of) == (1, (), 0)


def test_an_empty_month_proves_nothing(workspace: Workspace) -> None:
    """No report is not no event, and a month that has not begun has no review."""
    found = review(workspace, "adverse-events", OCTOBER)
    assert "no proof" in conclusion(found, ENGLISH)[0] and found.cases == 0
    assert "No complaint" in conclusion(review(workspace, "complaints", OCTOBER), ENGLISH)[0]
    with pytest.raises(UsageError):
        review(workspace, "complaints", Period.parse("2026-12"))
    with pytest.raises(UsageError):
        review(workspace, "complaints", Period.parse("2026-Q3"))


def test_an_event_put_right_is_closed_where_nothing_else_says_so(workspace: Workspace) -> None:
    """A register that ends with 整改: the one that was put right is closed, the other is not; whole days
    make hours where no report was judged."""
    header = [
        "发生日期",
        "上报日期",
        "发生科室",
        "事件类型",
        "是否按流程处理",
        "整改完成日期",
        "复查结果",
    ]
    rows = [
        ["2026-10-05", "2026-10-06", "注射室", "烫伤", "是", "2026-10-09", "已整改"],
        ["2026-10-06", "2026-10-06", "注射室", "烫伤", "是", None, None],
    ]
    load(workspace, "表", ["2026年不良事件登记表"], header, *rows)
    found = review(workspace, "adverse-events", OCTOBER)
    assert [str(case.since) for case in found.open] == ["2026-10-06"]
    assert found.figure("closed").count == 1 and found.figure("report_hours_longest").value == 24


def test_the_first_answer_is_held_against_its_own_limit(workspace: Workspace) -> None:
    """By the register's word, else by the day: one day for a priority customer, three for others; whoever
    waits past it without an answer counts as late."""
    header = ["投诉日期", "涉及科室", "投诉类别", "投诉内容", "客户等级", "24小时内反馈", "首次回复日期", "办结日期", "处理结果"]  # fmt: skip
    rows = [
        ["2026-10-05", "前台", "等候", "等", "VIP客户", None, "2026-10-07", "2026-10-07", "已办结"],
        ["2026-10-06", "前台", "收费", "贵", None, None, "2026-10-08", "2026-10-09", "已办结"],
        ["2026-10-07", "前台", "态度", "冷", "普通", "否", "2026-10-08", "2026-10-09", "已办结"],
        ["2026-10-08", "前台", "环境", "吵", "普通", None, None, None, "处理中"],
        ["2026-10-31", "前台", "服务", "慢", "普通", None, None, None, "处理中"],
        ["2026-10-30", "前台", "其他", "慢", "普通", None, None, "2026-10-29", "已办结"],
    ]
    load(workspace, "投诉", ["2026年投诉登记表"], header, *rows)
    found = review(workspace, "complaints", OCTOBER)
    answered = found.figure("answered_in_time")
    assert (answered.count, answered.of, found.undecided) == (1, 4, 1)
    assert found.figure("cases", "priority", "").count == 1
    with pytest.raises(KeyError):
        found.figure("nothing")
