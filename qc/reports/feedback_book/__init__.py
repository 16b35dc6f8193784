"""The feedback book of inspections (督查反馈本): content first, then a renderer."""

from qc.reports.feedback_book.write import feedback_book_of, write_feedback_book

__all__ = ["feedback_book_of", "write_feedback_book"]
