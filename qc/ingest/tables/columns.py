"""The columns of a table: what their labels call them, what they are of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter

from qc.ingest.grid import Cell, Grid
from qc.ingest.tables.guesses import are_marks, guessed_roles
from qc.ingest.values.text import key, show
from qc.ingest.values.vocabulary import IDENTITY, Role, fields_of, is_place, role_of, vocabulary
from qc.words import Kind

_SCORE_HEADING = re.compile(
    r"(?!.*(?:合计|总|小计|平均)).*(?:扣分|减分|得分|实得|评分)(?:情况|值|数)?"
)
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
class Columns:
    """The columns below a header (`top` to `bottom`, inclusive), with the rows of its body and of the
    strip above it.

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


def _is_verdict(labels: tuple[Cell, ...]) -> bool:
    return bool(labels) and key(labels[-1].text) in vocabulary().verdicts
