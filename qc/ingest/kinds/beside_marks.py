"""Values among the marks of a checklist whose item says what they must keep: 氧气瓶压力（≥5MPa）."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from operator import attrgetter

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.asides import is_amount, is_figure
from qc.ingest.results import detail, held_back, judged, passes
from qc.ingest.values.limits_said import Limit, limits_in
from qc.ingest.values.measured import read_measured
from qc.records import Result

Limits = Mapping[Cell, Limit]


def measured_items(known: Known) -> Limits:
    """The items below which mostly figures stand that count something, with the limit that each
    says. Figures below an item that says none, or several, are judged by nothing."""
    items = set(map(attrgetter("item"), known.entries))
    said = ((item, limits_in(item.text)) for item in items)
    limits = {item: limits[0].limit for item, limits in said if len(limits) == 1}
    if not limits:
        return {}
    written: dict[Cell, list[object]] = defaultdict(list)
    for entry in known.entries:
        if entry.mark.value is not None and entry.item in limits:
            written[entry.item].append(entry.mark.value)
    return {item: limits[item] for item, values in written.items() if _are_measured(values)}


def _are_measured(values: list[object]) -> bool:
    figures = [value for value in values if is_figure(value)]
    return len(figures) * 2 > len(values) and any(map(is_amount, figures))


def is_value(value: object) -> bool:
    """Whether a cell of a measured item holds its value; 正常 and 故障 there stay marks."""
    return is_figure(value) or isinstance(value, float)


def judged_by_limit(known: Known, mark: Cell, result: Result, limit: Limit) -> Result:
    """The result of a value by its item's limit."""
    measured = read_measured(mark.value)
    if measured.value is None:  # 6台
        known.say("text_in_number", mark)
        return held_back(result)
    if measured.note:
        known.say(measured.note, mark, number=str(measured.value))
    said = detail(limit=str(limit))
    kept = passes(limit.allows(measured.value))
    return judged(result, kept, reading=float(measured.value), detail=said)
