"""What never leads to a person: reports of adverse events and of complaints, and what became of treatments.

Reports would stop with the first person who is called to account for one, or whom they cost a star.
So their results are taken away before anything is counted by person: accountability and the star of
service read findings and checks through this module only.
"""

from __future__ import annotations

import pandas as pd

from qc.catalogue.model import Catalogue, Checklist
from qc.words import Kind

INDICATORS = frozenset(
    {"adverse_events", "adverse_reactions", "complications", "infections", "reaction_response"}
)
CHECKLISTS = frozenset({"adverse-events", "adverse-review", "adverse-reactions", "complaints"})


def is_protected(checklist: Checklist) -> bool:
    """Does it report what went wrong? By its indicator, its code, or as a register of what is to be
    reported within some hours, whatever a clinic calls it."""
    reports = checklist.kind is Kind.REGISTER and checklist.rule.report_within is not None
    return checklist.indicator in INDICATORS or checklist.code in CHECKLISTS or reports


def protected_codes(catalogue: Catalogue) -> frozenset[str]:
    """The codes of all checklists that are, in any version, protected."""
    known = (version for code in catalogue.checklists for version in catalogue.versions_of(code))
    return CHECKLISTS | {checklist.code for checklist in known if is_protected(checklist)}


def without_reports(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Results or checks without those that are protected, by either of the two columns."""
    reports = rows["indicator"].isin(INDICATORS) | rows["checklist"].isin(
        protected_codes(catalogue)
    )
    return rows[~reports]
