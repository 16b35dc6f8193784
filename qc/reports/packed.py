"""The same bytes for the same content: the passing time is taken out of an Office file."""

from __future__ import annotations

import io
import zipfile

DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can name."""


def timeless(content: bytes) -> bytes:
    """An Office file (a zip) whose parts bear no time of their making, in the order they were written."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            about = zipfile.ZipInfo(part.filename, DAY)
            about.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(about, old.read(part))
    return target.getvalue()
