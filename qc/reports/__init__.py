"""Reports for management: content first (what is said), then a renderer (how it looks)."""

from qc.reports.write import write_report

__all__ = ["write_report"]
