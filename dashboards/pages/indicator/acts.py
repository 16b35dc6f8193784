"""What can be done on the page of an indicator: write about its control chart."""

from __future__ import annotations

from functools import partial

from dashboards.address import View
from dashboards.page import Act, Asked, Done
from qc.errors import UsageError
from qc.improve.charting import note_chart
from qc.locale import N_

SAID = {
    "exclude": N_("{period} is left out of the limits."),
    "include": N_("{period} sets limits again."),
    "rebase": N_("New limits begin with {period}."),
    "join": N_("The limits run through {period} again."),
}


def _note(what: str, asked: Asked) -> Done:
    view = View.parse(asked.search)
    if view.indicator is None:
        raise UsageError(N_("Choose an indicator."))
    period = asked.of or asked.text("period")
    given = {"period": period, "reason": asked.text("reason")}
    note_chart(asked.reader, view.indicator, view.unit, view.kind or "month", what, given)
    return Done(asked.reader.t(SAID[what], period=period))


ACTS: dict[str, Act] = {what: partial(_note, what) for what in SAID}
