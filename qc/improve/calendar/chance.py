"""Chance that nobody can foresee and everybody may check afterwards: a secret seed, and what follows
from it by HMAC. No clock, no state: the same seed and words, the same number."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import math
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from qc.errors import WorkspaceError
from qc.locale import N_

SEED = "draw.seed"
_DENOMINATOR = 1 << 53


def seed_of(folder: Path) -> bytes:
    """The secret of a workspace, 32 random bytes, made the first time and kept in its folder.

    WorkspaceError where the file is not what was written, or cannot be read or written.
    """
    path = folder / SEED
    try:
        _make(path)
        text = path.read_text("ascii", errors="replace").strip()
    except OSError as error:
        raise WorkspaceError(
            N_("The seed of the draw, {file}, cannot be kept: {reason}."),
            N_("Ask for the right to read and write the workspace folder."),
            file=SEED,
            reason=error.strerror or error,
        ) from error
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise WorkspaceError(
            N_("The seed of the draw, {file}, was changed."),
            N_("Bring it back from a backup; or delete it: what was drawn stays as it is."),
            file=SEED,
        )
    return bytes.fromhex(text)


def _make(path: Path) -> None:
    """Write a new secret, unless there is one: of two at once the first has made it."""
    with contextlib.suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))


def uniform(seed: bytes, *words: object) -> float:
    """A number between 0 and 1, neither included, that follows from the seed and the words."""
    told = "\x1f".join(map(str, words)).encode()
    digest = hmac.new(seed, told, hashlib.sha256).digest()
    return (int.from_bytes(digest[:7]) % (_DENOMINATOR - 1) + 1) / _DENOMINATOR


def in_order(seed: bytes, weights: Mapping[str, float], *words: object) -> list[str]:
    """The names in an order of chance: the first is each with a probability by its weight, of the rest
    the second, and so on. Efraimidis & Spirakis, Information Processing Letters 2006; 97: 181-185."""
    keys = {
        name: -math.log(uniform(seed, *words, name)) / weight for name, weight in weights.items()
    }
    return sorted(keys, key=lambda name: (keys[name], name))


def numbers(seed: bytes, count: int, of: int, *words: object) -> tuple[int, ...]:
    """So many different numbers from 1 to `of`, ascending; all of them where there are no more."""
    drawn: Sequence[str] = in_order(seed, {str(n): 1.0 for n in range(1, of + 1)}, *words)
    return tuple(sorted(int(name) for name in drawn[:count]))
