"""Empty workbooks to fill in: by hand or on a screen, and read back without one problem."""

from qc.templates.find import find_checklist
from qc.templates.write import write_all, write_template

__all__ = ["find_checklist", "write_all", "write_template"]
