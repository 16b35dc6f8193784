"""All registers in a sentence."""

from __future__ import annotations

from qc.improve.registers import Review
from qc.locale import Translator


def headline(reviews: list[Review], t: Translator) -> str:
    """All registers in a sentence: what waits, and how much of it too long."""
    waiting = [case for each in reviews for case in each.open]
    late = sum(case.overdue for case in waiting)
    outside = sum(case.state == "overdue" for each in reviews for case in each.outside)
    if not waiting and not outside:
        return t("Every case in the registers is closed.")
    said = [t("Cases in the registers that are not closed: {n}, of them past their limit: {late}.", n=len(waiting), late=late)]  # fmt: skip
    said += [t("{count} reports to the authority are overdue.", count=outside)] if outside else []
    return ("" if t.language == "zh" else " ").join(said)
