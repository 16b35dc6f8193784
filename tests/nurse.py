"""Templates filled in as a nurse would: drop-down values, dates typed, some fails, some that do not apply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from qc.catalogue.model import Item
from qc.words import Kind, Outcome
from tests.filling import DAYS, INSPECTOR, NA, UNIT, F, Filled, Form, P


def fill(form: Form) -> Filled:
    """Fill in a template; what must come out of it."""
    by_code = {"adverse-events": _adverse_events, "complaints": _complaints, "device-faults": _device_faults,
               "complications": _happened, "infections": _happened, "adverse-reactions": _happened,
               "feedback-book": _feedback_book, "licences": _licences,
               "refrigerator": _refrigerator, "room-climate": _climate}  # fmt: skip
    (by_code.get(form.checklist.code) or BY_KIND[form.checklist.kind])(form)
    return form.told


def _axis(form: Form) -> Iterator[tuple[int, dt.date, str]]:
    """Three columns of an axis: of days, or of samples with name and day."""
    first, top = len(form.columns) + 1, form.first_row
    by_day = form.sheet.cell(top - 1, first).value == 1
    for n, (day, name) in enumerate(zip(DAYS, ("陈小红", "007", "陈小红"), strict=True)):
        col = first + (day.day - 1 if by_day else n)
        if not by_day:
            form.sheet.cell(top - 2, col).value, form.sheet.cell(top - 1, col).value = name, day
        yield col, day, "" if by_day else name


def _marks(form: Form) -> None:
    form.head(unit=UNIT, inspector=INSPECTOR)
    marks = {"√": P, "×": F, "/": NA}
    scored: dict[Outcome, float] = {}
    if form.checklist.partly == "half":
        marks[form.half] = Outcome.PARTIAL
        scored = {P: 1, F: 0, Outcome.PARTIAL: 0.5}
    for col, day, name in _axis(form):
        for n, item in enumerate(form.checklist.items):
            turn = (n + day.day) % 9
            mark = [*marks][turn] if turn < len(marks) else "√"
            cell = form.sheet.cell(form.first_row + n, col)
            cell.value = mark
            figure = scored.get(marks[mark])
            form.expect(
                cell.coordinate, item.code, marks[mark], date=day, whose=name, figure=figure
            )


def _points(form: Form) -> None:
    form.head(unit=UNIT, inspector=INSPECTOR)
    lines = form.checklist.items or _write_items(form)
    for col, day, name in _axis(form):
        for n, (text, full) in enumerate(_with_points(lines)):
            cell = form.sheet.cell(form.first_row + n, col)
            cell.value = [None, 1, "/", None, 0.5][(n + day.day) % 5]
            outcome = NA if cell.value == "/" else F if cell.value else P
            scored = None if outcome is NA else float(full) - (cell.value or 0)
            form.expect(
                cell.coordinate, form.code(text), outcome, date=day, whose=name, figure=scored
            )


def _with_points(lines: Any) -> list[tuple[str, float]]:
    return [(i.text.zh, float(i.points)) if isinstance(i, Item) else i for i in lines]


def _write_items(form: Form) -> list[tuple[str, float]]:
    lines = [("知情同意书签名齐全", 10.0), ("术前照片已留存", 5.0), ("医嘱由医生签名", 20.0)]
    for n, (text, full) in enumerate(lines):
        form.line(n, item=text, points=full)
    return lines


def _stock(form: Form) -> None:
    form.head(unit=UNIT, counted_on=DAYS[0], counted_by=INSPECTOR)
    for n, text in enumerate(
        form.items("一次性手套", "无菌纱布", "医用棉签", "0.9%氯化钠冲洗液", "垃圾袋")
    ):
        actual, expiry, outcome = [
            (5, "2027-08", P), (4, "2028-01-31", F), (6, "/", P), (5, "2026-09", F), ("/", "/", NA),
        ][n % 5]  # fmt: skip
        own = {} if form.checklist.items else {"item": text}
        at = form.line(n, **own, size="1支", par=5, actual=actual, expiry=expiry)
        form.expect(at["actual"], form.code(text), outcome)
        if n % 5 == 1:
            form.told.findings.add(("short_of_base", at["actual"]))
        if n % 5 == 3:
            form.told.findings.add(("expired_drug", at["expiry"]))


def _counts(form: Form) -> None:
    form.head(unit=UNIT, checked_on=DAYS[0], inspector=INSPECTOR)
    for n, text in enumerate(form.items("李敏", "王婷", "陈红")):
        checked, passed = ((20, 19), (5, 5), (12, 8))[n % 3]
        own = {} if form.checklist.items else {"subject": text}
        at = form.line(n, **own, checked=checked, passed=passed)
        form.expect(
            at["passed"], form.code(text) if form.checklist.items else form.checklist.name.zh,
            P if checked == passed else F, whose="" if form.checklist.items else text, of=(checked, passed),
        )  # fmt: skip


def _happened(form: Form) -> None:
    """Treatments, and how many of them went wrong: that is what such an indicator counts."""
    form.head(unit=UNIT, checked_on=DAYS[0], inspector=INSPECTOR)
    for n, text in enumerate(form.items()):
        treated, events = ((40, 1), (25, 0), (12, 12), (3, 0))[n]
        at = form.line(n, checked=treated, events=events)
        form.expect(at["events"], form.code(text), F if events else P, of=(treated, events))


def _survey(form: Form) -> None:
    form.head(unit=UNIT, asked_on=DAYS[0], inspector=INSPECTOR)
    answers = [key for key in form.columns if key not in ("number", "item", "valid", "remark")]
    for n, text in enumerate(form.items("服务态度", "技术水平", "就诊环境")):
        given = ((20, 6, 3, 1, 0), (30, 0, 0, 0, 0), (10, 10, 6, 2, 2))[n % 3]
        own = {} if form.checklist.items else {"item": text}
        at = form.line(n, **own, valid=30, **dict(zip(answers, given, strict=True)))
        form.expect(
            at[answers[0]], form.code(text), P if n % 3 == 1 else F, of=(30, given[0] + given[1]),
        )  # fmt: skip


def _adverse_events(form: Form) -> None:
    _events(form, event="事件类型")


def _register(form: Form) -> None:
    _events(form, event="事件名称")
    at = form.line(0, satisfied="满意")
    form.expect(at["satisfied"], "satisfied", P)
    at = form.line(1, satisfied="不满意")
    form.expect(at["satisfied"], "satisfied", F, date=DAYS[1])


def _events(form: Form, event: str) -> None:
    form.head(registered_by=INSPECTOR)
    limited = form.checklist.rule.limit is not None
    cases = (
        (DAYS[0], DAYS[0], "是", "已办结", DAYS[0], "是", DAYS[1], DAYS[1], "已整改"),
        (DAYS[1], DAYS[1] + dt.timedelta(3), "否", "已办结", DAYS[1] + dt.timedelta(7), "否",
         DAYS[1] + dt.timedelta(9), DAYS[1] + dt.timedelta(12), "部分整改"),
        (DAYS[2], DAYS[2], "是", "处理中", None, None, None, None, None),
    )  # fmt: skip
    for n, (day, told, flow, handled, closed, fed, due, done, found) in enumerate(cases):
        at = form.line(
            n, occurred=day, unit=UNIT, event=f"{event}{n}", reported=told, process=flow,
            handled=handled, closed=closed, fed_back=fed, due=due, completed=done, rectified=found,
        )  # fmt: skip
        expected = [
            ("reported", "reported_in_time", F if n == 1 else P, (told - day).days * 24),
            ("process", "process", F if n == 1 else P, None),
            ("handled", "handled", F if n == 2 else P, None),
        ]
        if n < 2:
            expected += [
                ("fed_back", "fed_back", F if n else P, None),
                ("rectified", "rectified", Outcome.PARTIAL if n else P, None),
                ("completed", "rectified_in_time", F if n else P, (done - due).days),  # type: ignore[operator]
            ]
            if limited:
                expected.append(
                    ("closed", "handled_in_time", F if n else P, (closed - day).days)  # type: ignore[operator]
                )
        for key, code, outcome, figure in expected:
            form.expect(at[key], code, outcome, date=day, figure=figure)


def _complaints(form: Form) -> None:
    form.head(registered_by=INSPECTOR)
    cases = (
        ("已办结", 2, "是", "非常满意"),
        ("已办结", 5, "否", "不满意"),
        ("处理中", None, None, None),
    )
    for n, (handled, days, fed, said) in enumerate(cases):
        day = DAYS[n]
        closed = day + dt.timedelta(days) if days is not None else None
        at = form.line(
            n, occurred=day, unit=UNIT, channel="电话", event=f"等候时间长{n}", process="是",
            handled=handled, closed=closed, fed_back=fed, satisfied=said,
        )  # fmt: skip
        form.expect(at["process"], "process", P, date=day)
        form.expect(at["handled"], "handled", F if n == 2 else P, date=day)
        if days is not None:
            form.expect(at["closed"], "handled_in_time", F if n else P, date=day, figure=days)
            form.expect(at["fed_back"], "fed_back", F if n else P, date=day)
            form.expect(at["satisfied"], "satisfied", F if n else P, date=day)


def _feedback_book(form: Form) -> None:
    form.head(registered_by=INSPECTOR)
    for n, (found, late) in enumerate((("已整改", 0), ("部分整改", 2), ("未整改", None))):
        day, due = DAYS[n], DAYS[n] + dt.timedelta(7)
        done = None if late is None else due + dt.timedelta(late)
        at = form.line(
            n, occurred=day, unit=UNIT, fault=f"无菌包未写日期{n}", measure="培训", responsible="王婷",
            due=due, completed=done, rectified=found,
        )  # fmt: skip
        form.expect(at["rectified"], "rectified", (P, Outcome.PARTIAL, F)[n], date=day)
        if late is not None:
            form.expect(
                at["completed"], "rectified_in_time", F if late else P, date=day, figure=late
            )


def _device_faults(form: Form) -> None:
    form.head(registered_by=INSPECTOR)
    for n, handled in enumerate(("已办结", "处理中")):
        day = DAYS[n]
        at = form.line(
            n, occurred=day, unit=UNIT, event=f"激光治疗仪不出光{n}", process="否" if n else "是",
            handled=handled, closed=None if n else day + dt.timedelta(5),
        )  # fmt: skip
        form.expect(at["process"], "process", F if n else P, date=day)
        form.expect(at["handled"], "handled", F if n else P, date=day)


def _timing(form: Form) -> None:
    form.head(unit=UNIT, inspector=INSPECTOR)
    for n, text in enumerate(form.items("面诊", "面诊", "面诊")):
        limit = form.checklist.items[n].limit if form.checklist.items else None
        start = dt.time(9, 5)
        minutes = (4, 30, 12)[n % 3]
        end = (dt.datetime.combine(DAYS[n % 3], start) + dt.timedelta(minutes=minutes)).time()
        own = {} if limit else {"limit": 20}
        at = form.line(
            n, date=DAYS[n % 3], subject=f"00{n}", item=text, start=start, end=end, **own
        )
        outcome = P if minutes <= (limit or 20) else F
        form.expect(
            at["end"], form.code(text), outcome, date=DAYS[n % 3], whose=f"00{n}", figure=minutes
        )


def _scores(form: Form) -> None:
    form.head(unit=UNIT, inspector=INSPECTOR)
    for n, (score, outcome) in enumerate(((59, F), (92.5, P), ("/", NA), (60, P))):
        name = ("李敏", "王婷", "陈红", "李敏")[n]
        day = (*DAYS, DAYS[1])[n]
        at = form.line(n, subject=name, date=day, item=form.items("心肺复苏操作")[0], score=score)
        figure = None if score == "/" else float(score)  # type: ignore[arg-type]
        form.expect(
            at["score"], form.code(form.items("心肺复苏操作")[0]), outcome, date=day, whose=name,
            figure=figure,
        )  # fmt: skip


def _licences(form: Form) -> None:
    form.head(unit=UNIT, checked_on=DAYS[0], inspector=INSPECTOR)
    lines = (
        ("护士执业证书", "2028-05-31", P),
        ("激光上岗证", "2026-08-31", F),
        ("健康证", "长期", P),
    )
    for n, (text, until, outcome) in enumerate(lines):
        name = ("李敏", "王婷", "李敏")[n]
        at = form.line(n, subject=name, certificate=text, code=f"20260{n}", expiry=until)
        form.expect(at["expiry"], text, outcome, whose=name)
        if outcome is F:
            form.told.findings.add(("expired_licence", at["expiry"]))


def _maintenance(form: Form) -> None:
    form.head(unit=UNIT, checked_on=DAYS[0], inspector=INSPECTOR)
    lines = (
        (dt.date(2027, 3, 1), "完好", P),
        (dt.date(2026, 9, 30), "完好", F),
        (None, "停用", NA),
    )
    for n, (due, status, outcome) in enumerate(lines):
        text = form.items("激光治疗仪", "射频治疗仪", "紫外线灯")[n]
        at = form.line(
            n, item=text, asset=f"SB-00{n}", last=dt.date(2026, 3, 1), due=due, status=status
        )
        form.expect(at["due"], form.code(text), outcome, whose=f"SB-00{n}")


def _measurement(form: Form) -> None:
    form.head(unit=UNIT, inspector=INSPECTOR)
    for n, text in enumerate(form.items("菌落数", "菌落数", "菌落数")):
        item = form.checklist.items[n] if form.checklist.items else None
        low, high = (item.low, item.high) if item else (None, 4)
        limit = {} if item else {"limit": "≤4"}
        inside = float(low if low is not None else high or 0)
        value = inside if n % 2 == 0 else float(high or 0) + 1
        at = form.line(n, date=DAYS[n % 3], place=f"操作台{n}", item=text, reading=value, **limit)
        form.expect(
            at["reading"], form.code(text), F if n % 2 else P, date=DAYS[n % 3],
            whose=f"操作台{n}", figure=value,
        )  # fmt: skip


def _pairs(form: Form, lines: Any, **more: Any) -> None:
    form.head(unit=UNIT, inspector=INSPECTOR)
    for n, (whose, first, second) in enumerate(lines):
        key = "place" if "place" in form.columns else "subject"
        extra = {name: values[n] for name, values in more.items()}
        at = form.line(n, date=DAYS[n], **{key: whose}, reading=first[1], second=second[1], **extra)
        for column, (code, value, outcome) in (("reading", first), ("second", second)):
            form.expect(at[column], code, outcome, date=DAYS[n], whose=whose, figure=value)


def _refrigerator(form: Form) -> None:
    _pairs(form, (
        ("1号", ("cool", 4.5, P), ("frozen", -18, P)),
        ("1号", ("cool", 8.5, F), ("frozen", -18, P)),
        ("2号", ("cool", 2, P), ("frozen", -8, F)),
    ), round=("上午", "下午", "上午"))  # fmt: skip


def _climate(form: Form) -> None:
    _pairs(form, (
        ("药品库", ("temperature", 22, P), ("humidity", 50, P)),
        ("药品库", ("temperature", 31, F), ("humidity", 76.5, F)),
        ("耗材库", ("temperature", 10, P), ("humidity", 34, F)),
    ), round=("上午", "下午", "上午"))  # fmt: skip


def _workload(form: Form) -> None:
    form.head(unit=UNIT)
    for n, (text, cases) in enumerate((("光子嫩肤", 12), ("水光针", 0), ("光子嫩肤", 8))):
        at = form.line(n, date=DAYS[n], item=text, cases=cases)
        form.expect(at["cases"], form.code(text), None, date=DAYS[n], of=(0, 0), figure=cases)


BY_KIND: dict[Kind, Callable[[Form], None]] = {
    Kind.CHECKLIST: _marks,
    Kind.POINTS: _points,
    Kind.STOCK: _stock,
    Kind.COUNTS: _counts,
    Kind.SURVEY: _survey,
    Kind.REGISTER: _register,
    Kind.TIMING: _timing,
    Kind.SCORES: _scores,
    Kind.MAINTENANCE: _maintenance,
    Kind.MEASUREMENT: _measurement,
    Kind.WORKLOAD: _workload,
}
