"""The words of the house: enums that own their human names (English msgids, see qc.locale)."""

from __future__ import annotations

from enum import StrEnum

from qc.locale import N_


class Kind(StrEnum):
    """What sort of sheet a check came from; it decides how a row becomes a result."""

    CHECKLIST = "checklist"
    COUNTS = "counts"
    POINTS = "points"
    STOCK = "stock"
    SURVEY = "survey"
    REGISTER = "register"
    TIMING = "timing"
    SCORES = "scores"
    MAINTENANCE = "maintenance"
    MEASUREMENT = "measurement"
    WORKLOAD = "workload"


THINGS = frozenset({Kind.STOCK, Kind.MAINTENANCE, Kind.MEASUREMENT})
"""Here the subject is a thing (a drug line, a machine), not a person or a person's chart."""


class Outcome(StrEnum):
    """What a mark says of its item."""

    PASS = "pass"
    FAIL = "fail"
    PARTIAL = "partial"
    NA = "na"

    @property
    def label(self) -> str:
        return {
            "pass": N_("passed"),
            "fail": N_("failed"),
            "partial": N_("partly"),
            "na": N_("not applicable"),
        }[self.value]


class ResultState(StrEnum):
    """Whether a result counts: accepted, a missed item (漏项) or held back (待更正)."""

    ACCEPTED = "accepted"
    MISSED = "missed"
    HELD_BACK = "held_back"


class Severity(StrEnum):
    """How bad a problem of a workbook is: held back, let in and pointed at, or only said."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        return {
            "error": N_("held back"),
            "warning": N_("please check"),
            "info": N_("assumed"),
        }[self.value]


class Level(StrEnum):
    """Donabedian's structure, process, outcome (基础 / 环节 / 终末质量)."""

    STRUCTURE = "structure"
    PROCESS = "process"
    OUTCOME = "outcome"

    @property
    def label(self) -> str:
        return {
            "structure": N_("structure quality"),
            "process": N_("process quality"),
            "outcome": N_("outcome quality"),
        }[self.value]


class Basis(StrEnum):
    """Whether the checks are a sample (抽查) or cover everything (全数)."""

    SAMPLE = "sample"
    CENSUS = "census"

    @property
    def label(self) -> str:
        return {"sample": N_("spot checks"), "census": N_("all checked")}[self.value]


class Direction(StrEnum):
    """Which side of the target is the good one."""

    HIGHER = "higher"
    LOWER = "lower"


class Verdict(StrEnum):
    """The plain verdict on the exact counts."""

    MET = "met"
    MISSED = "missed"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            "met": N_("target met"),
            "missed": N_("target missed"),
            "none": N_("no data"),
        }[self.value]


class State(StrEnum):
    """How sure the verdict is, from the exact one-sided bound (metrics.assurance); `no_target` where
    something was checked and nobody has set what to reach."""

    MET = "met"
    MET_SO_FAR = "met_so_far"
    MISSED_SO_FAR = "missed_so_far"
    MISSED = "missed"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"

    @property
    def label(self) -> str:
        """The second, quieter word beside the verdict."""
        return {
            "met": N_("well assured"),
            "met_so_far": N_("few checks"),
            "missed_so_far": N_("few checks"),
            "missed": N_("well assured"),
            "no_data": N_("no data"),
            "no_target": N_("no target set"),
        }[self.value]

    @property
    def shape(self) -> str:
        """A shape that says the state without colour."""
        return {
            "met": "●",
            "met_so_far": "◐",
            "missed_so_far": "◑",
            "missed": "▲",
            "no_data": "—",
            "no_target": "○",
        }[self.value]


def verdict_label(verdict: Verdict, state: State) -> str:
    """The plain verdict's word; where something was checked against no target, that there is none."""
    return state.label if state is State.NO_TARGET else verdict.label


class Right(StrEnum):
    """What somebody may do beyond looking: bring in files, put them right and undo them; write down
    what is done about findings, cycles, dates, registers, meetings and checks on the spot; see who was
    inspected; change standards and settings; look after users, audit trail and backups."""

    IMPORT = "import"
    RECORD = "record"
    NAMES = "names"
    STANDARDS = "standards"
    ADMINISTER = "administer"

    @property
    def refusal(self) -> str:
        """What is said to who has it not."""
        return {
            "import": N_("{actor} may not bring in files, put them right or take them back."),
            "record": N_("{actor} may look here, but not write anything down."),
            "names": N_("{actor} may not see who was inspected."),
            "standards": N_("{actor} may not change standards or settings."),
            "administer": N_("{actor} may not look after users, the audit trail or backups."),
        }[self.value]


ALL_RIGHTS = frozenset(Right)
SEEING = frozenset({Right.NAMES, Right.ADMINISTER})
"""The rights that decide what is told; all others decide what may be done."""

ACTIONS = {
    "import": N_("imported"),
    "supersede": N_("replaced by a corrected check"),
    "withdraw": N_("left out of the figures"),
    "restore": N_("brought back into the figures"),
    "correct": N_("answered by a corrected file"),
    "reopen": N_("waits again"),
    "undo": N_("import taken back"),
    "reread": N_("read anew"),
    "amend": N_("cell put right"),
    "user-add": N_("user added"),
    "user-change": N_("user changed"),
    "user-password": N_("password set"),
    "sign-in": N_("signed in"),
    "sign-in-refused": N_("sign-in refused"),
    "sign-out": N_("signed out"),
    "backup": N_("backup made"),
    "restored": N_("brought back from a backup"),
    "settings": N_("settings changed"),
    "standards": N_("standards changed"),
}
"""What an entry of the audit trail says was done."""
