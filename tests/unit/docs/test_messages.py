"""The words for people: each has its Chinese, and no Chinese is left over."""

from __future__ import annotations

import ast
import io
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
FOLDERS = ("qc", "dashboards")
ZH = ROOT / "qc" / "locale" / "zh" / "LC_MESSAGES"
KEYWORDS = {"t": None, "N_": None, "NN_": (1, 2)}  # as `make messages` has them

Msgid = str | tuple[str, ...]


def said() -> set[Msgid]:
    """What the extractor finds in the code."""
    found: set[Msgid] = set()
    for folder in FOLDERS:
        found |= {m[2] for m in extract_from_dir(ROOT / folder, keywords=KEYWORDS)}
    return found


def marked() -> Iterator[tuple[Msgid, str]]:
    """The same by Python's own parser, with the place."""
    for path in (p for folder in FOLDERS for p in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in KEYWORDS:
                given = [str(a.value) for a in node.args if isinstance(a, ast.Constant)]
                if given:
                    plural = _name(node.func) == "NN_"
                    yield tuple(given) if plural else given[0], f"{path.name}:{node.lineno}"


def _name(node: ast.expr) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="zh") if path.suffix == ".po" else read_mo(file)


def texts(found: Catalog) -> dict[Msgid, Msgid]:
    """By msgid; a plural (a list in one format, a tuple in the other) as a tuple."""
    return {_plain(m.id): _plain(m.string or "") for m in found if m.id}


def _plain(text: str | list[str] | tuple[str, ...]) -> Msgid:
    return text if isinstance(text, str) else tuple(text)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


TRANSLATIONS = texts(catalogue(ZH / "qc.po"))


def test_the_extractor_sees_every_msgid() -> None:
    """One inside an f-string is not seen on Python 3.11 and would lose its Chinese with the next
    `make messages`: give it a name of its own first."""
    known = said()
    assert [f"{place}: {msgid}" for msgid, place in marked() if msgid not in known] == []


def test_every_msgid_has_its_chinese() -> None:
    """A reader of Chinese would meet an English sentence."""
    assert sorted(str(m) for m in said() if not any(TRANSLATIONS.get(m, ""))) == []


def test_no_chinese_is_left_over() -> None:
    """A translation of a sentence that nobody says hides which ones are needed."""
    assert sorted(map(str, TRANSLATIONS.keys() - said())) == []


def test_nothing_is_marked_as_a_guess() -> None:
    """gettext ignores a fuzzy translation: its reader would meet English."""
    assert [message.id for message in catalogue(ZH / "qc.po") if message.id and message.fuzzy] == []


@pytest.mark.parametrize("msgid", [m for m in TRANSLATIONS if isinstance(m, str)])
def test_both_languages_fill_the_same_places(msgid: str) -> None:
    """A {name} that only one side has is a KeyError, or a lost fact, in that language alone."""
    assert places(str(TRANSLATIONS[msgid])) == places(msgid)


@pytest.mark.parametrize("msgids", [m for m in TRANSLATIONS if isinstance(m, tuple)], ids=str)
def test_plurals_fill_places_that_are_given(msgids: tuple[str, ...]) -> None:
    given = set().union(*map(places, msgids))
    assert set().union(*map(places, TRANSLATIONS[msgids])) <= given


def test_the_compiled_catalogue_is_the_written_one() -> None:
    """The program reads qc.mo, people edit qc.po: run `make messages` when they differ."""
    fresh = io.BytesIO()
    write_mo(fresh, catalogue(ZH / "qc.po"))
    fresh.seek(0)
    assert texts(read_mo(fresh)) == texts(catalogue(ZH / "qc.mo"))
