"""A table of a sheet: what its columns are called, which rows hold data, what surrounds it.

Everything above the header, up to the table before, is the table's strip: titles and "label：value"
pairs. Rows and columns are only classified here, not yet understood.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter

from qc.ingest.grid import Cell, Grid
from qc.ingest.tables.guesses import are_marks, guessed_roles, names_days
from qc.ingest.tables.said import distrust, is_aside, is_of_signing, pairs, role_of_pair, titles_of
from qc.ingest.values.numbers import read_number
from qc.ingest.values.people import spaced_persons
from qc.ingest.values.text import key, show, texts_in, tidy, unspaced
from qc.ingest.values.vocabulary import IDENTITY, Role, fields_of, is_place, role_of, vocabulary
from qc.words import Kind

_SCORE_HEADING = re.compile(
    r"(?!.*(?:合计|总|小计|平均)).*(?:扣分|减分|得分|实得|评分)(?:情况|值|数)?"
)
_SPACED_NAME = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_CLOCK = re.compile(
    r"(?:上午|下午|am|pm)?\s*\d{1,2}\s*[:：时点]\s*(?:\d{1,2}|半)?(?:[:：]\d{2})?\s*分?(?:\s*[-—–~至]\s*\d{1,2}[:：]\d{2})?",
    re.IGNORECASE,
)
_CHART = re.compile(
    "(?:病历|档案|病案|住院|门诊|就诊|登记|客户|顾客|患者).{0,2}(?:号|编号|号码|编码)"
)
_RESERVED: frozenset[Role] = frozenset(
    {"number", "group", "item", "remark", "points", "tally", "about"}
)


@dataclass(frozen=True)
class Table:
    """A header (`top` to `bottom`, inclusive), its body rows, and the rows of its strip above.
    `columns` are those of the table: of tables side by side each has its own. `items` is the items'
    column where no label names it, because the labels of the header's rows stand above it;
    `caption` is the label over a group of columns that is read as a table of its own; `is_rest` says
    that these are the columns that another reading left: one is enough."""

    grid: Grid
    top: int
    bottom: int
    body: range
    strip: range
    columns: tuple[int, ...]
    items: int | None = None
    caption: str = ""
    is_rest: bool = False

    @cached_property
    def labels(self) -> Mapping[int, tuple[Cell, ...]]:
        """The header cells of each column from top to bottom, merged ones once, blank ones not."""
        return {col: self._column_labels(col) for col in self.columns}

    @cached_property
    def label_texts(self) -> Mapping[int, tuple[str, ...]]:
        """The texts of these cells."""
        return {col: tuple([cell.text for cell in cells]) for col, cells in self.labels.items()}

    def _column_labels(self, col: int) -> tuple[Cell, ...]:
        stacked = [self.grid.cell(row, col) for row in range(self.top, self.bottom + 1)]
        cells = [cell for cell in dict.fromkeys(stacked) if cell.text]
        return tuple(c for n, c in enumerate(cells, 1) if n == len(cells) or not self._heads(c))

    def _heads(self, cell: Cell) -> bool:
        """Whether a label over several columns only says what is in them: 扣分 above the charts."""
        wide = self.grid.span(cell.row, cell.col)[1] > cell.col
        whose = fields_of(cell.text).get(Kind.POINTS) == "whose"
        counted = fields_of(cell.text).get(Kind.STOCK) == "actual"  # 实存数 above the days
        return wide and (whose or counted or bool(_SCORE_HEADING.fullmatch(key(cell.text))))

    @cached_property
    def roles(self) -> Mapping[int, Role]:
        """The columns that have a role: what their lowest meaningful header says. A label over
        several columns (检查结果 over the days) heads them all and is the role of none."""
        return dict(sorted({**self._guessed_roles, **self._named_roles}.items()))

    @cached_property
    def _named_roles(self) -> Mapping[int, Role]:
        """The columns whose role their words tell."""
        roles = {col: role for col in self._role_columns if (role := self._column_role(col))}
        if "mark" not in roles.values() and len(self.verdict_columns) == 1:  # 落实, with √ and ×
            roles.update(dict.fromkeys(self.verdict_columns, "mark"))
        return roles

    @cached_property
    def _guessed_roles(self) -> Mapping[int, Role]:
        """The columns whose role is told by how their label ends or by what stands below it."""
        unknown = [col for col in self._role_columns if col not in self._named_roles]
        return guessed_roles(
            {col: (self.labels[col], self.own_values(col)) for col in unknown if self.labels[col]},
            {*self._named_roles.values()},
            rows=len(self.body),
            names_places=any(map(is_place, self.grid.texts)),
            holds_marks=self._holds_marks,
        )

    @property
    def _role_columns(self) -> tuple[int, ...]:
        """The columns that can have a role: right of items above which the header's rows are named."""
        items = self.items
        if items is None or not any(
            role_of(c.text) in IDENTITY for c in self.labels.get(items, ())
        ):
            return self.columns
        return tuple(col for col in self.columns if col > items)

    def own_values(self, col: int) -> list[object]:
        """What is written in a column of the body, merged cells that begin elsewhere left out; not to
        be changed."""
        return self._own_values[col]

    @cached_property
    def _own_values(self) -> Mapping[int, list[object]]:
        lines = [self.grid.line(row) for row in self.body]
        return {
            col: [
                value
                for _, begins, value in map(itemgetter(col), lines)
                if value is not None and begins == col
            ]
            for col in self.columns
        }

    def _holds_marks(self) -> bool:
        """Whether columns, more than one, hold marks for the most part."""
        return sum(are_marks(self.own_values(col)) for col in self.columns) > 1

    def _column_role(self, col: int) -> Role | None:
        for cell in reversed(self.labels[col]):
            role = role_of(cell.text)
            if role == "date" and self._holds_clocks(col):
                return "round"
            wide = self.grid.span(cell.row, cell.col)[1] > cell.col
            if role and (not wide or role in _RESERVED):
                return role
        return None

    def _holds_clocks(self, col: int) -> bool:
        """Whether a column of times (查房时间) holds the time of the day, not the day."""
        values = [value for row in self.body if (value := self.grid.rows[row][col]) != ""]
        clocks = {value for value in {*values} if _CLOCK.fullmatch(show(value))}
        return bool(clocks) and sum(map(clocks.__contains__, values)) * 2 > len(values)

    def column(self, role: Role) -> int | None:
        """The first column of a role."""
        return self._first_columns.get(role)

    @cached_property
    def _first_columns(self) -> Mapping[Role, int]:
        found: dict[Role, int] = {}
        for col, role in self.roles.items():
            found.setdefault(role, col)
        charts = (col for col, role in self.roles.items() if role == "subject" and self._is_id(col))
        return {**found, "subject": chart} if (chart := next(charts, None)) is not None else found

    def _is_id(self, col: int) -> bool:
        """Whether a column numbers charts or customers: that tells more apart than their nurse."""
        return bool(_CHART.fullmatch(key(self.labels[col][-1].text)))

    @cached_property
    def _fields(self) -> Mapping[Kind, Mapping[str, int]]:
        found: dict[Kind, dict[str, int]] = defaultdict(dict)
        # What stands right above the cells, before what heads several columns (了结 over 是否了结).
        for (kind, field), columns in self._named_fields.items():
            found[kind][field] = min(columns, key=lambda named: named[1] > 0)[0]
        return found

    @cached_property
    def _named_fields(self) -> Mapping[tuple[Kind, str], Sequence[tuple[int, int]]]:
        """For each field of a kind of sheet that a label names the columns, with how many labels stand
        below that label."""
        found: dict[tuple[Kind, str], list[tuple[int, int]]] = defaultdict(list)
        for col, texts in self.label_texts.items():
            for below, text in enumerate(reversed(texts)):
                for named in fields_of(text).items():
                    found[named].append((col, below))
        return found

    def columns_of(self, kind: Kind, field: str, *, heads: bool = False) -> list[int]:
        """The columns whose own label names a field of a kind of sheet; with `heads` also those over
        which a label does that heads several."""
        named = self._named_fields.get((kind, field), ())
        return [*dict.fromkeys(col for col, below in named if heads or not below)]

    def label_of(self, cell: Cell) -> Cell:
        """The lowest label above a cell; a blank one over a cell of the table beside this, with which
        one of this may be merged."""
        labels = self.labels.get(cell.col)
        return labels[-1] if labels else Cell(self.bottom, cell.col, None)

    def fields(self, kind: Kind) -> Mapping[str, int]:
        """The columns that a kind of sheet has (基数, 合格份数 …), each field's first one."""
        return self._fields.get(kind, {})

    def has_fields(self, kind: Kind) -> bool:
        """Whether the header has what this kind of sheet needs."""
        own = self.fields(kind).keys()
        return bool(own) and any(need <= own for need in vocabulary().fields[kind].needs)

    @cached_property
    def item_column(self) -> int | None:
        """The items' own column: of several that a header names (项目 | 检查内容, or one label over
        category and item), the one in which most texts begin; the last of equals."""
        columns = self._item_columns
        return max(columns, key=lambda col: (self._texts_in(col), col)) if columns else None

    @cached_property
    def _item_columns(self) -> tuple[int, ...]:
        """Every column that any header row calls one for items; a label over several columns that
        have labels of their own (核查内容 over 身份核对, 知情同意) says that the items stand across."""
        if self.items is not None:
            return (self.items,)
        named = tuple(col for col, labels in self.labels.items() if self._names_items(labels))
        return named or tuple(col for col, role in self._guessed_roles.items() if role == "item")

    def _names_items(self, labels: tuple[Cell, ...]) -> bool:
        for place, cell in enumerate(labels):
            if role_of(cell.text) == "item":
                wide = self.grid.span(cell.row, cell.col)[1] > cell.col
                return not wide or all(role_of(below.text) for below in labels[place + 1 :])
        return False

    def _texts_in(self, col: int) -> int:
        last = max(self._item_columns)
        anchors = {self.grid.anchor(row, col) for row in self.body}
        return sum(
            place[1] == col
            and self.grid.span(*place)[1] <= last  # a sum or note across the table is no item
            and isinstance(self.grid.own(*place).value, str)
            for place in anchors
        )

    def axis(self, kind: Kind) -> tuple[int, ...]:
        """Columns that are nothing in themselves, neither by role nor as a field of this kind: days,
        rooms, persons right of the items, or the items themselves where a row is a check."""
        if kind not in self._axes:
            columns = self._axis_columns.items()
            self._axes[kind] = tuple(col for col, kinds in columns if kind not in kinds)
        return self._axes[kind]

    @cached_property
    def _axes(self) -> dict[Kind, tuple[int, ...]]:
        return {}

    @cached_property
    def _axis_columns(self) -> Mapping[int, frozenset[Kind]]:
        """The columns without a role right of the items, with the kinds that have such a field."""
        start = -1 if self.item_column is None else self.item_column
        found = ((col, self._axis_fields(col)) for col in self.columns if col > start)
        return {
            col: kinds
            for col, kinds in found
            if kinds is not None and col not in self._guessed_roles
        }

    def _axis_fields(self, col: int) -> frozenset[Kind] | None:
        *over, own = self.label_texts[col] or ("",)
        if not own or key(own) in vocabulary().verdicts:
            return None
        items = self._names_items(self.labels[col])
        texts = [*(text for text in over if items or role_of(text) != "item"), own]
        roles = {*map(role_of, texts)}
        alone = len(texts) == 1 and roles != {None}
        if alone or roles <= {*IDENTITY} or roles & _RESERVED:  # names itself, or others
            return None
        return frozenset(chain.from_iterable(map(fields_of, texts)))

    @cached_property
    def verdict_columns(self) -> Mapping[int, str]:
        """Columns that are named by a verdict (合格, 不合格), with their names."""
        return {col: labels[-1].text for col, labels in self.labels.items() if _is_verdict(labels)}

    def values(self, columns: Iterable[int]) -> set[object]:
        """What is written in these columns of the data rows, each value once."""
        return set().union(*map(self._values.__getitem__, columns)) - {None}

    @cached_property
    def _values(self) -> Mapping[int, set[object]]:
        lines = [self.grid.line(row) for row in self.data_rows]
        cells = zip(*(map(itemgetter(2), line) for line in lines), strict=True)
        every = [set(column) for column in cells] or [set()] * self.grid.width
        return dict(zip(self.columns, map(every.__getitem__, self.columns), strict=True))

    def row_label(self, row: int) -> str:
        """The first text of a row, up to the items' column where there is one."""
        line = self.grid.line(row)
        last = self.columns[-1] if self.item_column is None else self.item_column
        for col in self.columns:
            if col > last:
                break
            cell = line[col]
            if isinstance(cell.value, str):
                return cell.text
        return ""

    @cached_property
    def data_rows(self) -> tuple[int, ...]:
        """The body rows that hold an item or a record: no note, sum or signature."""
        holds = self._holds_record if self.item_column is None else self._holds_item
        return tuple(row for row in self.body if holds(row))

    @cached_property
    def other_rows(self) -> tuple[int, ...]:
        """The body rows that hold none: signatures, sums, notes."""
        data = set(self.data_rows)
        return tuple(row for row in self.body if row not in data)

    def _holds_item(self, row: int) -> bool:
        col = self.item_column or 0
        item = self.grid.cell(row, col)
        if item.col != col or not item.text:  # blank, or merged with what stands left of it
            return False
        right, axis = self.grid.span(row, col)[1], self.axis(Kind.CHECKLIST)
        beside = not axis or right >= axis[0]  # not merged with the labels of the header's rows
        if right not in self._item_columns and beside:  # a note across the table
            return False
        label = item.text if self._is_category(row) else self.row_label(row)
        said = [text for text in {label, item.text} if is_aside(text)]
        if not said:
            return True
        # A line may be called what a header is: 急救物品.
        return self._is_numbered(row) and all(role_of(text) == "item" for text in said)

    def _is_category(self, row: int) -> bool:
        """Whether a row begins with the category of its item, though a column may be called so (人员,
        设备): it stands over several rows, or full marks beside it. A sum is none."""
        named = {self.column("group"), *self._item_columns[:-1]} - {None}
        if not named:
            return False
        first = next((c for c in self.grid.line(row) if isinstance(c.value, str)), None)
        if first is None or first.col not in named or first.col == self.item_column:
            return False
        points = self.column("points")
        beside = points is not None and read_number(self.grid.own(row, points).value).value
        tall = self.grid.span(first.row, first.col)[0] > first.row
        return (tall or bool(beside)) and role_of(first.text) != "tally"

    def _is_numbered(self, row: int) -> bool:
        """Whether the row has a number of its own in the column of numbers."""
        number = self.column("number")
        return number is not None and self.grid.own(row, number).text.rstrip("、.").isdigit()

    def _holds_record(self, row: int) -> bool:
        """Whether a row without items is a record: something beside its number, no note or sum."""
        number = self.column("number")
        cells = [
            cell
            for col in self.columns
            if col != number and (cell := self.grid.cell(row, col)).value is not None
        ]
        label = self.row_label(row)
        if any(role_of(cell.text) == "tally" for cell in cells[:3]):  # 小计 beside a merged unit
            return False
        if any(role_of(said) for cell in cells for said, _ in pairs(cell.text)):  # 检查人：李敏
            return False
        wide = len({(cell.row, cell.col) for cell in cells}) == 1 and len(cells) > 1
        return len(cells) > 1 and not (wide or self._is_said(row, cells, label))

    def _is_said(self, row: int, cells: Sequence[Cell], label: str) -> bool:
        """Whether a row's first text says what stands beside it, and is no value itself: 手术间 in the
        column of rooms, or behind the number of a lamp."""
        if not is_aside(label):
            return False
        numbered = isinstance(cells[0].value, float) or cells[0].text.isdigit()
        of_column = role_of(label) == "unit" and self.roles.get(cells[0].col) == "unit"
        return not (numbered or self._is_numbered(row) or of_column)

    def item_cell(self, row: int) -> Cell:
        """The item of a row, blank where rows have none; 〃 and 同上 read as the item above."""
        if self.item_column is None:
            return Cell(row, self.columns[0], None)
        cell = self.grid.cell(row, self.item_column)
        while cell.text in vocabulary().repeats and row > self.body.start:
            row -= 1
            cell = self.grid.cell(row, self.item_column)
        return cell

    def group_of(self, row: int) -> str:
        """The category of a row's item, "" without a column for it."""
        column = self.column("group")
        return "" if column is None else self.grid.cell(row, column).text

    def foot_rows(self) -> dict[Role, int]:
        """Body rows that say something of each column: signatures, dates, rooms at the foot."""
        rows: dict[Role, int] = {}
        for row in self.other_rows:
            if role := role_of(self.row_label(row)):
                rows.setdefault(role, row)
            elif self._names_days(row):
                rows.setdefault("date", row)
        return rows

    def _names_days(self, row: int) -> bool:
        """Whether a row right below the header holds a day a column, behind a label that ends like one
        of days (跟单日期). At the foot it may be that of a signature."""
        if not self.data_rows or row > self.data_rows[0]:
            return False
        label, *days = self.grid.row_cells(row) or [Cell(row, 0, None)]
        return names_days(label, [day.value for day in days])

    @property
    def last_row(self) -> int:
        """The last row that holds an item or says something of the columns."""
        return max([self.bottom, *self.data_rows, *self.foot_rows().values()])

    @cached_property
    def texts(self) -> tuple[Cell, ...]:
        """The texts around the table: its strip, then the notes among and below its rows."""
        rows = [*self.strip, *self.other_rows]
        return tuple(
            cell for row in rows for cell in self.grid.row_cells(row) if isinstance(cell.value, str)
        )

    @cached_property
    def _said_anywhere(self) -> str:
        texts = texts_in(self.grid.rows[self.strip.start : self.body.stop])
        return "".join(map(unspaced, texts))

    def may_speak_of(self, words: Iterable[str], titles: Iterable[str]) -> bool:
        """Whether one of the words could stand anywhere in strip, header, body or the titles."""
        said = "".join([self._said_anywhere, *map(unspaced, titles)])
        return any(key(word) in said for word in words)

    def says_around(self, word: str) -> bool:
        """Whether a word stands in strip, header or notes."""
        return word in self._said_around

    @cached_property
    def _said_around(self) -> str:
        labels = chain.from_iterable(self.label_texts.values())
        return "\n".join([*labels, *(cell.text for cell in self.texts)])

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The label over the table's columns, then the texts of the strip that are no "label：value"."""
        own = (self.caption,) if self.caption else ()
        return (*own, *(cell.text for cell in self.title_cells))

    @cached_property
    def title_cells(self) -> tuple[Cell, ...]:
        """The cells of these texts; of a cell with pairs what stands before them, after a gap."""
        found: list[Cell] = []
        for cell in self._strip_cells():
            titles = titles_of(show(cell.value))
            whole = len(titles) == 1 and titles[0] == show(cell.value)
            found += [cell] if whole else [Cell(cell.row, cell.col, title) for title in titles]
        return tuple(found)

    def _strip_cells(self) -> Iterator[Cell]:
        return (c for row in self.strip for c in self.grid.row_cells(row) if c.value is not None)

    @cached_property
    def facts(self) -> dict[Role, Cell]:
        """What the strip and the notes say of the whole table; a fact's value is its text."""
        return {role: fact for role, fact in reversed(self._said) if fact.value is not None}

    @cached_property
    def blanks(self) -> dict[Role, Cell]:
        """Labels of strip and notes that were left without a value, by role."""
        return {role: fact for role, fact in reversed(self._said) if fact.value is None}

    @cached_property
    def _said(self) -> tuple[tuple[Role, Cell], ...]:
        said = [
            (role, self._fact(cell, value, role), label)
            for cell in self.texts
            for label, value in pairs(str(cell.value))
            if (role := role_of_pair(label, value))
            and not (role == "date" and cell.row in self.body and is_of_signing(label, cell.text))
        ]
        said.sort(key=lambda each: distrust(each[0], each[2], each[1].text))
        return tuple((role, fact) for role, fact, _ in said)

    def _fact(self, cell: Cell, value: str, role: Role) -> Cell:
        if text := tidy(value):
            persons = spaced_persons(text) if role == "inspector" else None
            return Cell(cell.row, cell.col, persons or _SPACED_NAME.sub("", text))
        _, right = self.grid.span(cell.row, cell.col)
        if right + 1 < self.grid.width:
            neighbour = self.grid.cell(cell.row, right + 1)
            if neighbour.value is not None and not neighbour.text.endswith(":"):
                return neighbour
        return Cell(cell.row, cell.col, None)


def _is_verdict(labels: tuple[Cell, ...]) -> bool:
    return bool(labels) and key(labels[-1].text) in vocabulary().verdicts
