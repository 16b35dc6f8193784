"""The problems of a workbook in words: errors first, like ones together, each at its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from dashboards.components import html
from qc.ingest.problems import Wording, describe
from qc.locale import Translator
from qc.records import Problem
from qc.words import Severity

SHOWN, MOST = 20, 500
ORDER = tuple(Severity)
SHAPES = {Severity.ERROR: "▲", Severity.WARNING: "!", Severity.INFO: "i"}
Beside = Callable[[Problem], Any]
Told = tuple[Problem, Wording]


def faults(problems: Sequence[Problem], t: Translator, beside: Beside | None = None) -> Any:
    """All problems, the first 20 open and the rest behind a disclosure; what was only assumed is
    always behind one. `beside` may put something at a problem's line, such as the way to correct it."""
    told = sorted(
        ((found, describe(found, t)) for found in problems),
        key=lambda pair: (ORDER.index(pair[0].severity), pair[0].code, pair[1].remedy),
    )
    asked = [pair for pair in told if pair[0].severity is not Severity.INFO]
    assumed = [pair for pair in told if pair[0].severity is Severity.INFO]
    rest = asked[SHOWN:]
    return html.Div(
        [
            *_groups(asked[:SHOWN], t, beside),
            _folded(t("{n} more", n=len(rest)), rest, t, beside),
            _folded(t("Read on these assumptions: {n}", n=len(assumed)), assumed, t, None),
        ],
        className="faults",
    )


def _folded(summary: str, told: Sequence[Told], t: Translator, beside: Beside | None) -> Any:
    if not told:
        return None
    parts = [html.Summary(summary), *_groups(told[:MOST], t, beside)]
    if len(told) > MOST:
        parts.append(html.P(t("The annotated copy lists all {all}.", all=len(told))))
    return html.Details(parts)


def _groups(told: Iterable[Told], t: Translator, beside: Beside | None) -> list[Any]:
    def alike(pair: Told) -> tuple[str, str, str]:
        return pair[0].code, pair[1].expected, pair[1].remedy

    return [_group(list(pairs), t, beside) for _, pairs in groupby(told, alike)]


def _group(told: Sequence[Told], t: Translator, beside: Beside | None) -> Any:
    wording, severity = told[0][1], told[0][0].severity
    head = t("{label}: {n}", label=t(severity.label), n=len(told))
    return html.Section(
        [
            html.Div(
                [
                    html.H4([html.Span(SHAPES[severity], className="shape"), head]),
                    html.P(t("Expected: {expected}", expected=wording.expected)),
                ],
                className="asks",
            ),
            html.P(wording.remedy, className="remedy"),
            html.Ul([_line(found, said, beside) for found, said in told]),
        ],
        className=f"fault {severity.value}",
    )


def _line(found: Problem, said: Wording, beside: Beside | None) -> Any:
    place = "!".join(part for part in (found.sheet, found.cell) if part)
    more = beside(found) if beside else None
    return html.Li([html.Span(place, className="place"), html.Span(said.message), more])
