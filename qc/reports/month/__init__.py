"""A month as it is reported: live until it is frozen, from then on as it was published."""

from qc.reports.content import Month
from qc.reports.month.asking import month_of
from qc.reports.month.freezing import freeze, unfreeze

__all__ = ["Month", "freeze", "month_of", "unfreeze"]
