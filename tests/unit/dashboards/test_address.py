"""A link shows the same to whoever opens it."""

from __future__ import annotations

import datetime as dt
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.address import Rows, View
from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.words import Outcome, ResultState

TEXTS = st.none() | st.text(st.characters(codec="utf-8"), min_size=1)
PERIODS = st.dates(min_value=dt.date(2000, 1, 1)).map(Period.of)
ROWS = st.builds(
    Rows,
    period=PERIODS,
    indicator=TEXTS,
    unit=TEXTS,
    item=TEXTS,
    outcome=st.none() | st.sampled_from(Outcome),
    state=st.none() | st.sampled_from(ResultState),
)
VIEWS = st.builds(
    View,
    language=st.sampled_from([None, "zh", "en"]),
    period=st.none() | PERIODS,
    unit=TEXTS,
    indicator=TEXTS,
    rows=st.none() | ROWS,
)


@given(VIEWS)
def test_a_view_survives_its_own_address(view: View) -> None:
    """Otherwise a link sent to a colleague would show another month, unit or drawer."""
    assert View.parse(view.link(rows=view.rows)) == view


def test_an_empty_address_leaves_all_unsaid() -> None:
    """The first visit would fail before anything was shown."""
    assert View.parse(None) == View.parse("") == View.parse("?") == View()


def test_following_a_link_shuts_the_drawer() -> None:
    """Choosing another indicator with the drawer's rows kept would cover the page again."""
    view = View(unit="换药室", rows=Rows(Period.parse("2026-10")))
    assert unquote(view.link(indicator="service")) == "?unit=换药室&indicator=service"


def test_a_wrong_month_is_said_in_a_sentence() -> None:
    """A mistyped address would end as a fault of ours."""
    with pytest.raises(UsageError, match='"2026-13" is not a period'):
        View.parse("?period=2026-13")


def test_a_wrong_outcome_is_said_in_a_sentence() -> None:
    with pytest.raises(UsageError, match='"broken", which this page does not know'):
        View.parse("?rows.period=2026-10&rows.outcome=broken")


def test_an_unknown_language_is_left_unsaid() -> None:
    """The page would look for a catalogue that does not exist."""
    assert View.parse("?lang=fr").language is None
