"""The feedback book of inspections (督查反馈本): content first, then a renderer."""

from qc.reports.feedback_book.write import write_feedback_book

__all__ = ["write_feedback_book"]
