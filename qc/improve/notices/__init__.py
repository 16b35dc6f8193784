"""Rectification notices (整改通知单) that come back: what the unit filled in becomes acts on its findings."""

from qc.improve.notices.arriving import Arrived, import_content, import_each, looked
from qc.improve.notices.ids import line_id, workspace_mark
from qc.improve.notices.taking import Taken, take
from qc.improve.notices.words import told

__all__ = [
    "Arrived", "Taken", "import_content", "import_each", "line_id", "looked", "take", "told", "workspace_mark",
]  # fmt: skip
