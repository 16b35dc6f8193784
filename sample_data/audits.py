"""The workbooks of a month, and what their sheets have in common."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from qc.catalogue.model import Catalogue
from sample_data import habits
from sample_data.carts import drugs
from sample_data.charts import documents
from sample_data.checklists import checklists
from sample_data.conduct import conduct
from sample_data.others import others
from sample_data.people import appearance
from sample_data.rooms import daily, spot
from sample_data.sheets import Sheet


@dataclass(frozen=True)
class Audit:
    """One workbook: its name, and its sheets with the indicator that each feeds."""

    file: str
    sheets: Sequence[tuple[str, Sheet]]


def month_of_audits(catalogue: Catalogue, month: dt.date, rng: random.Random) -> list[Audit]:
    """All workbooks of one month."""
    lists = catalogue.checklists
    # drawn first, so that no workbook hangs on those before it
    apart, beside = (habits.branch(rng, name) for name in ("checklists", "others"))

    def audit(what: str, indicator: str, sheets: Sequence[Sheet]) -> Audit:
        return Audit(f"{month:%Y-%m} {what}.xlsx", [(indicator, sheet) for sheet in sheets])

    return [
        audit("消毒隔离每日自查表", "disinfection", daily(lists["disinfection"], month, rng)),
        audit("消毒隔离每周抽查表", "disinfection", spot(lists["disinfection"], month, rng)),
        audit("护理文书质量检查表", "documents", documents(lists["documents"], month, rng)),
        audit("急救药品每周检查表", "emergency", drugs(lists["emergency"], month, rng)),
        audit("护士仪容仪表检查表", "appearance", appearance(lists["appearance"], month, rng)),
        Audit(f"{month:%Y-%m} 服务安全制度检查明细.xlsx", conduct(month, rng)),
        *(
            Audit(f"{month:%Y-%m} {what}.xlsx", sheets)
            for what, sheets in others(catalogue, month, beside)
        ),
        *(
            Audit(f"{month:%Y-%m} {what}.xlsx", sheets)
            for what, sheets in checklists(catalogue, month, apart)
        ),
    ]
