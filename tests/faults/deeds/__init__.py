"""What is killed. To have another deed killed, write its class and add it to DEEDS."""

from tests.faults.deeds.acts import Cycle, Freeze, Note
from tests.faults.deeds.backups import Backup, Restore
from tests.faults.deeds.deed import Deed
from tests.faults.deeds.files import Meeting, Report
from tests.faults.deeds.importing import ImportAnew, ImportMany, ImportSome
from tests.faults.deeds.lake import WriteLake

__all__ = [
    "DEEDS", "Backup", "Cycle", "Deed", "Freeze", "ImportAnew", "ImportMany", "ImportSome", "Meeting", "Note",
    "Report", "Restore", "WriteLake",
]  # fmt: skip

DEEDS: tuple[type[Deed], ...] = (
    ImportSome, ImportMany, ImportAnew, Report, Meeting, Freeze, Note, Cycle, Backup, Restore, WriteLake,
)  # fmt: skip
