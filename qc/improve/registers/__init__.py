"""The monthly reviews of registers: adverse events, complaints, follow-ups.

Reports are counted, timed and followed; nobody is named and nothing leads from here to accountability or to
a ranking (`qc.improve.protected`). More reports are not worse: such figures are never judged.
"""

from qc.improve.registers.model import Figure, OpenCase, Outside, Review, Which
from qc.improve.registers.reviewing import review

__all__ = ["Figure", "OpenCase", "Outside", "Review", "Which", "review"]
