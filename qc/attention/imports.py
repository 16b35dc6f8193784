"""Imports: files of which a part is held back until it is put right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from qc.attention.known import Known
from qc.attention.matter import Link, LinkKind, Matter, MatterKind, Urgency
from qc.locale import N_
from qc.store.answers import StoredImport
from qc.workspace import TIME_ZONE


def import_matters(imports: Iterable[StoredImport], known: Known) -> Iterator[Matter]:
    """A matter for each file; what was only assumed or pointed at holds nothing back."""
    for one in imports:
        if one.errors and not one.is_undone:
            yield Matter(
                kind=MatterKind.HELD_BACK,
                urgency=Urgency(known.rules.attention.urgency["held_back"]),
                site="",
                unit="",
                words=N_("{file}: {count} places are held back until they are put right."),
                values={"file": one.file_name, "count": one.errors},
                since=dt.datetime.fromisoformat(one.imported_at).astimezone(TIME_ZONE).date(),
                person=one.imported_by,
                link=Link(LinkKind.IMPORT, str(one.id)),
                count=one.errors,
            )
