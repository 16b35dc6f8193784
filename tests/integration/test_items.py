"""What the page of an indicator says of its items and causes is added up first; it must be what the single
results say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import metrics
from qc.analysis import Period
from qc.analysis.drivers import drivers
from qc.analysis.item_views import item_view
from qc.analysis.items import KEY
from qc.analysis.window import Window
from qc.workspace import Workspace
from tests.integration.clinic_year import STRANGE_ITEM, clinic

WINDOW = Window.up_to(Period.parse("2026-10"))
DAY = dt.date(2026, 3, 1)
COUNTS = ["checked", "passed", "rate", "lower", "upper"]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = clinic(tmp_path_factory.mktemp("clinic") / "clinic")
    yield workspace
    workspace.store.close()


def single(workspace: Workspace, unit: str | None) -> pd.DataFrame:
    rows = workspace.store.results(workspace.scope, start=WINDOW.days[0], end=WINDOW.days[1])
    rows = rows[(rows["indicator"] == "disinfection") & (rows["state"] == "accepted")]
    rows = rows if unit is None else rows[rows["unit"] == unit]
    return rows.astype(dict.fromkeys((*KEY, "unit"), "str"))


@pytest.mark.parametrize("unit", [None, "换药室"])
def test_items_are_ranked_by_the_failures_of_single_results(
    year: Workspace, unit: str | None
) -> None:
    """An item that fails most would be missing among the ten."""
    view, rows = item_view(year, "disinfection", WINDOW, unit, DAY), single(year, unit)
    expected = metrics.pareto(rows, by=list(KEY))
    assert view.all == len(expected) > 0
    assert_frame_equal(view.pareto.drop(columns="item"), expected.head(10), check_dtype=False)
    before, since = rows[rows["date"] < str(DAY)], rows[rows["date"] >= str(DAY)]
    change = metrics.pareto_change(before, since, by=list(KEY))
    assert_frame_equal(view.change.drop(columns="item"), change, check_dtype=False)


def test_items_in_units_have_the_intervals_of_whole_checks(year: Workspace) -> None:
    """Sums that forgot which marks were made together would claim too much."""
    view, rows = item_view(year, "disinfection", WINDOW, None, DAY), single(year, None)
    rated = metrics.clustering(rows, by=[*KEY, "unit"])
    worth = metrics.interval(rated["passed"], rated["checked"], effective=rated["effective"])
    rated = rated.assign(lower=worth[0], upper=worth[1]).set_index([*KEY, "unit"])[COUNTS]
    shown = view.crossed.set_index([*KEY, "unit"])[COUNTS]
    assert len(shown)
    assert_frame_equal(shown, rated.loc[shown.index], check_dtype=False)


def test_an_item_of_no_checklist_has_the_words_of_its_sheet(year: Workspace) -> None:
    view = item_view(year, "disinfection", WINDOW, None, DAY)
    assert STRANGE_ITEM in view.pareto["item"].tolist()


def test_nothing_before_and_nothing_since_are_told_as_such(year: Workspace) -> None:
    """A cycle's Do on the window's first or last day leaves one side empty."""
    for day in (WINDOW.days[0], WINDOW.days[1] + dt.timedelta(1)):
        view = item_view(year, "disinfection", WINDOW, None, day)
        assert len(view.pareto) and len(view.crossed)


def test_causes_are_those_of_single_marks(year: Workspace) -> None:
    """The regression of sums must be that of each mark for itself."""
    shown: Any = drivers(year, "disinfection", WINDOW)
    rows = single(year, None).assign(month=lambda f: f["date"].map(_months_passed))
    never_failed = rows.groupby("unit")["passed"].transform("min") == 1  # no finite odds: left out
    whole = metrics.drivers(
        rows[~never_failed], numerator="passed", denominator="checked", factors=["unit", "month"],
        cluster="check_id",
    )  # fmt: skip
    assert len(shown)
    assert_frame_equal(shown, whole, check_dtype=False)


def test_what_is_checked_once_a_month_has_no_days_of_the_week(year: Workspace) -> None:
    """ "Thursdays are five times as bad" of a month that ends on a Thursday sends people looking for nothing."""
    assert "weekday" not in set(drivers(year, "disinfection", WINDOW)["factor"])


def _months_passed(day: str) -> int:
    first = WINDOW.first.start
    return (int(day[:4]) - first.year) * 12 + int(day[5:7]) - first.month
