"""The command line: `qc COMMAND`. One small file a command, read only when it is asked for."""

from __future__ import annotations

from qc.cli.group import HouseGroup
from qc.cli.speech import speak, use_utf8
from qc.locale import N_

cli = HouseGroup(
    "qc",
    help=N_(
        "Quality control of a clinic: audit workbooks in, rates against their targets out. "
        "QC_LANG=en shows everything in English."
    ),
    commands_in={
        "import": "qc.cli.import_",
        "today": "qc.cli.today",
        "rates": "qc.cli.rates",
        "trend": "qc.cli.trend",
        "findings": "qc.cli.findings",
        "cycles": "qc.cli.cycles",
        "accountability": "qc.cli.accountability",
        "stars": "qc.cli.stars",
        "calendar": "qc.cli.calendar",
        "draw": "qc.cli.draw",
        "assessment": "qc.cli.assessment",
        "registers": "qc.cli.registers",
        "report": "qc.cli.report",
        "meeting": "qc.cli.meeting",
        "cycle-report": "qc.cli.cycle_report",
        "fill": "qc.cli.fill",
        "freeze": "qc.cli.freeze",
        "feedback-book": "qc.cli.feedback_book",
        "notices": "qc.cli.notices",
        "inspection-folder": "qc.cli.inspection",
        "bulletin": "qc.cli.bulletin",
        "watch": "qc.cli.watch",
        "export": "qc.cli.export",
        "lake": "qc.cli.lake",
        "audit": "qc.cli.audit",
        "template": "qc.cli.template",
        "standards": "qc.cli.standards",
        "users": "qc.cli.users",
        "backup": "qc.cli.backup",
        "restore": "qc.cli.restore",
        "doctor": "qc.cli.doctor",
        "serve": "qc.cli.serve",
        "demo": "qc.cli.demo",
    },
)


def main() -> None:
    """The `qc` of the shell."""
    use_utf8()
    speak()
    cli(prog_name="qc")
