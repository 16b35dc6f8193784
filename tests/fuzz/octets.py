"""What a bad stick or a broken transfer does to the bytes of any file."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_BYTES = bytes((0, 1, 9, 10, 13, 32, 34, 38, 39, 44, 60, 62, 127, 128, 255))


def mutate_bytes(content: bytes, random: Random) -> tuple[bytes, str]:
    """Bytes after one to three changes, and the names of these."""
    chosen = random.choices(CHANGES, k=random.choice((1, 1, 2, 3)))
    for change in chosen:
        content = change(content, random) if content else content
    return content, "+".join(change.__name__.strip("_") for change in chosen)


def _flip(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice((1, 1, 4, 30))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _write(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice((1, 3, 12))):
        changed[random.randrange(len(changed))] = random.choice(_BYTES)
    return bytes(changed)


def _head(content: bytes, random: Random) -> bytes:
    """A change near the beginning or the end, where containers keep their tables."""
    changed = bytearray(content)
    at = random.randrange(min(len(changed), 600))
    changed[at if random.random() < 0.6 else -1 - at] = random.randrange(256)
    return bytes(changed)


def _word(content: bytes, random: Random) -> bytes:
    """A length or place that lies."""
    at = random.randrange(max(len(content) - 4, 1))
    value = random.choice(
        (0, 1, 0xFF, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, len(content), random.randrange(2**32))
    )
    size = random.choice((2, 4))
    return content[:at] + (value % 256**size).to_bytes(size, "little") + content[at + size :]


def _truncate(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content))]


def _cut(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content))
    return content[:at] + content[at + random.choice((1, 2, 64, 512)) :]


def _splice(content: bytes, random: Random) -> bytes:
    """A stretch of the file repeated somewhere else in it."""
    start, at = random.randrange(len(content)), random.randrange(len(content))
    piece = content[start : start + random.choice((1, 8, 64, 512, 4096))]
    over = random.choice((0, len(piece)))
    return content[:at] + piece + content[at + over :]


def _append(content: bytes, random: Random) -> bytes:
    return content + random.choice(
        (b"\0" * 64, b"PK\x05\x06" + b"\0" * 18, b"<table><tr><td>1", content[:256], content)
    )


CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip, _flip, _write, _head, _word, _word, _truncate, _cut, _splice, _append,
)  # fmt: skip
