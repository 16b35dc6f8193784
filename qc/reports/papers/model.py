"""What a paper is made of: blocks in their order, in words, without any look."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A part's name; level 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Sentence:
    """A paragraph. What is `loud` is a conclusion, what is `quiet` a note about it."""

    text: str
    loud: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Bullets:
    """Lines of a list."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """`share` of the page's width, relative to the others; numbers stand on the `right`."""

    head: str
    share: float = 1.0
    right: bool = False


@dataclass(frozen=True)
class Table:
    """`marks` names each row's state where it has one ("met", "missed"): it colours the cell that says so,
    the column `marked`."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...] = ()
    marked: int = -1


@dataclass(frozen=True)
class Picture:
    """A JPEG or PNG with what it shows."""

    content: bytes
    caption: str


@dataclass(frozen=True)
class Pictures:
    """Pictures, two beside each other."""

    shown: tuple[Picture, ...]


@dataclass(frozen=True)
class Room:
    """Ruled lines to write on by hand."""

    lines: int


@dataclass(frozen=True)
class Signatures:
    """Who signs, each with room for a name and a day."""

    who: tuple[str, ...]


Block = Heading | Sentence | Bullets | Table | Pictures | Room | Signatures


FOLLOWED = (Table, Pictures, Room, Signatures)
"""What belongs to the words before it: a page never ends between them, so that no signature stands alone."""


@dataclass(frozen=True)
class Paper:
    """`about` stands quietly below the title (clinic, day), `source` in the footer beside the page number."""

    title: str
    about: str
    source: str
    language: str
    blocks: tuple[Block, ...]
