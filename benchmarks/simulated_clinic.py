"""One clinic's years of results, drawn at random and not from any real clinic: some units, the core
indicators with the lines of their checklists. Clinics, units and lines differ, some clinics drift, some
months are missing. The same seed and number give the same clinic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from qc.catalogue.model import Catalogue, Checklist
from qc.words import Kind, Outcome, ResultState

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

UNITS = (
    "皮肤科", "微整注射科", "激光治疗室", "手术室", "美容牙科", "术后恢复室", "护理部",
    "咨询部", "无菌物品室", "前台",
)  # fmt: skip
CITIES = (
    "北京", "上海", "广州", "深圳", "杭州", "成都", "武汉", "西安", "南京", "重庆",
    "长沙", "青岛", "厦门", "昆明", "沈阳",
)  # fmt: skip
INSPECTORS = ("王*", "李*", "张*", "刘*", "陈*", "赵*")
DETAILS = tuple(f'{{"par": {par}, "actual": {have}}}' for par in (2, 5, 10) for have in (par, 1))
MISSING_MONTH, NOT_APPLICABLE, LEFT_BLANK, DRIFTING = 0.02, 0.03, 0.005, 0.15


class Form(NamedTuple):
    """A checklist as used: so many checks a month in each of so many units, and how often its lines
    fail."""

    checklist: str
    monthly: float
    units: int
    fails: float


FORMS = (
    Form("disinfection", 4, 10, 0.03),
    Form("documents", 13, 10, 0.05),
    Form("emergency", 4, 3, 0.01),
    Form("appearance", 10, 10, 0.003),
    Form("courtesy", 4, 10, 0.04),
    Form("safety-rounds", 4, 10, 0.03),
    Form("satisfaction-monthly", 10, 10, 0.04),
    Form("management-system", 1, 10, 0.04),
    Form("adverse-events", 4, 1, 0.015),
    Form("satisfaction-nursing", 2, 10, 0.06),
)
"""Some 5,500 results a month in nine units: in five years a third of a million."""


@dataclass(frozen=True)
class Standards:
    """The lines of the forms, one after the other, as columns of texts and their codes."""

    catalogue: Catalogue

    @cached_property
    def lists(self) -> tuple[Checklist, ...]:
        return tuple(self.catalogue.checklists[form.checklist] for form in FORMS)

    @cached_property
    def sizes(self) -> Ints:
        return np.array([len(each.items) for each in self.lists])

    @cached_property
    def points(self) -> Floats:
        """Hundredths of a point of each line, NaN where the form gives none."""
        return np.array([
            float(item.points * 100) if each.kind == Kind.POINTS else np.nan
            for each in self.lists
            for item in each.items
        ])  # fmt: skip

    def of_lines(self, field: str) -> list[str]:
        """A text of each line: its `code` or `level`, or its Chinese words."""
        items = [item for each in self.lists for item in each.items]
        return [str(item.text.zh if field == "item" else getattr(item, field)) for item in items]

    def of_forms(self, field: str) -> list[str]:
        return [
            each.name.zh if field == "sheet" else str(getattr(each, field)) for each in self.lists
        ]


def open_months(number: int, months: Sequence[str], seed: int) -> list[str]:
    """The months of which a clinic has sheets: some are missing."""
    chance = np.random.default_rng([seed, number, 1]).random(len(months))
    return [month for month, drawn in zip(months, chance, strict=True) if drawn > MISSING_MONTH]


def site_name(number: int) -> str:
    return f"{CITIES[number % len(CITIES)]}{number + 1:03d}店"


def simulated_results(
    standards: Standards, number: int, months: Sequence[str], seed: int
) -> pd.DataFrame:
    """The results of a clinic in the order of its months: the columns of the store's frame (texts as
    categories, points as hundredths), `month` and `state`."""
    random = np.random.default_rng([seed, number])
    checks = _Checks.drawn(random, len(months))
    results = _Results.drawn(random, standards, checks, len(months))
    return _framed(standards, site_name(number), months, checks, results)


class _Checks(NamedTuple):
    """A value a check, in the order of months: numbers of its month, unit and form, its day, a number
    of its subject, its inspector, its name."""

    month: Ints
    unit: Ints
    form: Ints
    day: Ints
    subject: Ints
    inspector: Ints
    name: list[str]

    @classmethod
    def drawn(cls, random: np.random.Generator, months: int) -> _Checks:
        units = int(random.integers(8, len(UNITS) + 1))
        wanted = np.array([form.monthly for form in FORMS])
        present = np.arange(units)[:, None] < np.array([form.units for form in FORMS])
        times = random.poisson(np.broadcast_to(present * wanted, (months, *present.shape)))
        month, unit, form = (np.repeat(at, times.ravel()) for at in _grid(times.shape))
        size = len(month)
        raw = random.bytes(8 * size).hex()
        return cls(
            month, unit, form,
            random.integers(1, 29, size),
            random.integers(0, 10_000, size),
            random.integers(0, len(INSPECTORS), size),
            [raw[at : at + 16] for at in range(0, len(raw), 16)],
        )  # fmt: skip


def _grid(shape: tuple[int, ...]) -> list[Ints]:
    return [at.ravel() for at in np.indices(shape)]


class _Results(NamedTuple):
    """A value a result: numbers of its check and line, and what was found."""

    check: Ints
    line: Ints
    applies: npt.NDArray[np.bool_]
    failed: npt.NDArray[np.bool_]
    blank: npt.NDArray[np.bool_]
    half: npt.NDArray[np.bool_]

    @classmethod
    def drawn(
        cls, random: np.random.Generator, standards: Standards, checks: _Checks, months: int
    ) -> _Results:
        sizes = standards.sizes[checks.form]
        check = np.repeat(np.arange(len(sizes)), sizes)
        first = np.cumsum(standards.sizes) - standards.sizes
        within = np.arange(len(check)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        line = np.repeat(first[checks.form], sizes) + within
        odds = _odds(random, checks, months)[check] + _lines(standards)[line]
        chance = random.random((4, len(check)))
        return cls(
            check, line,
            chance[0] > NOT_APPLICABLE,
            chance[1] < 1 / (1 + np.exp(-odds)),
            chance[2] < LEFT_BLANK,
            chance[3] < 0.5,
        )  # fmt: skip


def _odds(random: np.random.Generator, checks: _Checks, months: int) -> Floats:
    """How much likelier a line fails in each check: by clinic, unit and form, drift, and chance."""
    fails = np.array([form.fails for form in FORMS])
    places = random.normal(0, 0.4, (len(UNITS), len(FORMS)))
    drift = random.normal(0, 1) if random.random() < DRIFTING else 0.0
    odds: Floats = np.log(fails / (1 - fails))[checks.form]
    odds = odds + random.normal(0, 0.35) + places[checks.unit, checks.form]
    return odds + drift * checks.month / months + random.normal(0, 0.3, len(checks.form))


def _lines(standards: Standards) -> Floats:
    """The same lines are hard in every clinic."""
    return np.random.default_rng(7).normal(0, 0.8, len(standards.points))


def _framed(
    standards: Standards, site: str, months: Sequence[str], checks: _Checks, results: _Results
) -> pd.DataFrame:
    form, month = checks.form[results.check], checks.month[results.check]
    of_check = {
        "check_id": (checks.name, np.arange(len(checks.name))),
        "date": _dates(months, checks),
        "unit": (list(UNITS), checks.unit),
        "inspector": (list(INSPECTORS), checks.inspector),
        "subject": _subjects(standards, checks),
    }
    of_line = {"item_code": "code", "item": "item", "level": "level"}
    texts: dict[str, Any] = {
        **{name: _text(*told, results.check) for name, told in of_check.items()},
        **{name: _text(standards.of_lines(field), results.line) for name, field in of_line.items()},
        **{
            "checklist" if name == "code" else name: _text(standards.of_forms(name), form)
            for name in ("sheet", "indicator", "kind", "code", "version")
        },
        "site": _text([site], np.zeros_like(form)),
        "month": _text(list(months), month),
        "cell": _cells(results),
        "round": _text([""], np.zeros_like(form)),
        "period_from": None,
        "period_to": None,
        "detail": _details(standards, form, results),
    }
    return pd.DataFrame({**texts, **_figures(standards, results)})


def _text(texts: list[str], codes: Ints, of: Ints | None = None) -> pd.Categorical:
    """Texts that repeat, as categories: `codes` of rows, or of the checks that rows belong to (`of`)."""
    known, places = np.unique(np.array(texts, dtype=object), return_inverse=True)
    codes = places[codes]
    return pd.Categorical.from_codes(codes if of is None else codes[of], categories=known)


def _dates(months: Sequence[str], checks: _Checks) -> tuple[list[str], Ints]:
    days = [f"{month}-{day:02d}" for month in months for day in range(1, 29)]
    return days, checks.month * 28 + checks.day - 1


def _subjects(standards: Standards, checks: _Checks) -> tuple[list[str], Ints]:
    """Charts have numbers, persons are masked already, other checks have no subject."""
    charts = [f"病历{number:05d}" for number in range(10_000)]
    kind = {"documents": 0, "appearance": 1}
    form = np.array([kind.get(each.code, 2) for each in standards.lists])[checks.form]
    persons = 10_000 + checks.subject % len(INSPECTORS)
    codes = np.select([form == 0, form == 1], [checks.subject, persons], len(charts) + 6)
    return [*charts, *INSPECTORS, ""], codes


def _cells(results: _Results) -> pd.Categorical:
    """A line a row, a check a column of the sheet."""
    columns = "CDEFGHIJKL"
    cells = [f"{column}{row}" for column in columns for row in range(4, 204)]
    return _text(cells, results.check % len(columns) * 200 + results.line % 200)


def _details(standards: Standards, form: Ints, results: _Results) -> pd.Categorical:
    stock = np.array([each.kind == Kind.STOCK for each in standards.lists])[form]
    codes = np.where(stock, results.line % len(DETAILS), -1)
    return pd.Categorical.from_codes(codes, categories=list(DETAILS))


def _figures(standards: Standards, results: _Results) -> dict[str, Any]:
    applies = results.applies & ~results.blank
    passed = applies & ~results.failed
    points = np.where(applies, standards.points[results.line], np.nan)
    lost = np.where(passed, 0, np.where(results.half, points / 2, points))
    marks = np.select([results.blank, ~results.applies, passed], [3, 1, 0], 2)
    outcomes = [Outcome.PASS, Outcome.NA, Outcome.FAIL]
    return {
        "checked": applies.astype("int64"),
        "passed": passed.astype("int64"),
        "points": pd.array(points, "Float64"),
        "scored": pd.array(np.round(points - lost), "Float64"),
        "reading": pd.array(np.full(len(marks), np.nan), "Float64"),
        "raw": pd.Categorical.from_codes(marks, categories=["√", "/", "×", ""]),
        "outcome": pd.Categorical.from_codes(
            np.where(marks == 3, -1, marks), categories=[each.value for each in outcomes]
        ),
        "state": pd.Categorical.from_codes(
            results.blank.astype("int8"),
            categories=[ResultState.ACCEPTED.value, ResultState.MISSED.value],
        ),
    }
