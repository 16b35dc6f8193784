"""A small catalogue and results as the store gives them, for the tests of the analysis."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pandas as pd

from qc.analysis.counting import checks_of
from qc.analysis.source import Facts
from qc.catalogue.model import Catalogue, Checklist, Indicator, Item, Target, Text
from qc.records import RESULT_COLUMNS
from qc.words import Basis, Direction, Level

DAY = dt.date(2022, 1, 1)
OWNER = {"source": "a test", "owner": Text(zh="质控组", en="QC group"), "review": DAY}


def text(word: str) -> Text:
    return Text(zh=f"中{word}", en=word)


def indicator(code: str, **changes: Any) -> Indicator:
    values = {
        "code": code,
        "name": text(code),
        "counting_unit": Text(zh="项次", en="items"),
        "count": "items",
        "basis": Basis.SAMPLE,
        "targets": (Target(valid_from=DAY, value=Decimal("0.95")),),
        **OWNER,
    }
    return Indicator(**(values | changes))


def checklist(code: str, of: str, *items: Item, **changes: Any) -> Checklist:
    return Checklist(
        code=code, name=text(code), version="1", valid_from=DAY, indicator=of, items=items,
        **(OWNER | changes),
    )  # fmt: skip


def catalogue(*indicators: Indicator, checklists: tuple[Checklist, ...] = ()) -> Catalogue:
    return Catalogue(
        indicators={each.code: each for each in indicators},
        checklists={each.code: each for each in checklists},
    )


CLINIC = catalogue(
    indicator("hygiene", parent="quality"),
    indicator("charts", count="samples", parent="quality", weight=Decimal(3)),
    indicator("stock", basis=Basis.CENSUS, targets=(Target(valid_from=DAY, value=Decimal(1)),)),
    indicator("quality"),
    indicator(
        "infections",
        direction=Direction.LOWER,
        targets=(Target(valid_from=DAY, value=Decimal("0.05")),),
    ),
    checklists=(
        checklist(
            "hygiene",
            "hygiene",
            Item(code="hands", text=text("clean hands"), level=Level.PROCESS),
            Item(code="floor", text=text("clean floor"), level=Level.STRUCTURE),
        ),
        checklist(
            "charts",
            "charts",
            Item(code="title", text=text("title"), level=Level.PROCESS, points=Decimal(90)),
            Item(code="sign", text=text("signature"), level=Level.PROCESS, points=Decimal(10)),
            Item(
                code="drug",
                text=text("drug"),
                level=Level.OUTCOME,
                points=Decimal(5),
                critical=True,
            ),
            pass_score=Decimal("0.9"),
        ),
    ),
)

BLANK: dict[str, Any] = {
    **dict.fromkeys(RESULT_COLUMNS, ""),
    "indicator": "hygiene", "checklist": "hygiene", "kind": "checklist", "check_id": "c1",
    "date": "2026-10-05", "site": "门诊", "unit": "换药室", "item_code": "hands", "item": "手卫生",
    "level": "process", "checked": 1, "passed": 1, "points": None, "scored": None,
    "state": "accepted", "outcome": "pass",
}  # fmt: skip


def results(*rows: dict[str, Any]) -> pd.DataFrame:
    """A frame with the store's columns and types; what a row leaves out is BLANK's."""
    frame = pd.DataFrame([BLANK | row for row in rows], columns=[*RESULT_COLUMNS, "state"])
    whole = {"checked": "int64", "passed": "int64", "points": "Int64", "scored": "Int64"}
    words = {name: "str" for name in frame.columns if name not in (*whole, "reading")}
    return frame.astype(whole | words)


def many(
    passed: int, checked: int, *, size: int = 1, start: int = 0, **row: Any
) -> list[dict[str, Any]]:
    """Single items of which so many passed, `size` to a check."""
    name = "/".join(str(value) for value in row.values())
    return [
        row | {"check_id": f"{name}#{(start + n) // size}", "passed": int(n < passed)}
        for n in range(checked)
    ]


def checks(*rows: dict[str, Any], of: Catalogue = CLINIC) -> pd.DataFrame:
    return checks_of(results(*rows), of)


def facts(*rows: dict[str, Any], of: Catalogue = CLINIC) -> Facts:
    return Facts(results(*rows), checks(*rows, of=of))
