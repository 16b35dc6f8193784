"""What one cell says: a head nurse writes it her way, and nothing is taken for what it is not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.catalogue.model import Cadence, Checklist, Indicator
from qc.standards.columns import SHEETS, Column, layout
from qc.standards.values import Unreadable, joined, read_value, said_of, words_of
from qc.words import Basis, Direction, Kind, Level

CHECKLISTS, ITEMS = layout().sheets["checklists"], layout().sheets["items"]
TARGET = layout().sheets["indicators"].column("target")


def column(key: str) -> Column:
    return next(s.column(key) for s in (CHECKLISTS, ITEMS) if any(c.key == key for c in s.columns))


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("points", 2.0, Decimal(2)),
        ("points", "2.5", Decimal("2.5")),
        ("points", "２", Decimal(2)),
        ("points", "", Decimal(1)),
        ("par", 100.0, Decimal(100)),
        ("pass_score", 0.9, Decimal("0.9")),
        ("pass_score", "90%", Decimal("0.9")),
        ("pass_score", "", Decimal(1)),
        ("review", dt.date(2027, 1, 31), dt.date(2027, 1, 31)),
        ("review", "2027年1月31日", dt.date(2027, 1, 31)),
        ("critical", "是", True),
        ("critical", "Yes", True),
        ("critical", "否", False),
        ("critical", None, False),
        ("level", "环节质量", "process"),
        ("level", "Process", "process"),
        ("kind", "", "checklist"),
        ("aliases", "手套；口罩; 帽子\n鞋套", ("手套", "口罩", "帽子", "鞋套")),
        ("aliases", '"甲；乙"；丙', ("甲；乙", "丙")),
        ("aliases", '"甲"乙；丙', ('"甲"乙', "丙")),
        ("text.zh", " 手卫生\r\n及时 ", "手卫生\n及时"),
        ("standard", 313.0, "313"),
        ("rule.limit", "", None),
        ("rule.near_days", "", Decimal(90)),
        ("rule.low", 0.0, Decimal(0)),
    ],
)
def test_a_cell_is_read_as_it_is_meant(key: str, cell: object, value: object) -> None:
    assert read_value(column(key), cell) == value


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("points", "两分"), ("points", 0.0), ("points", 1.234), ("points", True), ("points", "3分"),
        ("par", 2.5), ("par", 0.0), ("pass_score", 95.0), ("pass_score", "高"), ("pass_score", -0.1),
        ("review", "明年"), ("review", "2027-02-30"), ("review", ""), ("review", True),
        ("critical", "也许"), ("level", "中等"), ("text.zh", " "), ("rule.near_days", -1.0),
        ("cadence.times", 0.0),
    ],
)  # fmt: skip
def test_what_a_cell_cannot_mean_is_refused(key: str, cell: object) -> None:
    """95 for 95 %, or a date that no calendar has, must be asked for again, never guessed."""
    with pytest.raises(Unreadable) as found:
        read_value(column(key), cell)
    assert all(part.format(**found.value.values) for part in found.value.fault)


def test_a_target_of_more_than_all_is_no_target() -> None:
    with pytest.raises(Unreadable):
        read_value(TARGET, 96.0)
    assert read_value(TARGET, "") is None


@given(st.lists(st.text("甲乙；;\n\"\\ a'", min_size=1).map(str.strip).filter(bool), max_size=5))
def test_words_come_back_as_they_were_joined(words: list[str]) -> None:
    """An alias that holds the sign between words would fall apart with the next export."""
    assert words_of(joined(tuple(words))) == tuple(words)


def test_values_are_said_in_the_reader_s_language() -> None:
    assert said_of(column("level"), "process", "zh") == "环节质量"
    assert said_of(column("critical"), True, "en") == "yes"
    assert said_of(column("pass_score"), Decimal("0.945"), "zh") == "94.5%"
    assert said_of(column("review"), dt.date(2027, 1, 31), "zh") == "2027-01-31"
    assert said_of(column("rule.limit"), None, "zh") == ""


def test_the_drop_downs_offer_what_the_model_knows() -> None:
    """A kind of sheet that the list leaves out could not be chosen, nor come back in."""
    fields = Indicator.model_fields, Cadence.model_fields, Checklist.model_fields
    known = {
        "kind": set(Kind), "level": set(Level), "basis": set(Basis), "direction": set(Direction),
        "count": set(get_args(fields[0]["count"].annotation)),
        "every": set(get_args(fields[1]["every"].annotation)),
        "each": set(get_args(fields[1]["each"].annotation)),
        "partly": set(get_args(fields[2]["partly"].annotation)),
    }  # fmt: skip
    assert {name: set(choices) for name, choices in layout().choices.items()} == known


@pytest.mark.parametrize("name", SHEETS)
def test_heads_tell_their_columns_apart(name: str) -> None:
    """Two columns of one head, in either language, would be read as each other."""
    columns = layout().sheets[name].columns  # type: ignore[index]
    for said in ("zh", "en"):
        heads = [column.head.of(said) for column in columns]
        assert len(set(heads)) == len(heads)
