"""Is the workspace sound, and if not, what is to be done: looked at part by part, nothing changed."""

from qc.doctor.examining import examine
from qc.doctor.mending import mend
from qc.doctor.model import Look, Trouble

__all__ = ["Look", "Trouble", "examine", "mend"]
