"""A file on its way in from a browser: its name as people may see it, and no more of it than is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qc.ingest.containers.limits import too_large
from qc.text import printable

NAME_LENGTH = 200


def shown_name(name: str) -> str:
    """The last part of what the browser calls the file, as people may see it."""
    last = " ".join(re.split(r"[/\\]", printable(name))[-1].split())
    stem, dot, ending = last.rpartition(".")
    return last if len(last) <= NAME_LENGTH else f"{stem[: NAME_LENGTH - 10]}{dot}{ending[:9]}"


def within(chunks: Iterable[bytes], limit: int, name: str) -> Iterator[bytes]:
    """What comes; WorkbookError as soon as it is too much."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise too_large(name)
        yield chunk
