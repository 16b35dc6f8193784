"""The figures of a PDCA cycle: valid for plotly, and telling what the lists beside them tell."""

from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import plotly.graph_objects as go

from dashboards.figures.before_after import before_after_figure
from dashboards.figures.fishbone import Bone, Twig, fishbone_figure, wrapped
from dashboards.figures.gantt import Stretch, gantt_figure
from qc.improve.cycles.effect import chart_of
from qc.improve.cycles.figures import Figures, Month, Tally
from qc.locale import translator

ZH = translator("zh")
DAY = dt.date(2026, 11, 2)
BONES = [
    Bone("人", (Twig("没有固定责任护士", False, False), Twig("未培训", False, True))),
    Bone("料", (Twig("<b>没有试纸</b>", True, False),)),
    Bone("法", ()),
]


def months(*counts: tuple[str, int, int]) -> Figures:
    return Figures(
        Tally(0, 0, 0.0), (), tuple(Month(m, f"{m}-01", good, of) for m, good, of in counts)
    )


def chart(before: Figures, after: Figures) -> pd.DataFrame:
    return chart_of(before, after, rebased=True)


def test_the_fishbone_is_a_valid_figure_with_every_cause() -> None:
    figure = fishbone_figure("手卫生", BONES)
    go.Figure(figure)
    said = " ".join(each["text"] for each in figure["layout"]["annotations"])
    assert "没有固定责任护士" in said and "未培训" in said and "手卫生" in said


def test_the_true_cause_is_marked_and_its_text_is_no_markup() -> None:
    """A cause is typed by a person: <b> in it must not become bold, a link must not become one."""
    said = [each["text"] for each in fishbone_figure("x", BONES)["layout"]["annotations"]]
    (true,) = [text for text in said if "◆" in text]
    assert "&lt;b&gt;" in true
    assert not any("<a" in text for text in said)


def test_no_cause_hides_another() -> None:
    """Two on one height of a bone could not be read."""
    bone = Bone("人", tuple(Twig(f"原因{n}", False, False) for n in range(7)))
    words = fishbone_figure("x", [bone])["layout"]["annotations"]
    heights = [each["y"] for each in words if each["text"].startswith("原因")]
    assert len(set(heights)) == 7 and all(height > 0 for height in heights)


def test_long_words_stand_in_two_lines() -> None:
    assert wrapped("甲" * 40, 15) == "甲" * 15 + "<br>" + "甲" * 14 + "…"
    assert (
        wrapped("clean hands before every dressing", 10) == "clean hands before<br>every dressing"
    )


def test_the_gantt_shows_planned_late_and_done() -> None:
    known = [
        Stretch("1. 补货", dt.date(2026, 10, 1), dt.date(2026, 10, 5), dt.date(2026, 10, 4), False, "✓"),
        Stretch("2. 培训", dt.date(2026, 10, 6), dt.date(2026, 10, 20), None, True, "▲"),
    ]  # fmt: skip
    figure = gantt_figure(known, DAY, "今天")
    go.Figure(figure)
    planned, late, done = figure["data"]
    assert planned["base"] == ["2026-10-01", "2026-10-06"]
    assert planned["x"][0] == 5 * 86_400_000  # both days included
    assert late["y"] == [1] and late["base"] == ["2026-10-21"]
    assert done["y"] == [0]
    assert figure["layout"]["shapes"][0]["x0"] == "2026-11-02"


def test_a_gantt_of_long_ago_is_not_stretched_to_today() -> None:
    """A measure of two days would be a dot in two years."""
    past = Stretch(
        "1. x", dt.date(2024, 1, 1), dt.date(2024, 1, 9), dt.date(2024, 1, 9), False, "✓"
    )
    assert gantt_figure([past], DAY, "今天")["layout"]["shapes"] == []


def test_before_and_after_have_limits_of_their_own() -> None:
    before = months(("2026-03", 90, 100), ("2026-04", 91, 100), ("2026-05", 89, 100))
    frame = chart(before, months(("2026-05", 99, 100), ("2026-06", 98, 100)))
    figure = before_after_figure(frame, [f"?{n}" for n in range(5)], 0.95, ZH)
    go.Figure(figure)
    json.dumps(figure, allow_nan=False)
    values = [trace for trace in figure["data"] if "customdata" in trace]
    assert [trace["x"] for trace in values] == [[0, 1, 2], [3, 4]]  # May stands twice
    assert values[1]["customdata"] == ["?3", "?4"]
    assert len({tuple(trace["y"]) for trace in figure["data"] if trace["hoverinfo"] == "skip"}) == 6


def test_without_figures_after_there_is_no_border() -> None:
    frame = chart(months(("2026-03", 9, 10)), months())
    figure = before_after_figure(frame, ["?0"], None, ZH)
    go.Figure(figure)
    assert figure["layout"]["shapes"] == []
