"""The workbooks beside the audits: registers, figures and satisfaction, devices and environment, staff."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence

from qc.catalogue.model import Catalogue
from sample_data import (
    assessment,
    carts,
    complaints,
    devices,
    events,
    feedback,
    figures,
    habits,
    monitoring,
    staff,
    supplies,
    surveys,
    waiting,
    workload,
)
from sample_data.sheets import Table

QUARTERLY = (1, 4, 7, 10)  # months in which staff and supplies are gone through


def others(
    catalogue: Catalogue, month: dt.date, rng: random.Random
) -> Iterator[tuple[str, list[tuple[str, Table]]]]:
    """Each workbook's name, and its tables with the indicator that each feeds."""
    lists = catalogue.checklists

    def own(name: str) -> random.Random:
        return habits.branch(rng, name)

    def book(what: str, *parts: Sequence[Table]) -> tuple[str, list[tuple[str, Table]]]:
        tables = [table for part in parts for table in part]
        return what, [(lists[table.standard].indicator, table) for table in tables]

    yield book(
        "登记本",
        events.register(month, own("events")),
        complaints.register(month, own("complaints")),
        feedback.register(month, own("feedback")),
        devices.faults(month, own("device-faults")),
    )
    yield book(
        "统计与满意度",
        workload.sheet(month, own("workload")),
        figures.outcomes(lists, month, own("outcomes")),
        figures.customers(lists, month, own("customers")),
        surveys.sheets(lists, month, own("surveys")),
        waiting.sheet(month, own("waiting")),
        assessment.sheets(month, own("assessment")),
    )
    yield book(
        "设备与环境监测",
        monitoring.sheets(month, own("monitoring")),
        devices.maintenance(month),
    )
    if month.month in QUARTERLY:
        yield book(
            "培训证照与物料",
            staff.sheets(month, own("staff")),
            supplies.sheets(lists, month, own("supplies")),
            [carts.stock(lists["emergency"], month)],
        )
