"""Rectification notices (整改通知单): what a unit has to put right, to be signed, filled in and brought back."""

from qc.reports.notices.write import notices_file, write_notices

__all__ = ["notices_file", "write_notices"]
