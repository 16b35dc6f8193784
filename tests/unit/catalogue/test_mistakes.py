"""Every mistake in a standards file is a sentence with file, line, key and remedy, no jargon."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.catalogue.load import load_catalogue
from qc.errors import CatalogueError
from qc.locale import Translator
from tests.unit.catalogue.test_overrides import CHECKLIST, write

EN, ZH = Translator("en"), Translator("zh")
GOOD = CHECKLIST.format(code="ours")
SECOND = """
[[items]]
code = "{code}"
text = {{ zh = "{zh}", en = "Something else" }}
level = "process"
"""


def mistake(folder: Path, **texts: str) -> CatalogueError:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(folder, **texts))
    zh = caught.value.sentence(ZH)
    assert "{" not in zh.replace("{ zh", "").replace("{ ... }", "") and "pydantic" not in zh
    return caught.value


CHECKLIST_MISTAKES = {
    "misspelt key": (
        GOOD.replace('level = "process"', 'levle = "process"'),
        (
            'standards/checklists/ours.toml, line 14: the key "items[lift].levle" is not known. '
            'Did you mean "level"?'
        ),
    ),
    "unknown key": (
        'colour = "red"\n' + GOOD,
        (
            'standards/checklists/ours.toml, line 1: the key "colour" is not known. Write one of these: '
            "cadence, code, indicator, items, kind, name, owner, partly, pass_score, review, rule, source, "
            "titles, to_confirm, valid_from, version."
        ),
    ),
    "missing key of the file": (
        GOOD.replace('version = "2026-10"\n', ""),
        (
            'standards/checklists/ours.toml, line 1: the key "version" is missing. '
            "Add a line that begins with version = ."
        ),
    ),
    "missing key of an item": (
        GOOD.replace('level = "process"\n', ""),
        (
            'standards/checklists/ours.toml, line 11: the key "items[lift].level" is missing. '
            "Add a line that begins with level = ."
        ),
    ),
    "one language only": (
        GOOD.replace(', en = "Head nurse"', ""),
        (
            'standards/checklists/ours.toml, line 8: the key "owner.en" is missing. '
            "Add a line that begins with en = ."
        ),
    ),
    "text without languages": (
        GOOD.replace('{ zh = "护士长", en = "Head nurse" }', '"护士长"'),
        (
            'standards/checklists/ours.toml, line 8: "owner" cannot be "护士长". '
            'Write both languages: owner = { zh = "...", en = "..." }.'
        ),
    ),
    "word that is not offered, but near": (
        GOOD.replace('"process"', '"proces"'),
        (
            'standards/checklists/ours.toml, line 14: "items[lift].level" cannot be "proces". '
            'Did you mean "process"?'
        ),
    ),
    "word that is not offered": (
        GOOD.replace('"process"', '"环节"'),
        (
            'standards/checklists/ours.toml, line 14: "items[lift].level" cannot be "环节". '
            "Write one of these: structure, process, outcome."
        ),
    ),
    "per cent for a share": (
        "pass_score = 90\n" + GOOD,
        (
            'standards/checklists/ours.toml, line 1: "pass_score" cannot be 90. '
            "Write a share from 0 to 1: 0.95 is 95 %."
        ),
    ),
    "points of nothing": (
        GOOD + "points = 0\n",
        (
            'standards/checklists/ours.toml, line 15: "items[lift].points" cannot be 0. '
            "Write a number above 0."
        ),
    ),
    "points in thousandths": (
        GOOD + "points = 1.125\n",
        (
            'standards/checklists/ours.toml, line 15: "items[lift].points" cannot be 1.125. '
            "Write at most two decimal places."
        ),
    ),
    "points in words": (
        GOOD + 'points = "五"\n',
        (
            'standards/checklists/ours.toml, line 15: "items[lift].points" cannot be "五". '
            "Write a number such as 5 or 0.95."
        ),
    ),
    "points without end": (
        GOOD + "points = inf\n",
        (
            'standards/checklists/ours.toml, line 15: "items[lift].points" cannot be Infinity. '
            "Write a number such as 5 or 0.95."
        ),
    ),
    "day in words": (
        GOOD.replace("2027-10-01", '"明年"'),
        (
            'standards/checklists/ours.toml, line 9: "review" cannot be "明年". '
            "Write a day like 2026-10-31, without quotes."
        ),
    ),
    "truth in words": (
        GOOD + 'critical = "是"\n',
        (
            'standards/checklists/ours.toml, line 15: "items[lift].critical" cannot be "是". '
            "Write true or false, without quotes."
        ),
    ),
    "code in Chinese": (
        GOOD.replace('"lift"', '"电梯"'),
        (
            'standards/checklists/ours.toml, line 12: "items[电梯].code" cannot be "电梯". '
            "A code has only a-z, 0-9, _ . and -, and begins with a letter or a digit."
        ),
    ),
    "empty text": (
        GOOD.replace('zh = "电梯每周紫外线消毒"', 'zh = ""'),
        (
            'standards/checklists/ours.toml, line 13: "items[lift].text.zh" cannot be "". '
            "Write the text between the quotes."
        ),
    ),
    "number for a text": (
        GOOD.replace('version = "2026-10"', "version = 3"),
        (
            'standards/checklists/ours.toml, line 4: "version" cannot be 3. '
            'Write a text in quotes: version = "...".'
        ),
    ),
    "truth for a text": (
        GOOD.replace('version = "2026-10"', "version = true"),
        (
            'standards/checklists/ours.toml, line 4: "version" cannot be true. '
            'Write a text in quotes: version = "...".'
        ),
    ),
    "one alias without brackets": (
        GOOD + 'aliases = "电梯消毒"\n',
        (
            'standards/checklists/ours.toml, line 15: "items[lift].aliases" cannot be "电梯消毒". '
            "Write a list in square brackets: aliases = [ ... ]."
        ),
    ),
    "no items": (
        "items = []\n" + GOOD.split("[[items]]")[0],
        (
            'standards/checklists/ours.toml, line 1: "items" cannot be [ ... ]. '
            "Write at least one entry."
        ),
    ),
    "same item code twice": (
        GOOD + SECOND.format(code="lift", zh="大堂地面"),
        (
            'standards/checklists/ours.toml, line 17: "lift" in "items[lift].code" stands elsewhere '
            "already. Change or remove one of the two."
        ),
    ),
    "same text twice, spaced otherwise": (
        GOOD + SECOND.format(code="lift2", zh="电梯 每周，紫外线消毒"),
        (
            'standards/checklists/ours.toml, line 18: "电梯 每周，紫外线消毒" in "items[lift2].text" '
            "stands elsewhere already. Change or remove one of the two."
        ),
    ),
    "items as a list, one misspelt": (
        GOOD.split("[[items]]")[0] + 'items = [{ code = "lift", lvl = "process" }]\n',
        (
            'standards/checklists/ours.toml, line 11: the key "items[lift].lvl" is not known. '
            'Did you mean "level"?'
        ),
    ),
    "table for a number": (
        GOOD + "points = { full = 5 }\n",
        (
            'standards/checklists/ours.toml, line 15: "items[lift].points" cannot be { ... }. '
            "Write a number such as 5 or 0.95."
        ),
    ),
    "long text for a level": (
        GOOD.replace('"process"', f'"{"环节质量" * 20}"'),
        (
            'standards/checklists/ours.toml, line 14: "items[lift].level" cannot be '
            '"环节质量环节质量环节质量环节质量环节质量环节质量环节质量环节质量环节质量环 …. '
            "Write one of these: structure, process, outcome."
        ),
    ),
    "unknown indicator": (
        GOOD.replace('indicator = "disinfection"', 'indicator = "desinfection"'),
        (
            'standards/checklists/ours.toml, line 6: there is no indicator "desinfection". '
            'Did you mean "disinfection"?'
        ),
    ),
    "checklist of a parent": (
        GOOD.replace('indicator = "disinfection"', 'indicator = "service_quality"'),
        (
            'standards/checklists/ours.toml, line 6: "service_quality" cannot have both children and a '
            "checklist: a parent's rate is worked out from its children. Name another indicator."
        ),
    ),
    "a period that is none": (
        GOOD.replace("source", 'cadence = { every = "fortnight" }\nsource'),
        (
            'standards/checklists/ours.toml, line 7: "cadence.every" cannot be "fortnight". '
            "Write one of these: day, week, two_weeks, month, two_months, quarter, half_year, year."
        ),
    ),
    "owed never": (
        GOOD.replace("source", 'cadence = { every = "week", times = 0 }\nsource'),
        (
            'standards/checklists/ours.toml, line 7: "cadence.times" cannot be 0. '
            "Write a number above 0."
        ),
    ),
    "syntax": (
        GOOD.replace('source = "质控会决议"', "source = “质控会决议”"),
        (
            "standards/checklists/ours.toml, line 7: this is not valid TOML. Look at that line and the "
            'one before: an entry reads key = "value", with half-width signs, straight quotes, every '
            "bracket closed and no key written twice."
        ),
    ),
}


@pytest.mark.parametrize("case", CHECKLIST_MISTAKES)
def test_a_mistake_in_a_checklist_says_where_and_what_to_do(case: str, tmp_path: Path) -> None:
    """Whoever keeps the standards is no programmer: the sentence is all the help there is."""
    text, sentence = CHECKLIST_MISTAKES[case]
    assert mistake(tmp_path, ours=text).sentence(EN) == sentence


def test_the_sentence_is_chinese_for_a_chinese_reader(tmp_path: Path) -> None:
    fault = mistake(tmp_path, ours=GOOD.replace('level = "process"', 'levle = "process"'))
    assert fault.sentence(ZH) == (
        "standards/checklists/ours.toml 第 14 行：不认识键“items[lift].levle”。是不是想写“level”？"
    )


def test_two_files_of_one_code_name_each_other(tmp_path: Path) -> None:
    """Which of the two was in force would depend on their file names."""
    assert mistake(tmp_path, a=GOOD, b=GOOD).sentence(EN) == (
        'standards/checklists/b.toml, line 2: the code "ours" is already taken in '
        "standards/checklists/a.toml. Give each standard a code of its own, or remove one of the two."
    )


def test_two_versions_of_one_day_name_each_other(tmp_path: Path) -> None:
    """Which of them a check of that day was made with would be a guess."""
    second = GOOD.replace('version = "2026-10"', 'version = "2026-11"')
    assert mistake(tmp_path, a=GOOD, b=second).sentence(EN) == (
        'standards/checklists/b.toml, line 5: two versions of "ours" begin on 2026-10-01; the other is '
        "in standards/checklists/a.toml. Give each version a first day of its own."
    )


def test_a_file_in_the_wrong_place_is_not_passed_over(tmp_path: Path) -> None:
    """A clinic that believes its standard is in force must hear that it is not."""
    extra = write(tmp_path)
    (extra / "checklist.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(extra)
    assert caught.value.sentence(EN) == (
        "standards/checklist.toml would not be read: no standard is looked for in this place. "
        "Indicators stand in standards/indicators.toml, checklists in standards/checklists/."
    )


def test_a_file_in_another_encoding_says_so(tmp_path: Path) -> None:
    """Chinese Windows saves as GBK unless told otherwise."""
    extra = write(tmp_path)
    (extra / "checklists" / "ours.toml").write_bytes(GOOD.encode("gbk"))
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(extra)
    assert caught.value.sentence(EN) == (
        "standards/checklists/ours.toml is not saved as UTF-8. "
        "Open it in an editor and save it again with the encoding UTF-8."
    )


def test_a_folder_named_like_a_file_says_so(tmp_path: Path) -> None:
    extra = write(tmp_path)
    (extra / "checklists" / "ours.toml").mkdir()
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(extra)
    assert caught.value.sentence(EN).startswith("standards/checklists/ours.toml cannot be read.")


def test_an_unclosed_text_at_the_end_still_has_a_line(tmp_path: Path) -> None:
    """The parser only says "end of document" there."""
    assert (
        mistake(tmp_path, ours=GOOD + 'standard = """')
        .sentence(EN)
        .startswith("standards/checklists/ours.toml, line 15: this is not valid TOML.")
    )
