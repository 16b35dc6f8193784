"""What a review says in words: names of its figures, and its conclusion in plain sentences."""

from __future__ import annotations

from qc.analysis.display import period_name
from qc.improve.registers.model import Review, Which
from qc.locale import N_, Translator

FIGURES = {
    "cases": N_("cases"),
    "reported_in_time": N_("reported within the limit"),
    "report_hours_median": N_("hours to the report, median"),
    "report_hours_longest": N_("hours to the report, longest"),
    "closed": N_("closed so far"),
    "by_rules": N_("handled as the rules say"),
    "fed_back": N_("fed back so far"),
    "discussed": N_("discussed so far"),
    "per_100": N_("per 100 treatments"),
    "days_since": N_("days since the last one"),
    "days_between": N_("days between, median"),
    "first_responsible": N_("somebody is first responsible"),
    "answered_in_time": N_("answered within the limit"),
    "answer_days_median": N_("days to the first answer, median"),
    "answer_days_longest": N_("days to the first answer, longest"),
    "closed_in_time": N_("closed within the limit"),
    "close_days_median": N_("days to closing, median"),
    "close_days_longest": N_("days to closing, longest"),
    "satisfied": N_("satisfied afterwards"),
    "repeated": N_("repeated complaints"),
    "done": N_("done"),
    "missing": N_("missing"),
}
"""The code of a figure -> msgid."""

PARTS = {
    "severity": N_("severity"),
    "category": N_("category"),
    "unit": N_("unit"),
    "priority": N_("priority"),
    "contact": N_("type of contact"),
}
"""What figures are broken down by -> msgid."""

KEYS = {
    "": N_("not told"),
    "priority": N_("priority customers"),
    "ordinary": N_("other customers"),
}
"""Keys that are words of the house; all others are data."""

STATES = {
    "in_time": N_("reported in time"),
    "late": N_("reported late"),
    "waiting": N_("not due yet"),
    "overdue": N_("overdue"),
}
"""The state of a report to be made outside -> msgid."""


def conclusion(review: Review, t: Translator) -> list[str]:
    """The plain sentences of a review, the one that matters most first."""
    said = {
        Which.ADVERSE_EVENTS: _events,
        Which.COMPLAINTS: _complaints,
        Which.FOLLOW_UPS: _follow_ups,
    }[review.which](review, t)
    if review.undecided:
        said.append(t("Something is held back in {count} of them until it is put right: their times are left out.", count=review.undecided))  # fmt: skip
    return said


def _events(review: Review, t: Translator) -> list[str]:
    given = {"month": period_name(review.month, t), "count": review.cases}
    if not review.cases:
        first = t("No adverse event was reported for {month}; that nobody reported is no proof that nothing happened.", **given)  # fmt: skip
    elif review.cases_before is None:
        first = t("Adverse events reported for {month}: {count}. More reports are not worse.", **given)  # fmt: skip
    else:
        first = t("Adverse events reported for {month}: {count}; for the month before: {before}. More reports are not worse.", before=review.cases_before, **given)  # fmt: skip
    overdue = sum(each.state == "overdue" for each in review.outside)
    outside = (
        [t("Reports to the authority that are overdue: {count}.", count=overdue)] if overdue else []
    )
    return [first, *_still_open(review, t), *outside, _rate(review, t)]


def _still_open(review: Review, t: Translator) -> list[str]:
    """How many cases wait, of whatever month."""
    late = sum(case.overdue for case in review.open)
    if late:
        return [
            t("Still open: {open}, past their limit: {late}.", open=len(review.open), late=late)
        ]
    if review.open:
        return [t("Still open: {open}.", open=len(review.open))]
    return [t("All cases are closed.")] if review.cases else []


def _rate(review: Review, t: Translator) -> str:
    rate = review.figure("per_100")
    if rate.value is None or rate.lower is None or rate.upper is None:
        return t("No rate per 100 treatments: no workload sheet of {month} came in.", month=period_name(review.month, t))  # fmt: skip
    return t(
        "Per 100 treatments: {rate} (interval {lower} to {upper}), of {treatments} treatments.",
        rate=f"{rate.value:.2f}", lower=f"{rate.lower:.2f}", upper=f"{rate.upper:.2f}",
        treatments=f"{rate.of:g}",
    )  # fmt: skip


def _complaints(review: Review, t: Translator) -> list[str]:
    given = {"month": period_name(review.month, t), "count": review.cases}
    if not review.cases:
        first = t("No complaint was registered for {month}.", **given)
    elif review.cases_before is None:
        first = t("Complaints in {month}: {count}.", **given)
    else:
        first = t("Complaints in {month}: {count}; the month before: {before}.", before=review.cases_before, **given)  # fmt: skip
    said = [first, *_still_open(review, t)]
    if not review.limits_to_confirm:
        return said
    days = t(", ").join(map(str, sorted({days for _, _, days in review.limits_to_confirm})))
    return [*said, t("Limits of {days} days are as they ship and wait for the clinic to confirm them.", days=days)]  # fmt: skip


def _follow_ups(review: Review, t: Translator) -> list[str]:
    done = review.figure("done")
    if not done.of:
        return [t("No sheet of follow-ups of {month} came in.", month=period_name(review.month, t))]
    missing = review.figure("missing").count
    return [
        t("Follow-ups of {month}: {done} of {due} were done; missing: {missing}.",
          done=done.count, due=done.of, month=period_name(review.month, t), missing=missing)
    ]  # fmt: skip
