"""Pooling by numbers says what pooling by names says."""

from __future__ import annotations

import pandas as pd
import pytest

from qc.analysis.judging import pooled

CHECKS = {
    "check_id": ["1", "2", "3", "4", "5"],
    "date": ["2026-10-02", "2026-10-01", "2026-10-05", "2026-10-03", "2026-10-04"],
    "checked": [1, 2, 3, 4, 5],
    "passed": [1, 1, 1, 1, 5],
}


@pytest.mark.parametrize(
    "units",
    [
        pd.Series(["乙", None, "甲", None, "乙"], dtype="str"),
        pd.Series(["乙", None, "甲", None, "乙"], dtype="category"),
        pd.Series(pd.Categorical(["乙", None, "甲", None, "乙"], categories=["甲", "乙", "丙"])),
    ],
    ids=["texts", "categories", "unsorted categories"],
)
def test_what_has_no_name_stays_apart_and_comes_last(units: pd.Series) -> None:
    """Checks without a unit would be counted to the last one in the alphabet."""
    found = pooled(pd.DataFrame(CHECKS).assign(unit=units), ["unit"])
    told = found.fillna({"unit": "—"}).set_index("unit")
    assert list(told.index) == ["乙", "甲", "—"]
    assert told["checked"].to_dict() == {"乙": 6, "甲": 3, "—": 6}
    assert told["on"].to_dict() == {"乙": "2026-10-04", "甲": "2026-10-05", "—": "2026-10-03"}
