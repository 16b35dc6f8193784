"""A clinic's line finds its item, exactly or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.catalogue.load import load_catalogue
from qc.catalogue.match import identify_checklist, identify_indicator, match_items
from qc.catalogue.model import Catalogue
from qc.text import normal_form

CATALOGUE = load_catalogue()
NAMES = [
    (checklist.code, item.code, name)
    for checklist in CATALOGUE.checklists.values()
    for item in checklist.items
    for _, name in item.named()
]
DAILY = {
    "操作台、治疗车每班用消毒湿巾擦拭，无污迹": "surfaces",
    "地面湿式清洁，拖布分区专用、标识清楚": "floors",
    "空气消毒机按时开启，有登记": "air",
    "洗手液、干手纸、速干手消毒剂齐全且在有效期内": "hand_hygiene_supplies",
    "接触顾客前后、无菌操作前执行手卫生": "hand_hygiene",
    "不留长指甲，不戴戒指、手镯": "nails_jewellery",
    "无菌包干燥完整，标签清楚，无过期包": "sterile_packs",
    "棉签、纱布开启注明时间，24小时内用完": "opened_sterile",
    "碘伏、酒精开启注明日期，不超过7天": "opened_antiseptic",
    "医疗废物与生活垃圾分类放置": "waste_sorting",
    "锐器盒不超过3/4满，注明启用时间": "sharps_box",
    "医废交接登记双签名": "waste_handover",
}
SHORT = {
    "手卫生执行": "hand_hygiene",
    "无菌物品效期": "sterile_packs",
    "消毒液浓度监测": "disinfectant_concentration",
    "医疗废物分类": "waste_sorting",
    "物表清洁消毒": "surfaces",
}
CHARTS = {
    "眉栏、页码填写齐全": "header",
    "字迹清楚，无刮擦涂改": "legible",
    "修改处划双线并签名注明时间": "corrections",
    "术前评估内容完整，过敏史明确": "assessment",
    "知情同意书护士签名、时间齐全": "consent",
    "生命体征记录按时": "vital_signs",
    "用药记录含药名剂量途径时间": "medication",
    "产品批号、条码粘贴完整": "product_trace",
    "物品清点术前术后一致双签": "item_count",
    "术后观察动态连续，有效果评价": "observation",
    "健康宣教记录具体": "education",
    "记录者签全名，试用期有老师复签": "signatures",
}
DRUGS = {
    "盐酸肾上腺素注射液": "adrenaline",
    "重酒石酸去甲肾上腺素注射液": "noradrenaline",
    "硫酸阿托品注射液": "atropine",
    "盐酸利多卡因注射液": "lidocaine",
    "盐酸多巴胺注射液": "dopamine",
    "重酒石酸间羟胺注射液": "metaraminol",
    "去乙酰毛花苷注射液": "deslanoside",
    "呋塞米注射液": "furosemide",
    "地塞米松磷酸钠注射液": "dexamethasone",
    "盐酸异丙嗪注射液": "promethazine",
    "氨茶碱注射液": "aminophylline",
    "尼可刹米注射液": "nikethamide",
    "盐酸洛贝林注射液": "lobeline",
    "50%葡萄糖注射液": "glucose_50",
    "10%葡萄糖酸钙注射液": "calcium_gluconate",
    "5%碳酸氢钠注射液": "sodium_bicarbonate",
    "0.9%氯化钠注射液": "saline",
    "盐酸纳洛酮注射液": "naloxone",
    "地西泮注射液": "diazepam",
    "硝酸甘油片": "nitroglycerin",
    "注射用透明质酸酶": "hyaluronidase",
    "硫酸镁注射液": "magnesium_sulfate",
}
SHEETS = {
    "daily": ("disinfection", DAILY),
    "short": ("disinfection", SHORT),
    "charts": ("documents", CHARTS),
    "drugs": ("emergency", DRUGS),
}


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_lines_of_real_sheets_find_their_items(sheet: str) -> None:
    """A line that stays unknown falls out of the item statistics of the clinic."""
    code, lines = SHEETS[sheet]
    found = match_items(CATALOGUE.checklists[code], lines)
    assert {match.text: match.item and match.item.code for match in found} == lines


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_lines_tell_the_checklist_even_under_a_foreign_title(sheet: str) -> None:
    """A wrong or missing title must not send 300 marks to another indicator."""
    code, lines = SHEETS[sheet]
    for title in ("", "Sheet1", "仪容仪表检查表"):
        found = identify_checklist(CATALOGUE, title, lines)
        assert (found.checklist, found.indicator) == (code, code)
        assert (found.matched, found.by) == (1.0, "items")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("消毒隔离质量每日自查表", "disinfection"),
        ("2024年3月护理文书书写质量评分表", "documents"),
        ("抢救车药品清点登记表", "emergency"),
        ("急救药品检查导出", "emergency"),
        ("护士着装 及仪容仪表检查", "appearance"),
        ("感控督查记录", "disinfection"),
        ("病历书写质量抽查", "documents"),
    ],
)
def test_a_title_tells_the_checklist_when_the_lines_do_not(title: str, code: str) -> None:
    """Count sheets have one line, "护理文书"; their title is all there is to go by."""
    found = identify_checklist(CATALOGUE, title, ["护理组", "共计"])
    assert (found.checklist, found.matched, found.by) == (code, 0.0, "title")


def test_half_of_the_lines_are_enough_and_fewer_are_not() -> None:
    lines = ["手卫生执行", "无菌物品效期", "走廊灯光", "饮水机"]
    assert identify_checklist(CATALOGUE, "", lines).matched == 0.5
    assert identify_checklist(CATALOGUE, "", [*lines, "绿植"]).by == "none"


def test_two_standards_in_a_title_are_decided_by_the_lines_or_not_at_all() -> None:
    """Equal evidence for two checklists is nobody's guess to make."""
    title = "消毒隔离及急救药品检查"
    assert identify_checklist(CATALOGUE, title, []).checklist is None
    some = ["肾上腺素", "走廊", "大厅"]
    assert identify_checklist(CATALOGUE, title, some).checklist == "emergency"


@pytest.mark.parametrize(
    ("title", "indicator"),
    [
        ("客户满意度调查", "satisfaction"),
        ("护理部满意度调查（双月）", "department_satisfaction"),
        ("护理安全质量检查表", "safety"),
        ("服务质量检查表", "service"),
        ("核心制度落实情况检查", "management_system"),
        ("优质护理服务覆盖率统计", "coverage"),
        ("服务质量检查合格率汇总", None),
        ("", None),
    ],
)
def test_a_sheet_without_a_checklist_may_still_name_its_indicator(
    title: str, indicator: str | None
) -> None:
    """Surveys and registers have no checklist; a summary of the parent is no data at all."""
    found = identify_checklist(CATALOGUE, title, [])
    assert (found.checklist, found.indicator) == (None, indicator)
    assert found.by == ("title" if indicator else "none")
    assert identify_indicator(CATALOGUE, title) == indicator


def test_the_answer_does_not_depend_on_the_order_of_standards_or_lines() -> None:
    """The same workbook must be read the same way on every machine."""
    turned = Catalogue(
        indicators=dict(reversed(CATALOGUE.indicators.items())),
        checklists=dict(reversed(CATALOGUE.checklists.items())),
    )
    for title in ("消毒隔离及急救药品检查", "抢救车", "客户满意度"):
        for lines in ([], list(DRUGS), list(reversed(DAILY))):
            assert identify_checklist(CATALOGUE, title, lines) == identify_checklist(
                turned, title, lines[::-1]
            )


@pytest.mark.parametrize("code", CATALOGUE.checklists)
def test_every_name_finds_its_own_item(code: str) -> None:
    """An alias that finds nothing is a promise to the clinic that is not kept."""
    expected = {name: item for checklist, item, name in NAMES if checklist == code}
    found = match_items(CATALOGUE.checklists[code], expected)
    assert {match.text: match.item and match.item.code for match in found} == expected


@given(
    st.sampled_from(NAMES),
    st.sampled_from(["", " ", "　", "\n", "、"]),
    st.sampled_from(["", "1、", "12. ", "(3)", "（4）", "⑤", "6）"]),
)
def test_typing_habits_do_not_hide_an_item(
    name: tuple[str, str, str], gap: str, number: str
) -> None:
    """Line breaks inside a cell, full-width spaces and line numbers are how sheets are typed."""
    checklist, item, text = name
    typed = number + gap + text + gap + "。"
    match = match_items(CATALOGUE.checklists[checklist], [typed])[0]
    assert match.item is not None and match.item.code == item


@given(st.text())
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    """Or an index built from normal forms would miss what it holds."""
    once = normal_form(text)
    assert normal_form(once) == once


@given(st.text())
def test_whatever_a_cell_holds_is_matched_or_left(text: str) -> None:
    """Any text of a sheet gets an answer, and a suggestion is never taken for a match."""
    match = match_items(CATALOGUE.checklists["emergency"], [text])[0]
    assert match.text == text
    assert match.item is None or not match.suggestions
    assert len(match.suggestions) <= 3


def test_numbers_that_differ_are_not_the_same_drug() -> None:
    """0.9 % and 9 % saline, or 5 % and 50 % glucose, must never be taken for each other."""
    emergency = CATALOGUE.checklists["emergency"]
    saline, strong = match_items(emergency, ["０．９％ 氯化钠 注射液", "9%氯化钠注射液"])
    assert saline.item is not None and saline.item.code == "saline"
    assert strong.item is None
    five, fifty = match_items(emergency, ["5%葡萄糖", "50%葡萄糖"])
    assert five.item is not None and fifty.item is not None
    assert (five.item.code, fifty.item.code) == ("glucose_5", "glucose_50")
    with_number = match_items(emergency, ["3、5%碳酸氢钠注射液", "3. 5%碳酸氢钠注射液"])
    assert [m.item and m.item.code for m in with_number] == ["sodium_bicarbonate"] * 2


def test_a_near_miss_is_offered_with_its_score_and_not_taken() -> None:
    """The import asks "did you mean"; taking it silently could credit the wrong drug."""
    match = match_items(CATALOGUE.checklists["emergency"], ["肾上腺素注射液(1mg)"])[0]
    assert match.item is None
    assert match.suggestions[0].item.code == "adrenaline"
    scores = [suggestion.score for suggestion in match.suggestions]
    assert scores == sorted(scores, reverse=True) and 65 <= scores[0] < 100
    assert len({suggestion.item.code for suggestion in match.suggestions}) == len(scores)


def test_blank_and_signs_name_nothing() -> None:
    for match in match_items(CATALOGUE.checklists["disinfection"], ["", "  ", "／", "—— ——"]):
        assert match.item is None and match.suggestions == ()


def test_matches_come_back_in_the_order_of_the_texts_repeats_included() -> None:
    texts = ["手卫生", "饮水机", "手卫生"]
    found = match_items(CATALOGUE.checklists["disinfection"], texts)
    assert [match.text for match in found] == texts
    assert found[0] == found[2]
