"""From results to checks: what each check contributes to its indicator's rate.

A rate is pooled (Σ passed ÷ Σ checked), so everything above items can be added up from checks, and
checks are the clusters that widen an interval. Counting once here keeps pages quick: a year of
300,000 results is some 20,000 checks.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import NamedTuple

import pandas as pd

from metrics import rates
from qc.analysis.periods import Period, PeriodKind
from qc.catalogue.model import Catalogue
from qc.words import Kind, ResultState

ABOUT_A_CHECK = (
    "check_id", "indicator", "checklist", "date", "site", "unit", "subject", "inspector", "round",
)  # fmt: skip
NUMBERS = ("checked", "passed", "accepted", "missed", "held_back")


def checks_of(results: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """One row a check: ABOUT_A_CHECK, then NUMBERS as integers.

    `checked`/`passed` count in the indicator's own unit: items, or the check as one sample. Missed
    and held-back results are in neither; a sample with a held-back result is not counted at all,
    since it cannot yet pass or fail as a whole. `accepted`, `missed` and `held_back` count results.
    """
    states = _states(results)
    counted = pd.concat([_items(results, catalogue), _samples(results, catalogue)])
    about = results[list(ABOUT_A_CHECK)].drop_duplicates("check_id").set_index("check_id")
    frame = about.join(counted.set_index("check_id")[["checked", "passed"]]).join(states)
    whole = frame[list(NUMBERS)].fillna(0).astype("int64")
    return frame.assign(**whole).reset_index()[[*ABOUT_A_CHECK, *NUMBERS]]


def _states(results: pd.DataFrame) -> pd.DataFrame:
    counts = results.groupby(["check_id", "state"], observed=True).size().unstack(fill_value=0)
    return counts.reindex(columns=[state.value for state in ResultState], fill_value=0)


def accepted(results: pd.DataFrame) -> pd.DataFrame:
    """The results that count."""
    return results[results["state"] == ResultState.ACCEPTED]


def counted_whole(results: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    """Which rows belong to a sample that passes as a whole. Counts ("20 charts, 19 in order") have
    been made up to samples on the sheet already and add up like items."""
    whole = [code for code, known in catalogue.indicators.items() if known.count == "samples"]
    return results["indicator"].isin(whole) & (results["kind"] != Kind.COUNTS)


def _items(results: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    rows = results[~counted_whole(results, catalogue)]
    return rates(accepted(rows), by=["check_id"], count="items")


def _samples(results: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    rows = results[counted_whole(results, catalogue)]
    return rates(with_sample_rules(rows, catalogue), by=["check_id"], count="samples")


def with_sample_rules(results: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The accepted rows with what decides whether a sample passes, from the version of the checklist
    that its check was made with: `pass_score` (share of the points), `critical` (一票否决) and `undecided` (holds something back)."""
    held = results.loc[results["state"] == ResultState.HELD_BACK, "check_id"]
    rows = accepted(results)
    rules = _rules(catalogue)
    versions = list(zip(rows["checklist"], rows["version"], strict=True))
    unknown = _Rule(math.nan, frozenset())
    found = [rules.get(key) or rules.get((key[0], None), unknown) for key in versions]
    return rows.assign(
        pass_score=pd.Series([rule.pass_score for rule in found], rows.index, dtype=float),
        critical=[
            item in rule.critical for item, rule in zip(rows["item_code"], found, strict=True)
        ],
        undecided=rows["check_id"].isin(held),
    )


def rules_of(catalogue: Catalogue) -> dict[str, list[object]]:
    """All of the standards that decides how results are counted, as plain values: figures that were counted
    by the same rules can stand beside each other."""
    counts: dict[str, list[object]] = {
        code: [str(known.count)] for code, known in catalogue.indicators.items()
    }
    rules: dict[str, list[object]] = {
        f"{code} {version or ''}": [rule.pass_score, *sorted(rule.critical)]
        for (code, version), rule in _rules(catalogue).items()
    }
    return {**counts, **rules}


class _Rule(NamedTuple):
    pass_score: float
    critical: frozenset[str]


def _rules(catalogue: Catalogue) -> dict[tuple[str, str | None], _Rule]:
    """The rule of each version of each checklist, and under None of the newest: a version that is no
    longer in the catalogue is judged by it."""
    rules: dict[tuple[str, str | None], _Rule] = {}
    for code in catalogue.checklists:
        for known in (*catalogue.versions_of(code), catalogue.checklists[code]):
            critical = frozenset(item.code for item in known.items if item.critical)
            rule = _Rule(float(known.pass_score), critical)
            rules[code, known.version] = rules[code, None] = rule
    return rules


def period_labels(dates: pd.Series, kind: PeriodKind) -> pd.Series:
    """The label of the period that each ISO date falls into; each date is worked out once."""

    at, days = pd.factorize(dates)
    labels = pd.Index(
        [str(Period.of(dt.date.fromisoformat(day), kind)) for day in days], dtype="str"
    )
    return pd.Series(labels.take(at), index=dates.index, name=dates.name)


def within(frame: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The rows whose date lies in the period."""
    return frame[frame["date"].between(period.start.isoformat(), period.end.isoformat())]


def at_unit(frame: pd.DataFrame, unit: str | None) -> pd.DataFrame:
    """The rows of one unit; all of them for None."""
    return frame if unit is None else frame[frame["unit"] == unit]
