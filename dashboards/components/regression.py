"""The table of a regression, for who wants it."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

import pandas as pd

from dashboards.components import html
from qc.analysis import display
from qc.analysis.drivers import FACTORS
from qc.locale import N_, Translator

STATES = {
    "reference": N_("compared with"),
    "separated": N_("all or none failed: penalised estimate"),
    "aliased": N_("already said by the others"),
    "estimated": "",
}
ERRORS = {
    "cluster": N_("Logistic regression; errors robust to the marks of one check."),
    "dispersion": N_("Logistic regression; errors widened for over-dispersion."),
    "binomial": N_("Logistic regression; binomial errors."),
    "penalised": N_("Logistic regression by Firth's penalised likelihood."),
}


def regression_table(
    table: pd.DataFrame, names: Mapping[tuple[str, str], str], t: Translator
) -> Any:
    """`table`: `analysis.drivers.drivers`; `names` by factor and level."""
    heads = (
        t("Driver"), t("Level"), t("Marks"), t("Rate"), t("Odds of passing (95 %)"), "p",
        t("Effect in percentage points (95 %)"), t("Note"),
    )  # fmt: skip
    rows = [_row(row, names, t) for row in table.to_dict("records")]
    drawn = html.Table(
        [html.Thead(html.Tr([html.Th(h, scope="col") for h in heads])), html.Tbody(rows)],
        className="plain",
    )
    said = t(ERRORS[str(table["errors"].iloc[0])])
    return html.Div([html.P(said), html.Div(drawn, className="scrolls", tabIndex=0)])


def _row(row: Mapping[Any, Any], names: Mapping[tuple[str, str], str], t: Translator) -> Any:
    level = names.get((str(row["factor"]), str(row["level"])), t("for each month"))
    effects = [100 * float(row[name]) for name in ("effect", "effect_lower", "effect_upper")]
    odds = [float(row[name]) for name in ("odds_ratio", "lower", "upper")]
    note = STATES[row["state"]]
    cells = (
        level, str(row["n"]), display.percent(float(row["rate"])), _three(odds, "{:.2f}"),
        display.NO_DATA if isnan(row["p"]) else f"{row['p']:.3f}", _three(effects, "{:+.1f}"),
        t(note) if note else "",
    )  # fmt: skip
    factor = FACTORS[row["factor"]]
    head = html.Th(t(factor), scope="row")
    return html.Tr([head, *(html.Td(cell) for cell in cells)])


def _three(values: list[float], form: str) -> str:
    if any(isnan(value) for value in values):
        return display.NO_DATA
    value, low, high = (form.format(each) for each in values)
    return f"{value} ({low} – {high})"
