"""What a person does on the page of the standards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from dashboards.page import Act, Asked, Done
from dashboards.pages.standards import tray
from dashboards.pages.standards.place import Place
from dashboards.pages.standards.update import SEARCH
from dashboards.pages.standards.upload import FROM
from qc.errors import UsageError
from qc.locale import N_
from qc.standards.plan import apply_plan, plan_import, refuse_without_right


def _search(asked: Asked) -> Done:
    return Done(None, Place.parse(asked.search).listed(q=asked.text(SEARCH)))


def _look(asked: Asked) -> Done:
    """A workbook came in by the route for it: show what it changes."""
    return Done(None, Place.parse(asked.search).listed(upload=asked.of))


def _from(asked: Asked) -> Done:
    return Done(None, Place.parse(asked.search).link(start=_day(asked.text(FROM))))


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            N_('"{word}" is no day.'), N_("Write a day like 2026-10-31."), word=text
        ) from None


def _take(asked: Asked) -> Done:
    """Write what the page shows, from the day that it shows."""
    refuse_without_right(asked.reader)
    place = replace(Place.parse(asked.search), upload=asked.of)
    plan = plan_import(asked.reader, tray.find(asked.reader, asked.of), place.start)
    apply_plan(asked.reader, plan)
    tray.drop(asked.reader)
    t = asked.reader.t
    said = t("{n} standards change from {day} on.", n=len(plan.changes), day=plan.start)
    return Done(said, place.listed())


def _drop(asked: Asked) -> Done:
    tray.drop(asked.reader)
    said = asked.reader.t("The workbook is discarded; nothing was changed.")
    return Done(said, Place.parse(asked.search).listed())


ACTS: Mapping[str, Act] = {
    "search": _search,
    "look": _look,
    "from": _from,
    "take": _take,
    "drop": _drop,
}
