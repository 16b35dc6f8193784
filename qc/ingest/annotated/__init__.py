"""The annotated copy: the user's own workbook with what is wrong marked at its cells."""

from __future__ import annotations

from qc.ingest.annotated.copy import annotated_copy, keep_copy
from qc.ingest.annotated.notes import original_name

__all__ = ["annotated_copy", "keep_copy", "original_name"]
