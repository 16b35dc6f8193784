"""What stands on every paper: clinic, day and source, and the indicators as a table."""

from __future__ import annotations

from qc.analysis import ScoreLine
from qc.analysis.display import counts, movement, percent, target_percent
from qc.locale import N_, Translator
from qc.reports.content import Report
from qc.reports.papers.model import Block, Paper, Table
from qc.reports.papers.tables import table
from qc.words import Verdict, verdict_label

SIGNED = (N_("Prepared by"), N_("Checked by"), N_("Approved by"))
"""编制 / 审核 / 批准."""
STATE = 4


def paper(title: str, report: Report, blocks: tuple[Block, ...], t: Translator) -> Paper:
    """A paper about a month, with the clinic and the day below its title."""
    told = (report.clinic, t("as of {day}", day=report.made_on), report.frozen)
    return Paper(title, " · ".join(filter(None, told)), source(report, t), t.language, blocks)


def source(report: Report, t: Translator) -> str:
    """The footer: whose it is and where its figures come from."""
    return f"{report.clinic} · {t('from imported audit workbooks; made {day}', day=report.made_on)}"


def indicator_table(report: Report, t: Translator) -> Table:
    """The indicators that have a verdict, with their movement against last month and last year."""
    lines = [line for line in report.scorecard.lines if line.verdict is not Verdict.NONE]
    heads = (
        t("Indicator"), t("Rate"), t("Counts"), t("Target"), t("State"), t("Month on month (pp)"),
        t("Year on year (pp)"),
    )  # fmt: skip
    marks = [line.state.value.replace("_", "-") for line in lines]
    below = [head.replace("（", "\n（") for head in heads]  # its unit on a line of its own
    return table(below, [_row(line, t) for line in lines], marks, STATE)


def _row(line: ScoreLine, t: Translator) -> tuple[str, ...]:
    known = line.indicator
    unit = known.counting_unit.of(t.language)
    return (
        known.name.of(t.language),
        percent(line.rate, line.target),
        "" if line.is_parent else counts(line.passed, line.checked, unit),
        target_percent(line.target),
        f"{line.state.shape} {t(verdict_label(line.verdict, line.state))}",
        movement(line.movement),
        movement(line.year_movement),
    )
