"""The conclusion in a sentence that a director could read aloud, above every table and chart.

Each function takes an answer and a Translator and returns whole sentences in its language.
"""

from __future__ import annotations

import math

import pandas as pd

from qc.analysis.answers import Scorecard, ScoreLine, Trend
from qc.analysis.display import percent, period_name, target_percent
from qc.analysis.failing import MEMORY
from qc.analysis.periods import Period, PeriodKind
from qc.analysis.plotted import PLOTTED, shown
from qc.locale import N_, Translator
from qc.words import State, Verdict

FEWEST = 12
"""Under so many periods the silence of the run rules proves nothing: `metrics.choose_chart` draws no
limits there either."""

MOST_NAMED = 3
"""So many units that tie are named."""

IN_A_ROW: dict[PeriodKind, str] = {
    "week": N_("{n} weeks in a row"),
    "month": N_("{n} months in a row"),
    "quarter": N_("{n} quarters in a row"),
    "year": N_("{n} years in a row"),
}


def joined(parts: list[str], t: Translator) -> str:
    """Sentences one after the other, as the language sets them."""
    return ("" if t.language == "zh" else " ").join(part for part in parts if part)


def headline(scorecard: Scorecard, t: Translator) -> str:
    """How many indicators met their targets, and the one that most wants attention."""
    when = period_name(scorecard.period, t)
    if not scorecard.rated:
        return t("{period}: nothing has been checked yet.", period=when)
    parts = [_count(scorecard, when, t), _worst(scorecard, t) or _few_checks(scorecard, t)]
    return joined(parts, t)


def _count(scorecard: Scorecard, when: str, t: Translator) -> str:
    values = {"period": when, "met": scorecard.met, "rated": scorecard.rated}
    if silent := scorecard.silent:
        return t(
            "{period}: {met} of the {rated} indicators with data met their targets; "
            "{silent} have no data.",
            silent=silent,
            **values,
        )
    return t("{period}: {met} of {rated} indicators met their targets.", **values)


def _worst(scorecard: Scorecard, t: Translator) -> str:
    line = scorecard.foremost
    if line is None:
        return ""
    values = {
        "indicator": line.indicator.name.of(t.language),
        "rate": percent(line.rate, line.target),
        "target": target_percent(line.target),
        "row": t(IN_A_ROW[scorecard.period.kind], n=line.missed_periods),
        "unit": line.worst_unit or "",
    }
    return t(_missed_sentence(line), **values)


def _missed_sentence(line: ScoreLine) -> str:
    if line.missed_periods > 1:
        if line.worst_unit:
            return N_("{indicator} has missed its target {row}, worst in {unit}.")
        return N_("{indicator} has missed its target {row}.")
    if line.worst_unit:
        return N_("{indicator} missed its target: {rate} against {target}, worst in {unit}.")
    return N_("{indicator} missed its target: {rate} against {target}.")


def _few_checks(scorecard: Scorecard, t: Translator) -> str:
    few = sum(line.state is State.MET_SO_FAR for line in scorecard.core)
    return t("{n} of them rest on few checks.", n=few) if few else ""


def signal_sentence(trend: Trend, t: Translator) -> str:
    """Whether the indicator has changed by more than chance: what the chart says."""
    told = trend.frame[trend.frame["value"].notna()]
    if told.empty or PLOTTED[trend.chart].between:
        return trend_sentence(trend, t)
    return _signal(told, t)


def standing_sentence(trend: Trend, t: Translator) -> str:
    """Where the indicator stands against its target."""
    told = trend.frame[trend.frame["value"].notna()]
    if told.empty or PLOTTED[trend.chart].between:
        return trend_sentence(trend, t)
    return _stands(trend, told, t)


def trend_sentence(trend: Trend, t: Translator) -> str:
    """Where the indicator stands, and whether it has changed by more than chance."""
    name = trend.indicator.name.of(t.language)
    told = trend.frame[trend.frame["value"].notna()]
    if PLOTTED[trend.chart].between:
        return _between_sentence(trend, told, t)
    if told.empty:
        return t("{indicator}: nothing has been checked yet.", indicator=name)
    return joined([_stands(trend, told, t), _signal(told, t)], t)


def _stands(trend: Trend, told: pd.DataFrame, t: Translator) -> str:
    last = told.iloc[-1]
    target = float(last["target"])
    return t(
        N_("{indicator} stood at {rate} in {period}; no target is set.")
        if math.isnan(target)
        else N_("{indicator} stood at {rate} in {period}, against a target of {target}."),
        indicator=trend.indicator.name.of(t.language),
        rate=percent(float(last["rate"]), target),
        period=period_name(Period.parse(str(last["period"])), t),
        target=target_percent(target),
    )


def _between_sentence(trend: Trend, told: pd.DataFrame, t: Translator) -> str:
    name = trend.indicator.name.of(t.language)
    if told.empty:
        return t(
            "{indicator}: there are fewer than two days with a failure, so nothing lies between them.",
            indicator=name,
        )
    last = told.iloc[-1]
    words = {"indicator": name, "day": str(last["start"]), "n": shown(last["value"], trend.chart)}
    since = {
        "g": N_(
            "{indicator}: the last day with a failure was {day}; passed since the one before: {n}."
        ),
        "t": N_(
            "{indicator}: the last day with a failure was {day}; days since the one before: {n}."
        ),
    }[trend.chart]
    few = N_("{n} points are too few to tell a change from chance.")
    return joined([t(since, **words), _signal(told, t, few)], t)


def _signal(
    told: pd.DataFrame,
    t: Translator,
    few: str = N_("{n} periods are too few to tell a change from chance."),
) -> str:
    last = told.iloc[-1]
    if bool(last["beyond_limits"]):
        return t("The latest value lies outside the control limits: look for its cause.")
    if bool(last["runs_signal"]):
        return t("Over these periods it has changed by more than chance explains.")
    if len(told) < FEWEST:
        return t(few, n=len(told))
    return t("There is no change beyond chance.")


def item_sentence(items: pd.DataFrame, t: Translator) -> str:
    """The item that fails most, and how much of all failures it is. `items`: most defects first."""
    if items.empty:
        return t("No item failed.")
    first = items.iloc[0]
    return t(
        'Most often failed: "{item}" ({n}×, {share} of all failures).',
        item=first["item"],
        n=int(first["defects"]),
        share=percent(float(first["share"])),
    )


def pareto_sentence(items: pd.DataFrame, t: Translator) -> str:
    """How few items make most of the defects, and the first of them. `items`: failing_items."""
    if items.empty:
        return t("No item failed.")
    vital = items[items["vital"]]
    first = items.iloc[0]
    return joined(
        [
            t(
                "{n} of {all} failing items make up {share} of all {defects} defects.",
                n=len(vital),
                all=len(items),
                share=percent(float(vital["share"].sum())),
                defects=int(items["defects"].sum()),
            ),
            _first_item(first, t),
        ],
        t,
    )


def _first_item(first: pd.Series, t: Translator) -> str:
    values = {"item": first["item"], "n": int(first["defects"]), "months": int(first["months"])}
    if first["months"] == MEMORY:
        return t('Most often: "{item}" ({n}×; in each of the last 12 months).', **values)
    if first["months"] > 1:
        return t('Most often: "{item}" ({n}×; in {months} of the last 12 months).', **values)
    return t('Most often: "{item}" ({n}×).', **values)


def unit_sentence(units: pd.DataFrame, t: Translator) -> str:
    """In how many units every target was met, and where targets were missed beyond doubt.
    `units`: unit_rates; a whole site is no unit. No order is read into few checks: only what is
    sure is named."""
    rated = units[units["verdict"] != Verdict.NONE]
    if rated.empty:
        return t("Nothing has been checked yet.")
    rated = rated[~rated["whole_site"]]
    if rated.empty:
        return t("No check names a unit.")
    clean = (rated["verdict"] == Verdict.MET).groupby(rated["unit"]).all()
    sure = rated.loc[rated["state"] == State.MISSED, "unit"].value_counts(sort=False)
    parts = [t("{n} of {all} units met all their targets.", n=int(clean.sum()), all=len(clean))]
    if len(sure):
        parts.append(_clear_misses(sure, t))
    elif not clean.all():
        parts.append(t("Where targets were missed, the checks are too few to be sure."))
    return joined(parts, t)


def _clear_misses(sure: pd.Series, t: Translator) -> str:
    """The units with most clear misses; where many tie, their names would say nothing. `sure`: the
    number of clear misses by unit."""
    most = sure[sure == sure.max()]
    if len(most) > MOST_NAMED:
        return t("Units that clearly missed a target: {n}.", n=len(sure))
    names = t(", ").join(sorted(str(unit) for unit in most.index))
    if len(most) > 1:
        said = N_("Most targets clearly missed: {units} ({n} each).")
    else:
        said = N_("Most targets clearly missed: {units} ({n}).")
    return t(said, units=names, n=int(sure.max()))
