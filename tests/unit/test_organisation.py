"""A unit's name on a sheet means one unit of the clinic, or is kept as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.errors import WorkspaceError
from qc.locale import Translator
from qc.organisation import Organisation, Resolution, load_organisation

EN, ZH = Translator("en"), Translator("zh")
CLINIC = "青禾里医疗美容门诊部"
ONE_SITE = """
[[units]]
name = "治疗室"
aliases = ["一号治疗室", "处置室"]

[[units]]
name = "光电治疗室"
aliases = ["激光室"]
"""
CHAIN = """
[[sites]]
name = "城东店"
aliases = ["东店"]

[[sites]]
name = "城西店"

[[units]]
name = "治疗室"
site = "城东店"

[[units]]
name = "治疗室"
site = "城西店"
"""


def load(folder: Path, text: str) -> Organisation:
    path = folder / "organisation.toml"
    path.write_text(text, encoding="utf-8")
    return load_organisation(path, CLINIC)


def test_without_a_file_the_clinic_is_one_site_and_units_stay_as_written(tmp_path: Path) -> None:
    """The first import of a new clinic must work before anybody has listed its rooms."""
    here = load_organisation(tmp_path / "organisation.toml", CLINIC)
    assert (here.site, here.units) == (CLINIC, ())
    assert here.resolve(" 换药室 ") == Resolution("换药室", "unknown")
    assert here.resolve(CLINIC) == Resolution(CLINIC, "exact")


@pytest.mark.parametrize(
    ("text", "unit", "via"),
    [
        ("治疗室", "治疗室", "exact"),
        ("治 疗 室", "治疗室", "exact"),
        ("处置室", "治疗室", "alias"),
        ("　激光室\n", "光电治疗室", "alias"),
        ("二号治疗室", "二号治疗室", "unknown"),
        ("/", "/", "unknown"),
    ],
)
def test_names_and_aliases_mean_the_unit(tmp_path: Path, text: str, unit: str, via: str) -> None:
    """Two spellings of a room are one row of the heat map, and the import says which was assumed."""
    assert load(tmp_path, ONE_SITE).resolve(text) == Resolution(unit, via)


def test_units_of_a_single_site_belong_to_it(tmp_path: Path) -> None:
    here = load(tmp_path, ONE_SITE)
    assert [unit.site for unit in here.units] == [CLINIC, CLINIC]


def test_shops_of_a_chain_may_have_rooms_of_the_same_name(tmp_path: Path) -> None:
    chain = load(tmp_path, CHAIN)
    assert chain.site == "城东店"
    assert [(unit.site, unit.name) for unit in chain.units] == [
        ("城东店", "治疗室"),
        ("城西店", "治疗室"),
    ]
    assert chain.resolve("治疗室") == Resolution("治疗室", "exact")
    assert chain.resolve("东店") == Resolution("城东店", "alias")


MISTAKES = {
    "misspelt key": (
        ONE_SITE.replace("aliases", "alias"),
        (
            'organisation.toml, line 4: the key "units[治疗室].alias" is not known. '
            'Did you mean "aliases"?'
        ),
    ),
    "misspelt table": (
        "[[unit]]\nname = '治疗室'\n",
        'organisation.toml, line 1: the key "unit" is not known. Did you mean "units"?',
    ),
    "no name": (
        '[[units]]\naliases = ["处置室"]\n',
        (
            'organisation.toml, line 1: the key "units[1].name" is missing. '
            "Add a line that begins with name = ."
        ),
    ),
    "alias without brackets": (
        '[[units]]\nname = "治疗室"\naliases = "处置室"\n',
        (
            'organisation.toml, line 3: "units[治疗室].aliases" cannot be "处置室". '
            "Write a list in square brackets: aliases = [ ... ]."
        ),
    ),
    "syntax": (
        "[[units]]\nname = 治疗室\n",
        (
            "organisation.toml, line 2: this is not valid TOML. Look at that line and the one before: "
            'an entry reads key = "value", with half-width signs, straight quotes, every bracket '
            "closed and no key written twice."
        ),
    ),
    "alias of two rooms": (
        ONE_SITE.replace('"激光室"', '"处 置室"'),
        (
            'organisation.toml, line 6: "处 置室" already means "治疗室". '
            "Give each name to one place only."
        ),
    ),
    "room listed twice": (
        ONE_SITE + '\n[[units]]\nname = "治疗室"\n',
        (
            'organisation.toml, line 10: "治疗室" already means "治疗室". '
            "Give each name to one place only."
        ),
    ),
    "room called like a shop": (
        CHAIN + 'aliases = ["东店"]\n',
        (
            'organisation.toml, line 13: "东店" already means "城东店". '
            "Give each name to one place only."
        ),
    ),
    "unknown shop": (
        CHAIN.replace('site = "城西店"', 'site = "城西点"'),
        'organisation.toml, line 15: there is no site "城西点". Did you mean "城西店"?',
    ),
    "shop like no other": (
        CHAIN.replace('site = "城西店"', 'site = "总部"'),
        'organisation.toml, line 15: there is no site "总部". Write one of these: 城东店, 城西店.',
    ),
    "room without its shop": (
        CHAIN.replace('site = "城西店"', ""),
        (
            'organisation.toml, line 13: the unit "治疗室" does not say which site it belongs to. '
            'Add a line site = "...", with one of these: 城东店, 城西店.'
        ),
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_says_where_and_what_to_do(case: str, tmp_path: Path) -> None:
    text, sentence = MISTAKES[case]
    with pytest.raises(WorkspaceError) as caught:
        load(tmp_path, text)
    assert caught.value.sentence(EN) == sentence
    assert caught.value.sentence(ZH).startswith("organisation.toml 第 ")
