"""For whoever speaks: the figures behind a slide, how they are counted and the files that they come from."""

from __future__ import annotations

from collections.abc import Sequence

from qc.locale import Translator
from qc.reports.content import FailingItem, Report, TrendChart

FILES = 12
"""Files that are named; the workbook's sheet of sources has them all."""
ITEMS = 30


def origin(report: Report, t: Translator) -> str:
    """How each indicator is counted, and which files the month's figures come from."""
    counted = [f"{each.indicator}: {each.counted}" for each in report.methods]
    return "\n".join((files(report, t), *counted))


def files(report: Report, t: Translator) -> str:
    return files_named([each.name for each in report.sources], t)


def files_named(names: Sequence[str], t: Translator) -> str:
    """Where the figures come from; what is not named is counted."""
    told = t(", ").join(names[:FILES])
    if len(names) > FILES:
        told = f"{told} {t('and {n} more files', n=len(names) - FILES)}"
    return t("Where the figures come from: {files}", files=told)


def of_trend(each: TrendChart, report: Report, t: Translator) -> str:
    """A chart's months in counts, what its limits are, how its indicator is counted, its files."""
    counts = [
        f"{month.start:%Y-%m}: {month.passed}/{month.checked}"
        for month in each.months
        if each.pooled
    ]
    counted = [f"{m.indicator}: {m.counted}" for m in report.methods if m.indicator == each.name]
    told = (each.caption, t(", ").join(counts), *counted, files(report, t))
    return "\n".join(filter(None, told))


def of_items(items: Sequence[FailingItem], t: Translator) -> str:
    """Each item in full, with its failures of what was checked: under a bar there is no room for it."""
    lines = [f"{n} {i.item} ({i.indicator}): {i.failures}/{i.checked}" for n, i in enumerate(items[:ITEMS], 1)]  # fmt: skip
    if len(items) > ITEMS:
        lines.append(t("The first {shown} of {all}.", shown=ITEMS, all=len(items)))
    return "\n".join(lines)
