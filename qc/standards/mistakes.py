"""What is wrong in an edited workbook: all of it at once, each with its cell and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qc.errors import QcError
from qc.locale import N_, Translator


@dataclass(frozen=True)
class Mistake:
    """One cell that does not hold: the value seen, what is expected and the remedy (msgids)."""

    sheet: str
    cell: str
    seen: str
    expected: str
    remedy: str
    values: Mapping[str, object] = field(default_factory=dict)

    def line(self, t: Translator) -> str:
        """The mistake as one line in the reader's language."""
        seen = self.seen if len(self.seen) <= 40 else f"{self.seen[:38]} …"
        shown = "" if not seen else f"“{seen}” " if t.language == "zh" else f'"{seen}" '
        between = "" if t.language == "zh" else " "
        said = t(self.expected, **self.values) + between + t(self.remedy, **self.values)
        return f"{self.sheet} {self.cell}  {shown}{said}"


class MistakesError(QcError):
    """An edited workbook that does not hold; nothing was written."""

    def __init__(self, name: str, mistakes: Sequence[Mistake]) -> None:
        super().__init__(
            N_("{name}: {count} places do not hold; nothing was changed."),
            N_("Put them right in the workbook, save it and import it again."),
            name=name,
            count=len(mistakes),
        )
        self.mistakes = tuple(mistakes)

    def sentence(self, t: Translator) -> str:
        """The sentence, and below it a line for each mistake."""
        return "\n".join([super().sentence(t), *(mistake.line(t) for mistake in self.mistakes)])
