"""Do two inspectors see the same? Published tables, the kappa paradox, and what has no answer."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

from metrics import agreement

NAMED: dict[str, Any] = {"subject": "subject", "rater": "rater", "rating": "rating"}
FIGURES = ("observed", "cohen_kappa", "fleiss_kappa", "gwet_ac1")


def of_raters(**ratings: list[Any]) -> pd.DataFrame:
    """Raters' columns, a row a subject, as a long frame."""
    wide = pd.DataFrame(ratings).assign(subject=range(len(next(iter(ratings.values())))))
    return wide.melt("subject", var_name="rater", value_name="rating")


def of_table(table: list[list[int]]) -> pd.DataFrame:
    """A square table of two raters as a long frame."""
    cells = [(a, b) for a, row in enumerate(table) for b, n in enumerate(row) for _ in range(n)]
    return of_raters(one=[a for a, _ in cells], other=[b for _, b in cells])


def of_counts(counts: list[list[int]]) -> pd.DataFrame:
    """How many raters put each subject into each category, as a long frame."""
    rows = [
        (subject, rater, category)
        for subject, row in enumerate(counts)
        for rater, category in enumerate(c for c, n in enumerate(row) for _ in range(n))
    ]
    return pd.DataFrame(rows, columns=["subject", "rater", "rating"])


def of_one(frame: Any, **options: Any) -> pd.Series:
    """The one row of an agreement without groups."""
    (row,) = agreement(frame, **{**NAMED, **options}).to_dict("records")
    return pd.Series(row)


def test_cohens_own_table():
    """Cohen 1960, table 2: 200 subjects, κ = 0.492."""
    found = of_one(of_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]]))
    assert (found["subjects"], found["raters"], found["observed"]) == (200, 2, 0.7)
    assert found["cohen_kappa"] == pytest.approx((0.7 - 0.41) / 0.59, abs=1e-12)
    assert round(found["cohen_kappa"], 3) == 0.492


def test_fleiss_own_table():
    """Fleiss 1971: 30 patients, 6 psychiatrists each, 5 diagnoses; κ = 0.430."""
    patients = [
        444444, 222555, 233335, 555555, 222444, 113333, 333355, 113334, 114444, 555555,
        144444, 124444, 222333, 144444, 224445, 333335, 111455, 111112, 224444, 133555,
        555555, 244444, 224555, 114444, 144445, 222224, 111155, 224444, 133333, 555555,
    ]  # fmt: skip
    counts = [[str(patient).count(category) for category in "12345"] for patient in patients]
    found = of_one(of_counts(counts))
    assert round(found["fleiss_kappa"], 3) == 0.430
    assert (found["subjects"], found["raters"]) == (30, 6)
    assert np.isnan(found["cohen_kappa"])


def test_ten_subjects_of_fourteen_raters():
    """The example that statsmodels and Wikipedia show: 14 raters, 10 subjects, 5 categories, κ = 0.210."""
    counts = """
        0 0 0 0 14, 0 2 6 4 2, 0 0 3 5 6, 0 3 9 2 0, 2 2 8 1 1,
        7 7 0 0 0, 3 2 6 3 0, 2 5 3 2 2, 6 5 2 1 0, 0 2 2 3 7
    """
    rows = [[int(n) for n in row.split()] for row in counts.split(",")]
    assert round(of_one(of_counts(rows))["fleiss_kappa"], 3) == 0.210


MISSING = {
    "one": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "two": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, None],
    "three": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    "four": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (None, [0.8181818, 0.542, 1, 0.76117, 0.424, 1, 0.77544, 0.461, 1]),
        ("linear", [0.939, None, None, None, None, None, 0.859, 0.600, 1]),
        ("quadratic", [0.975, None, None, None, None, None, 0.914, 0.685, 1]),
    ],
)
def test_missing_ratings_as_in_gwets_handbook(weights, expected):
    """Gwet 2014, page 120, four raters of whom none rated all (irrCAC's cac.raw4raters): the printed
    figures and bounds. One subject with a single rating counts in how common a category is only."""
    found = of_one(of_raters(**MISSING), weights=weights)
    names = [f"{f}{end}" for f in ("observed", *FIGURES[2:]) for end in ("", "_lower", "_upper")]
    for name, figure in zip(names, expected, strict=True):
        digits = 3 if figure is None or round(figure, 3) == figure else 5
        assert figure is None or round(found[name], digits) == round(figure, digits), name
    assert (found["subjects"], found["raters"]) == (11, 4)


def test_standard_errors_as_printed():
    """Gwet 2014: 100 pregnancies by two abstractors, Cohen's κ 0.7964094 with (0.680, 0.913), AC1
    0.8493305; 15 patients by six psychiatrists, Fleiss 0.4139265 (0.240, 0.588), AC1 0.4448007 (0.264,
    0.625)."""
    two = of_one(of_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]]))
    assert two["cohen_kappa"] == pytest.approx(0.7964094, abs=5e-8)
    half = two["cohen_kappa_upper"] - two["cohen_kappa"]
    assert half == pytest.approx(0.05891072 * 1.9842169515, abs=1e-7)
    assert two["gwet_ac1"] == pytest.approx(0.8493305, abs=5e-8)
    patients = """
        0 0 0 6 0, 0 3 0 0 3, 0 1 4 0 1, 0 0 0 0 6, 0 3 0 3 0, 2 0 4 0 0, 0 0 4 0 2, 2 0 3 1 0,
        2 0 0 4 0, 0 0 0 0 6, 1 0 0 5 0, 1 1 0 4 0, 0 3 3 0 0, 1 0 0 5 0, 0 2 0 3 1
    """
    six = of_one(of_counts([[int(n) for n in row.split()] for row in patients.split(",")]))
    t = 2.1447866879  # 14 degrees of freedom
    for name, value, se in [
        ("fleiss_kappa", 0.4139265, 0.08119291),
        ("gwet_ac1", 0.4448007, 0.08418757),
    ]:
        assert six[name] == pytest.approx(value, abs=5e-8)
        assert six[f"{name}_lower"] == pytest.approx(value - t * se, abs=1e-7)
        assert six[f"{name}_upper"] == pytest.approx(value + t * se, abs=1e-7)


def test_the_kappa_paradox():
    """Feinstein & Cicchetti 1990: both tables agree on 85 of 100, kappa says 0.70 and 0.32; AC1 tells no
    such tale. And an inspection where nearly all passes: 94.4 % agreement, a kappa below nothing."""
    balanced, skewed = (of_one(of_table(t)) for t in ([[40, 9], [6, 45]], [[80, 10], [5, 5]]))
    assert balanced["observed"] == skewed["observed"] == 0.85
    assert [round(found["cohen_kappa"], 2) for found in (balanced, skewed)] == [0.70, 0.32]
    assert [round(found["gwet_ac1"], 2) for found in (balanced, skewed)] == [0.70, 0.81]
    clean = of_one(of_table([[118, 5], [2, 0]]))
    assert [round(clean[name], 3) for name in FIGURES] == [0.944, -0.023, -0.029, 0.941]


def test_an_inspector_who_passes_everything():
    """Cohen's kappa is 0 at 98 % agreement, whatever the other one sees: not a verdict on anybody."""
    found = of_one(of_table([[98, 2], [0, 0]]))
    assert (found["observed"], found["cohen_kappa"]) == (0.98, 0)
    assert found["gwet_ac1"] == pytest.approx(1 - 0.02 / (1 - 2 * 0.99 * 0.01), abs=1e-12)


def test_all_ratings_alike():
    """A month where both passed all: kappa is undefined, AC1 is 1, and its interval says how few it rests
    on (five charts vouch for 57 %) in place of promising certainty."""
    found = of_one(of_table([[5, 0], [0, 0]]))
    assert found[["observed", "gwet_ac1"]].tolist() == [1, 1]
    assert found[["cohen_kappa", "fleiss_kappa", "fleiss_kappa_lower"]].isna().all()
    wilson = 5 / (5 + 1.959963984540054**2)
    for name in ("observed", "gwet_ac1"):
        assert found[f"{name}_lower"] == pytest.approx(wilson, abs=1e-12)
        assert found[f"{name}_upper"] == 1


def test_all_agree_on_different_marks():
    """Full agreement with failures among them: kappa is 1, and no surer than its few charts."""
    found = of_one(of_table([[3, 0], [0, 2]]))
    assert found[list(FIGURES)].tolist() == [1, 1, 1, 1]
    assert 0 < found["cohen_kappa_lower"] < found["observed_lower"] < 1


def test_one_subject_and_two_minds():
    """One chart, two opinions: nothing to compute a spread from, and still an answer."""
    found = of_one(of_raters(one=["√"], two=["×"]))
    assert found["observed"] == 0 and found["gwet_ac1"] == found["fleiss_kappa"] == -1
    assert found["gwet_ac1_lower"] == -1 < found["gwet_ac1_upper"] < 1


@pytest.mark.parametrize(
    ("frame", "raters"),
    [
        (of_raters(one=[1, 2, 3]), 1),
        (of_raters(one=[1, None], two=[None, 2]), 2),
        (of_raters(one=[None, None], two=[None, None]), 0),
        (of_raters(one=[], two=[]), 0),
    ],
    ids=["one rater", "nothing in common", "all missing", "empty"],
)
@pytest.mark.parametrize("weights", [None, "linear"])
def test_nothing_to_compare(frame, raters, weights):
    """Nothing rated by two has no agreement: neither 0 nor 1, and no warning."""
    found = of_one(frame, weights=weights)
    assert (found["subjects"], found["raters"]) == (0, raters)
    assert found.drop(["subjects", "raters"]).isna().all()


def test_no_rows_no_groups():
    """A filter that leaves nothing gives an empty table with its columns."""
    table = agreement(of_raters(one=[1], two=[1]).iloc[:0].assign(item=""), by="item", **NAMED)
    assert table.empty
    assert table.columns[:4].tolist() == ["item", "subjects", "raters", "observed"]


def test_each_group_alone():
    """Groups share names of subjects, raters and marks, and still do not touch: an item that only
    inspectors A and B saw has a Cohen's kappa, the one beside it, seen by three, has none. A missing name
    is a group, the last; a group without a rating keeps its row."""
    two, three = of_table([[8, 1], [1, 2]]), of_raters(one=[0, 1], other=[0, 1], third=[2, 1])
    frames = {"hands": two, "waste": three, None: two.iloc[::2], "none": two.assign(rating=None)}
    frame = pd.concat([each.assign(item=item) for item, each in frames.items()])
    table = agreement(frame.sample(frac=1, random_state=3), by="item", **NAMED)
    assert table["item"].fillna("?").tolist() == ["hands", "none", "waste", "?"]
    assert table["raters"].tolist() == [2, 0, 3, 2]
    assert table["cohen_kappa"].notna().tolist() == [True, False, False, True]
    alone = of_one(two)
    found = table.iloc[0].drop("item").astype(float)
    np.testing.assert_allclose(found, alone.reindex(found.index).astype(float), rtol=1e-12)


def test_a_subject_of_several_columns():
    """Item × check names a subject: the same item in another check is another subject."""
    frame = pd.DataFrame({
        "check": [1, 1, 1, 1, 2, 2], "item": ["a", "a", "b", "b", "a", "a"],
        "rater": ["x", "y"] * 3, "rating": [True, True, True, False, True, True],
    })  # fmt: skip
    found = of_one(frame, subject=["check", "item"])
    assert (found["subjects"], found["observed"]) == (3, pytest.approx(2 / 3))


@pytest.mark.parametrize(
    "engine",
    [
        pl.from_pandas,
        lambda frame: pl.from_pandas(frame).lazy(),
        lambda frame: pl.from_pandas(frame).to_arrow(),
        duckdb.from_df,
        lambda frame: frame.convert_dtypes(dtype_backend="pyarrow"),
        lambda frame: frame.assign(rating=frame["rating"].astype("category")),
    ],
    ids=["polars", "polars lazy", "pyarrow", "duckdb", "pandas on arrow", "categories"],
)
@pytest.mark.parametrize("weights", [None, "quadratic"])
def test_on_every_engine(engine, weights):
    """The same figures, with missing ratings, whatever holds the frame."""
    frame = of_raters(**MISSING)
    frame = pd.concat([frame.assign(by="b"), frame.iloc[:24].assign(by="a")])
    options = {**NAMED, "by": "by", "weights": weights}
    pd.testing.assert_frame_equal(
        agreement(engine(frame), **options),
        agreement(frame, **options),
        rtol=1e-12,
        check_dtype=False,
    )


def test_weights_are_of_the_groups_own_scale():
    """Fail, partly, pass as 0, 1, 2: a neighbour costs half by linear weights, a quarter by quadratic."""
    frame = of_raters(one=[0, 1, 2, 2], two=[0, 2, 2, 1])
    assert of_one(frame)["observed"] == 0.5
    assert of_one(frame, weights="linear")["observed"] == 0.75
    assert of_one(frame, weights="quadratic")["observed"] == 0.875


def test_confidence_widens():
    """A surer interval is a wider one around the same figure."""
    frame = of_table([[40, 9], [6, 45]])
    narrow, wide = (of_one(frame, confidence=c) for c in (0.8, 0.99))
    for name in FIGURES:
        assert wide[name] == narrow[name]
        assert wide[f"{name}_lower"] < narrow[f"{name}_lower"] < narrow[f"{name}_upper"]


@pytest.mark.parametrize(
    ("options", "change", "said"),
    [
        ({"weights": "cubic"}, {}, "weights must be linear, quadratic or None, not cubic"),
        ({"confidence": 95}, {}, "confidence must lie between 0 and 1, not 95"),
        ({"rater": "inspector"}, {}, "no column inspector; the frame has subject, rater, rating"),
        ({"weights": "linear"}, {"rating": ["√", "×"]}, "weights need numbers in rating .* not √"),
        (
            {"weights": "linear"},
            {"rating": [1, np.inf]},
            "weights need numbers in rating .* not inf",
        ),
        ({}, {"rater": ["A", "A"]}, "rater A rated subject 1 more than once"),
        ({}, {"rater": ["A", None]}, r"a rating without rater \(at row 1\)"),
        ({}, {"subject": [None, "1"]}, r"a rating without subject \(at row 0\)"),
    ],
)
def test_bad_input_is_named(options, change, said):
    """A refusal says which rule is broken and where."""
    frame = pd.DataFrame({"subject": ["1", "1"], "rater": ["A", "B"], "rating": [0, 1]})
    with pytest.raises(ValueError, match=said):
        agreement(frame.assign(**change), **{**NAMED, **options})


def test_without_a_rating_nobody_need_be_named():
    """A line that nobody has rated yet may lack the inspector, and a corrected line the first mark."""
    frame = of_raters(one=[1, 2], two=[1, None])
    frame.loc[frame["rating"].isna(), "rater"] = None
    repeated = pd.concat([frame, frame.assign(rating=None)])
    assert of_one(repeated)["subjects"] == 1
