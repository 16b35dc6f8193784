"""The failed items of the results, gathered into findings: one per item, unit and inspection day, its
cases listed inside."""

from __future__ import annotations

import hashlib

import pandas as pd

from qc.analysis.counting import accepted
from qc.analysis.numbered import failing_apart
from qc.catalogue.model import Catalogue
from qc.improve.protected import without_reports
from qc.improve.recurrence import recurrences
from qc.improve.rules import Rules

ABOUT = ("site", "unit", "indicator", "checklist", "item_code", "date", "round")
"""What makes a finding this one and no other."""

PLACE = ["site", "unit", "checklist", "item_code"]
CASE = ("check_id", "subject", "file", "sheet", "cell", "raw")
PERSON = ["site", "checklist", "item_code", "subject"]
AGAIN = ["times", "previous", "lately", "same_person"]
COLUMNS = (
    "id", *ABOUT, "item", "level", "version", "inspector", "failed", "checked", "critical", *AGAIN, "passed_since",
    "statistic",
)  # fmt: skip


def failures_of(results: pd.DataFrame, catalogue: Catalogue, rules: Rules) -> pd.DataFrame:
    """One row a finding with the columns of COLUMNS, oldest first.

    results: the live results, as `Store.results` gives them. A finding takes all checks of a day
    with one checklist in one unit: `failed` of `checked` (charts, persons, marks). `inspector`
    names all of them. `times`, `previous` and `lately` are those of `recurrences` in its place, or of
    the person for whom it came back oftenest where the clinic counts by person (`same_person`: whether
    that is what made it a repeated one); `statistic`: told in numbers, not found at an inspection
    (`rules.statistics`); `passed_since` is the first later day on which the item was looked at there
    and nothing failed ("" so far).
    """
    about = list(ABOUT)
    texts = ("level", "version", "kind", "inspector")
    persons = ("subject",) if rules.recur_by_person else ()
    counted = items_by_day(results, catalogue, (*texts, *persons))
    grouped = counted.groupby(about, sort=False, observed=True)
    table = grouped.agg(
        item=("item", "last"),
        level=("level", "last"),
        version=("version", "last"),
        kind=("kind", "last"),
        failed=("failed", "sum"),
        checked=("checked", "sum"),
    ).reset_index()
    table = table.assign(passed_since=_passed_since(table))
    found = table[table["failed"] > 0].astype(dict.fromkeys((*about, "item", *texts[:3]), "str"))
    found = found.sort_values(["date", *PLACE], ignore_index=True)
    found = found.merge(_inspectors(counted), on=about, how="left")
    again = _again(found, PLACE, rules).assign(same_person=False)
    if rules.recur_by_person:
        again = _or_by_person(again, found, counted, catalogue, rules)
    return found.assign(
        id=[finding_id(row) for row in found[about].itertuples(index=False)],
        critical=_critical(found, catalogue),
        statistic=found[["kind", "indicator", "checklist"]].isin(rules.statistics).any(axis=1),
        **again,
    )[list(COLUMNS)]


def _again(failures: pd.DataFrame, place: list[str], rules: Rules) -> pd.DataFrame:
    return recurrences(
        failures, place, window_days=rules.window_days, propose_months=rules.propose_months
    )


def _or_by_person(
    again: pd.DataFrame,
    found: pd.DataFrame,
    counted: pd.DataFrame,
    catalogue: Catalogue,
    rules: Rules,
) -> pd.DataFrame:
    """Where a person's failures came back oftener than the unit's, theirs."""
    about = list(ABOUT)
    named = counted[counted["indicator"].isin(rules.recur_by_person) & (counted["subject"] != "")]
    failed = without_reports(named[named["failed"] > 0], catalogue).reset_index(drop=True)
    failed = failed.astype(dict.fromkeys((*about, "subject"), "str"))
    persons = failed[about].join(_again(failed, PERSON, rules))
    most = persons.sort_values("times", kind="stable").drop_duplicates(about, keep="last")
    theirs = found[about].merge(most, on=about, how="left").set_index(found.index)
    more = theirs["times"].fillna(0) > again["times"]
    both = again.assign(same_person=more)
    both.loc[more, ["times", "previous"]] = theirs.loc[more, ["times", "previous"]]
    return both.assign(lately=theirs["lately"].fillna(0).clip(lower=again["lately"]).astype(int))


def _critical(found: pd.DataFrame, catalogue: Catalogue) -> list[bool]:
    """Whether each item is critical in the version that its check was made with: a newer one changes no
    finding of before. A version that is no longer in the catalogue goes by the one in force."""
    known: dict[tuple[str, str | None], frozenset[str]] = {}
    for code in catalogue.checklists:
        for each in (*catalogue.versions_of(code), catalogue.checklists[code]):
            critical = frozenset(item.code for item in each.items if item.critical)
            known[code, each.version] = known[code, None] = critical
    rows = zip(found["checklist"], found["version"], found["item_code"], strict=True)
    return [
        item in known.get((code, version), known.get((code, None), frozenset()))
        for code, version, item in rows
    ]


def _inspectors(counted: pd.DataFrame) -> pd.DataFrame:
    """Who inspected, all names of a failure's checks in one."""
    about = list(ABOUT)
    failed = counted.groupby(about, sort=False, observed=True)["failed"].transform("sum") > 0
    named = counted.loc[failed, [*about, "inspector"]].drop_duplicates().astype("str")
    names: dict[tuple[str, ...], list[str]] = {}
    for *key, name in named.itertuples(index=False, name=None):
        names.setdefault(tuple(key), []).extend([name] if name else [])
    return pd.DataFrame(
        [(*key, "、".join(found)) for key, found in names.items()], columns=[*about, "inspector"]
    ).astype("str")


def _passed_since(table: pd.DataFrame) -> pd.Series:
    """For each row the first later day without a failure in its place."""
    place = table.groupby(PLACE, sort=False, observed=True).ngroup().rename("place")
    seen = table.assign(place=place, date=table["date"].astype("str"))
    counted = seen[seen["checked"] > 0].groupby(["place", "date"])["failed"].sum().reset_index()
    clean = counted["date"].where(counted["failed"] == 0)
    later = clean.groupby(counted["place"]).shift(-1)
    counted["next"] = later.groupby(counted["place"]).bfill()
    told = seen[["place", "date"]].merge(counted, on=["place", "date"], how="left")["next"]
    return told.fillna("").astype("str").set_axis(table.index)


def finding_id(about: tuple[str, ...]) -> str:
    """The same name for the same failure, when a corrected file brings it again."""
    return hashlib.sha256("\x1f".join(map(str, about)).encode()).hexdigest()[:16]


def cases_of(results: pd.DataFrame, catalogue: Catalogue, about: dict[str, str]) -> pd.DataFrame:
    """The cases of one finding, each with the cell that it stands in: the columns of CASE."""
    rows = counted_rows(results, catalogue, (*ABOUT, "item", *CASE))
    for name in ABOUT:
        rows = rows[rows[name] == about[name]]
    return rows.loc[rows["failed"] > 0, list(CASE)].reset_index(drop=True)


def counted_rows(
    results: pd.DataFrame, catalogue: Catalogue, texts: tuple[str, ...]
) -> pd.DataFrame:
    """The rows that count, with `failed`, their texts plain. A line that no standard knows has no
    code: its own words stand for it."""
    rows = failing_apart(accepted(results), catalogue)
    plain = rows.astype(dict.fromkeys(texts, "str")).fillna(dict.fromkeys(texts, ""))
    code = plain["item_code"].where(plain["item_code"] != "", plain["item"])
    return plain.assign(item_code=code, failed=plain["checked"] - plain["passed"])


def items_by_day(
    results: pd.DataFrame, catalogue: Catalogue, texts: tuple[str, ...]
) -> pd.DataFrame:
    """What `counted_rows` come to by ABOUT, item and `texts`: `failed` and `checked` summed, in the order
    in which they came in. Texts are categories: a great many are compared as numbers."""
    rows = failing_apart(accepted(results), catalogue)
    by = list(dict.fromkeys((*ABOUT, "item", *texts)))
    named = rows[["checked"]].assign(
        failed=rows["checked"] - rows["passed"], **{name: _named(rows[name]) for name in by}
    )
    summed = named.groupby(by, sort=False, observed=True)[["failed", "checked"]].sum().reset_index()
    return summed.assign(item_code=_codes(summed[["item_code", "item"]]))


def _named(texts: pd.Series) -> pd.Series:
    """Texts as categories, "" where there is none."""
    known = texts.astype("category")
    if not known.hasnans:
        return known
    return (known if "" in known.cat.categories else known.cat.add_categories("")).fillna("")


def _codes(items: pd.DataFrame) -> pd.Series:
    """Each item's code; a line that no standard knows has none: its own words stand for it."""
    groups = items.groupby(["item_code", "item"], sort=False, observed=True)
    names = [code or item for code, item in groups.indices]
    known = pd.Categorical(names)
    places = groups.ngroup().to_numpy()
    return pd.Series(known.take(places), index=items.index)
