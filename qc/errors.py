"""What a user can get wrong, as sentences: what happened, where, and what to do next.

Everything here is shown to people as it stands, without a traceback. A fault inside a workbook is
not an error but a `qc.records.Problem`: the import goes on.
"""

from __future__ import annotations

from qc.locale import Translator


class QcError(Exception):
    """A mistake that the user can put right.

    `message` and `remedy` are English msgids with {named} places; `values` fill them.
    """

    exit_code = 2

    def __init__(self, message: str, remedy: str = "", **values: object) -> None:
        super().__init__(message.format(**values))
        self.message, self.remedy, self.values = message, remedy, values

    def sentence(self, t: Translator) -> str:
        """The whole sentence in the reader's language."""
        parts = [t(self.message, **self.values)]
        if self.remedy:
            parts.append(t(self.remedy, **self.values))
        return ("" if t.language == "zh" else " ").join(parts)


class UsageError(QcError):
    """A wrong word on the command line or in an address: a period, a code, a port."""


class ConflictError(UsageError):
    """Somebody else changed the same thing meanwhile: it has to be looked at again."""


class WorkbookError(QcError):
    """A file that cannot be read as a workbook at all."""


class CatalogueError(QcError):
    """A standard's file that does not hold; names file, key and remedy."""


class WorkspaceError(QcError):
    """A workspace that cannot be opened: newer version, no right to write, not a workspace."""


class ScopeError(QcError):
    """Something that the one who asks may not see or change."""
