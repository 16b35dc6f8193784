"""Items down, the days of a month or samples (charts, persons) across."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from qc.catalogue.model import Item
from qc.sheetstyle import PAPER, QUIET
from qc.templates.entries import allow, look_of
from qc.templates.forms import Column, Entry, Form, Forms, Samples
from qc.templates.look import (
    ASKING,
    CRITICAL,
    ENTRY,
    FIXED,
    HEAD,
    LINE,
    NUMBER,
    RULE,
    WORDS,
    height_of,
)  # fmt: skip
from qc.templates.page import (
    HEAD_ROW,
    Page,
    Subject,
    columns_of,
    marks_of,
    set_up,
    write_foot,
    write_title,
)
from qc.templates.strip import write_strip

_DAYS, _DAY_WIDTH = 31, 3.4
_SAMPLES, _SAMPLE_WIDTH = 12, 10.7
_REMARK_WIDTH = 20.0
_LEAST_HEIGHT = {True: 28.0, False: LINE + 4}  # of an item's row: samples are few, days many


@dataclass(frozen=True)
class _Plan:
    """Where things stand: `left` the columns before the axis, `first` to `last` the axis itself,
    `top` the first row of items and `bottom` the last."""

    left: tuple[Column, ...]
    samples: Samples | None
    top: int
    bottom: int

    @property
    def first(self) -> int:
        return len(self.left)

    @property
    def last(self) -> int:
        return self.first + (_SAMPLES if self.samples else _DAYS) - 1

    def place(self, key: str) -> int:
        return [column.key for column in self.left].index(key)


def widths(about: Subject, form: Form) -> list[float]:
    """Of all columns, in digits."""
    axis = [_SAMPLE_WIDTH] * _SAMPLES if _by_sample(about, form) else [_DAY_WIDTH] * _DAYS
    return [*(column.width for column in columns_of(about, form)), *axis, _REMARK_WIDTH]


def write(page: Page) -> None:
    """The whole sheet."""
    plan = _plan(page)
    write_title(page)
    write_strip(page)
    _write_head(page, plan)
    for row in range(plan.top, plan.bottom + 1):
        _write_row(page, plan, row)
    foot = _write_sample_foot if plan.samples else _write_day_foot
    last = write_foot(page, foot(page, plan))
    _allow(page, plan)
    page.sheet.freeze_panes(plan.top, plan.first)
    set_up(page, (HEAD_ROW, plan.top - 1), last, landscape=True)


def _by_sample(about: Subject, form: Form) -> bool:
    """Whether a column is a chart or person: points are always given to one."""
    return about.indicator.count == "samples" or not form.marks


def _plan(page: Page) -> _Plan:
    samples = _samples(page.forms, page.about) if _by_sample(page.about, page.form) else None
    top = HEAD_ROW + 1 + (2 if samples else 0) + (_band(page, samples) != "")
    bottom = top + (len(page.about.items) or page.form.empty) - 1
    return _Plan(columns_of(page.about, page.form), samples, top, bottom)


def _samples(forms: Forms, about: Subject) -> Samples:
    return forms.samples.get(about.indicator.counting_unit.zh, forms.samples["other"])


def _band(page: Page, samples: Samples | None) -> str:
    """What stands over all columns of the axis, if anything."""
    if page.form.across:
        return page.say(page.form.across)
    return "" if samples else page.word("by_day")


def _write_head(page: Page, plan: _Plan) -> None:
    """Heads over one row, or over two below a band; the samples' own rows follow."""
    look, band = page.book.format(HEAD), _band(page, plan.samples)
    low = HEAD_ROW + (band != "")
    for row in range(HEAD_ROW, low + 1):
        page.sheet.set_row(row, 22)
    for column, head in _side_heads(page, plan):
        if band:
            page.sheet.merge_range(HEAD_ROW, column, low, column, "", look)
        page.sheet.write_string(HEAD_ROW, column, head, look)
    if band:
        page.merged(HEAD_ROW, plan.first, plan.last, look, band)
    for number, column in enumerate(range(plan.first, plan.last + 1), start=1):
        if plan.samples:
            page.sheet.write_string(low, column, page.say(plan.samples.head, n=number), look)
        else:
            page.sheet.write_number(low, column, number, look)
    if plan.samples:
        _write_sample_rows(page, plan, plan.samples)


def _side_heads(page: Page, plan: _Plan) -> Iterator[tuple[int, str]]:
    yield from ((n, page.say(column.head)) for n, column in enumerate(plan.left))
    yield page.last, page.word("remark")


def _write_sample_rows(page: Page, plan: _Plan, samples: Samples) -> None:
    """A row for the number or name of each sample, one for its date."""
    kinds: tuple[tuple[str, Entry], ...] = (
        (page.say(samples.subject), "text"), (page.word("sample_date"), "date"),
    )  # fmt: skip
    for row, (label, entry) in enumerate(kinds, start=plan.top - 2):
        _label_row(page, plan, row, label, 24)
        look = page.book.format(look_of(page, entry), align="center", font_size=9, indent=0)
        _blank(page, plan, row, look)
        allow(page, (row, plan.first, row, plan.last), entry)


def _label_row(page: Page, plan: _Plan, row: int, label: str, height: float) -> None:
    """A row that says something of each column: its label over all columns on the left."""
    page.sheet.set_row(row, height)
    look = page.book.format(FIXED, align="right", bg_color=PAPER, bold=True)
    page.merged(row, 0, plan.first - 1, look, label)
    page.sheet.write_blank(row, page.last, None, page.book.format(FIXED))


def _blank(page: Page, plan: _Plan, row: int, look: object) -> None:
    for column in range(plan.first, plan.last + 1):
        page.sheet.write_blank(row, column, None, look)


def _write_row(page: Page, plan: _Plan, row: int) -> None:
    """An item's row; without a standard's items one to write an item into."""
    sheet, book = page.sheet, page.book
    number = row - plan.top
    sheet.set_row(row, _LEAST_HEIGHT[plan.samples is not None])
    sheet.write_number(row, 0, number + 1, book.format(NUMBER))
    if page.about.items:
        _write_item(page, plan, row, page.about.items[number])
    else:
        for column in range(1, plan.first):
            sheet.write_blank(row, column, None, book.format(WORDS))
    _blank(page, plan, row, book.format(ENTRY))
    sheet.write_blank(row, page.last, None, book.format(WORDS, num_format="@", font_size=9))


def _write_item(page: Page, plan: _Plan, row: int, item: Item) -> None:
    sheet, book = page.sheet, page.book
    width = plan.left[plan.place("item")].width
    least = _LEAST_HEIGHT[plan.samples is not None]
    sheet.set_row(row, max(least, height_of(item.text.zh, width)))
    if page.has_critical:
        text = page.word("critical") if item.critical else ""
        sheet.write_string(row, plan.place("critical"), text, book.format(CRITICAL))
    sheet.write_string(row, plan.place("item"), item.text.zh, book.format(FIXED))
    if plan.left[-1].key == "points":
        sheet.write_number(row, plan.first - 1, float(item.points), book.format(NUMBER))


def _allow(page: Page, plan: _Plan) -> None:
    """Marks from a drop-down, or deductions up to each item's points."""
    if page.form.marks:
        area = (plan.top, plan.first, plan.bottom, plan.last)
        allow(page, area, "mark", marks_of(page))
        asking = page.book.workbook.add_format({"bg_color": ASKING})
        rule = {"type": "cell", "criteria": "==", "value": '"×"', "format": asking}
        page.sheet.conditional_format(*area, rule)
        return
    for row in range(plan.top, plan.bottom + 1):
        area = (row, plan.first, row, plan.last)
        allow(page, area, "deduction", most=(row, plan.first - 1))


def _write_day_foot(page: Page, plan: _Plan) -> int:
    """The rate of each day and who checked; weekends and days that the month has not are grey."""
    rate, signed = plan.bottom + 1, plan.bottom + 2
    _label_row(page, plan, rate, page.word("rate"), 18)
    _label_row(page, plan, signed, page.word("signed"), 48)
    look = page.book.format(NUMBER, num_format="0%", font_size=7)
    for column in range(plan.first, plan.last + 1):
        marks = xl_range(plan.top, column, plan.bottom, column)
        ticks = f'COUNTIF({marks},"√")'
        counted = f'(COUNTA({marks})-COUNTIF({marks},"/"))'
        formula = f'=IF({counted}=0,"",{ticks}/{counted})'
        page.sheet.write_formula(rate, column, formula, look, "")
    _blank(page, plan, signed, page.book.format(ENTRY, rotation=270, font_size=9, num_format="@"))
    _shade_days(page, plan, signed)
    return signed + 1


def _shade_days(page: Page, plan: _Plan, bottom: int) -> None:
    day = f"DATE(YEAR({page.month_cell}),MONTH({page.month_cell}),{_day(plan)})"
    absent = page.book.workbook.add_format({"bg_color": RULE, "font_color": QUIET})
    weekend = page.book.workbook.add_format({"bg_color": PAPER})
    area = (plan.top - 1, plan.first, bottom, plan.last)
    for formula, look in (
        (f"=MONTH({day})<>MONTH({page.month_cell})", absent),
        (f"=WEEKDAY({day},2)>5", weekend),
    ):
        page.sheet.conditional_format(
            *area, {"type": "formula", "criteria": formula, "format": look}
        )


def _day(plan: _Plan) -> str:
    return str(xl_rowcol_to_cell(plan.top - 1, plan.first, row_abs=True))


def _write_sample_foot(page: Page, plan: _Plan) -> int:
    """Of points, the score of each sample; a sample of marks passes or fails as a whole."""
    if not page.form.across:
        return plan.bottom + 1
    row = plan.bottom + 1
    _label_row(page, plan, row, page.word("score"), 22)
    points = xl_range(plan.top, plan.first - 1, plan.bottom, plan.first - 1)
    points = points.replace(points[0], f"${points[0]}")
    look = page.book.format(NUMBER, bold=True)
    for column in range(plan.first, plan.last + 1):
        subject = xl_rowcol_to_cell(plan.top - 2, column)
        lost = xl_range(plan.top, column, plan.bottom, column)
        formula = f'=IF({subject}="","",SUM({points})-SUM({lost})-SUMIF({lost},"/",{points}))'
        page.sheet.write_formula(row, column, formula, look, "")
    return row + 1
