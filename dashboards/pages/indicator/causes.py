"""What the rate depends on: effects in plain words first, the regression's table behind them. It is
worked out only when this part lies open."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.regression import regression_table
from dashboards.pages.indicator.asked import Subject
from dashboards.pages.indicator.names import may_read_names
from qc.analysis.drivers import clear_effects, drivers, effect_sentence
from qc.analysis.inspectors import told_inspectors
from qc.analysis.weekdays import weekday_name
from qc.words import Level

MOST = 6


def parts(subject: Subject) -> list[Any]:
    """One panel: what clearly goes with more failures, then the table."""
    t = subject.t
    table = drivers(subject.reader, subject.code, subject.window, subject.unit)
    caption = subject.caption(t("What it depends on"))
    if table.empty:
        said = t("Too little failed or differs here to tell what the rate depends on.")
        return [block(said, caption, [], "drivers")]
    names = _names(table, subject)
    clear = clear_effects(table).head(MOST)
    sentences = [_sentence(row, table, names, subject) for row in clear.to_dict("records")]
    said = (
        sentences[0] if sentences else t("Nothing that was noted clearly goes with more failures.")
    )
    note = t("All of these are looked at together. What goes along with failures need not be their cause.")  # fmt: skip
    listed = html.Ul([html.Li(each) for each in sentences[1:]], className="effects")
    details = html.Details(
        [html.Summary(t("Statistical details")), regression_table(table, names, t)]
    )
    return [block(said, caption, [listed, html.P(note, className="caption"), details], "drivers")]


def _sentence(
    row: dict[Any, Any], table: pd.DataFrame, names: dict[tuple[str, str], str], subject: Subject
) -> str:
    same = table[(table["factor"] == row["factor"]) & (table["state"] == "reference")]
    reference = names[row["factor"], str(same["level"].iloc[0])]
    return effect_sentence(row, names[row["factor"], str(row["level"])], reference, subject.t)


def _names(table: pd.DataFrame, subject: Subject) -> dict[tuple[str, str], str]:
    """What each level of each factor is called for this reader."""
    t, pairs = subject.t, list(zip(table["factor"], table["level"], strict=True))
    people = [str(level) for factor, level in pairs if factor == "inspector"]
    told = told_inspectors(people, t, by_name=may_read_names(subject.reader))

    def name(factor: str, level: str) -> str:
        if factor == "unit":
            return subject.name(level)
        if factor == "inspector":
            return told[level]
        if factor == "weekday":
            return t(weekday_name(int(level)))
        if factor == "level":
            return t(Level(level).label) if level in list(Level) else t("no level")
        return level or t("kind of check not named")

    return {
        (str(factor), str(level)): name(str(factor), str(level))
        for factor, level in pairs
        if factor != "month"
    }
