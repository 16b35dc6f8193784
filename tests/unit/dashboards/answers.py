"""Hand-made answers: small enough to be checked by eye."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from qc.analysis.answers import Point, Scorecard, ScoreLine, Trend
from qc.analysis.periods import Period
from qc.catalogue.model import Indicator, Target, Text
from qc.words import Basis, State, Verdict

NAN = math.nan
OCTOBER = Period.parse("2026-10")


def indicator(code: str = "disinfection", zh: str = "消毒隔离", **more: object) -> Indicator:
    values: dict[str, object] = {
        "code": code,
        "name": Text(zh=zh, en=code.title()),
        "counting_unit": Text(zh="项次", en="items"),
        "count": "items",
        "basis": Basis.SAMPLE,
        "targets": (Target(valid_from=dt.date(2026, 1, 1), value=Decimal("0.95")),),
        "source": "test",
        "owner": Text(zh="护理部", en="Nursing"),
        "review": dt.date(2027, 1, 1),
    }
    return Indicator.model_validate(values | more)


def line(of: Indicator | None = None, **more: object) -> ScoreLine:
    """312 of 331 against 95 %: missed, few checks."""
    months = [OCTOBER.shift(-back) for back in range(11, -1, -1)]
    made = ScoreLine(
        indicator=of or indicator(),
        checked=331, passed=312, rate=312 / 331, lower=0.91, upper=0.96, target=0.95,
        verdict=Verdict.MISSED, state=State.MISSED_SO_FAR, needed=NAN, vouched=NAN,
        previous_rate=0.95, movement=-0.7,
        history=tuple(Point(month, 331, 312, 312 / 331) for month in months),
        missed_periods=1, worst_unit=None,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def without_data(of: Indicator) -> ScoreLine:
    return line(
        of, checked=0, passed=0, rate=NAN, lower=NAN, upper=NAN, verdict=Verdict.NONE,
        state=State.NO_DATA, movement=NAN, previous_rate=NAN, history=(),
    )  # fmt: skip


def card(*lines: ScoreLine, **more: object) -> Scorecard:
    made = Scorecard(OCTOBER, None, lines or (line(),), 0.98, 0, 0)
    return replace(made, **more)  # type: ignore[arg-type]


def trend(**more: object) -> Trend:
    """Four months: one without data, the last beyond its limit on the bad side."""
    frame = pd.DataFrame(
        {
            "period": ["2026-07", "2026-08", "2026-09", "2026-10"],
            "checked": [100, 0, 100, 100],
            "passed": [97, 0, 98, 80],
            "value": [0.97, NAN, 0.98, 0.80],
            "centre": [0.96] * 4,
            "lower": [0.90, NAN, 0.90, 0.90],
            "upper": [1.0, NAN, 1.0, 1.0],
            "beyond_limits": [False, False, False, True],
            "runs_signal": [False] * 4,
        }
    )
    made = Trend(indicator(), None, "p", "Share of items.", {}, True, 0.95, frame)
    return replace(made, **more)  # type: ignore[arg-type]


def failing_items(*names: str) -> pd.DataFrame:
    """The named items (sheet texts), with 8, 4, 2, … defects of 40 checked each."""
    counts = [8, 4, 2, 1][: len(names)]
    shares = [count / sum(counts) for count in counts]
    return pd.DataFrame(
        {
            "indicator": "disinfection",
            "checklist": "disinfection",
            "item_code": [f"d{i}" for i, _ in enumerate(names)],
            "item": list(names),
            "defects": counts,
            "checked": 40,
            "share": shares,
            "cumulative": pd.Series(shares).cumsum(),
            "vital": [i == 0 for i, _ in enumerate(names)],
            "units": [("换药室", "治疗室")] * len(names),
        }
    )


def results(**more: object) -> pd.DataFrame:
    """Two results of one sheet, the second one failed."""
    frame = pd.DataFrame(
        {
            "date": ["2026-10-03", "2026-10-04"],
            "unit": "换药室",
            "item": ["无菌包在有效期内", "手卫生用品齐全"],
            "kind": "checklist",
            "state": "accepted",
            "outcome": ["pass", "fail"],
            "checked": 1,
            "passed": [1, 0],
            "raw": ["√", "×"],
            "subject": "王小明",
            "file": "10月消毒隔离.xlsx",
            "sha256": "a" * 64,
            "sheet": "换药室",
            "cell": ["C5", "D6"],
        }
    )
    return frame.assign(**more)


def unit_rates() -> pd.DataFrame:
    """One unit, 18 of 20."""
    return pd.DataFrame(
        {
            "unit": ["换药室"],
            "indicator": ["disinfection"],
            "checked": [20],
            "passed": [18],
            "rate": [0.9],
            "target": [0.95],
            "verdict": ["missed"],
            "state": ["missed_so_far"],
            "whole_site": [False],
        }
    )
