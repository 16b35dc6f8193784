"""Lists saved as text and web pages saved as workbooks: what systems in a clinic "export to Excel"."""

from __future__ import annotations

import time

import pytest

from qc.errors import WorkbookError
from qc.ingest.containers import read_container, read_grids
from qc.ingest.containers.limits import MAX_COLUMNS, MAX_ROWS
from qc.ingest.containers.tags import Token, tokens
from qc.ingest.grid import Grid

LIST = "检查日期,科室,检查结果\n2026-10-12,治疗室,√\n2026-10-13,换药室,×\n"


def only(name: str, content: bytes) -> Grid:
    (grid,) = read_grids(name, content)
    return grid


def csv(text: str) -> Grid:
    return only("检查.csv", text.encode())


def page(body: str) -> Grid:
    return only("检查.html", f"<html><body>{body}</body></html>".encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_list_is_read_in_whatever_encoding_it_was_saved(encoding: str) -> None:
    """Excel in China saves .csv in GB18030; a wrong letter could be a wrong unit."""
    grid = only("检查.csv", LIST.encode(encoding))
    assert grid.sheet == "(csv)"
    assert grid.rows == [row.split(",") for row in LIST.split()]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_between_the_fields_is_found(sign: str) -> None:
    titled = (
        "消毒隔离质量检查明细\n"
        + LIST.replace(",", sign)
        + f'2026-10-14{sign}"注射室"{sign}"a,b;c"\n'
    )
    assert csv(titled).rows[-1] == ["2026-10-14", "注射室", "a,b;c"]
    assert csv(titled).rows[0] == ["消毒隔离质量检查明细", "", ""]


def test_rows_are_counted_by_record_whatever_lines_they_take() -> None:
    """Whoever looks for row 3 counts checks, not lines of a remark."""
    grid = csv('a,"第一行\n第二行"\n\nb,c\n')
    assert grid.rows == [["a", "第一行\n第二行"], ["", ""], ["b", "c"]]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12.0), ("-0.5", -0.5), ("0", 0.0), ("95%", "95%"), ("007", "007"), ("3.10", "3.10"),
        ("1e5", "1e5"), ("nan", "nan"), ("1,5", "1,5"), ("２", "２"), ("=1+1", "=1+1"),
        ('=""007""', "007"), ("13800000000000000000", "13800000000000000000"),
    ],
)  # fmt: skip
def test_a_number_is_one_only_where_nothing_of_it_is_lost(written: str, value: object) -> None:
    """3.10 is the tenth of March, 007 a bed: as numbers they would become something else."""
    (row,) = csv(f'"{written}",x\n').rows
    assert row == [value, "x"]
    assert type(row[0]) is type(value)


def test_errors_in_a_list_are_known_as_errors() -> None:
    grid = csv("a,#DIV/0!\n #N/A ,b\n")
    assert grid.errors == {(0, 1): "#DIV/0!", (1, 0): "#N/A"}
    assert grid.rows == [["a", ""], ["", "b"]]


def test_a_quotation_mark_that_never_closes_is_refused() -> None:
    """Everything behind it would be one field, and its checks lost."""
    with pytest.raises(WorkbookError, match="quotation mark"):
        csv(LIST + '"2026-10-14,治疗室,√\n2026-10-15,治疗室,√\n')
    with pytest.raises(WorkbookError, match="quotation mark"):
        csv('"' + "x" * 200_000 + '"\n')


@pytest.mark.parametrize(
    "text",
    ["a\n" * (MAX_ROWS + 1), "," * MAX_COLUMNS, "a\n" * 40_000 + "," * 900],
    ids=["rows", "columns", "area"],
)
def test_a_list_beyond_the_limits_is_refused(text: str) -> None:
    with pytest.raises(WorkbookError, match="larger"):
        csv(text)


@pytest.mark.parametrize("content", [b"a,b\n\xff\xff\n", b"a,\0\n", b"\xff\xfea"])
def test_bytes_that_are_no_text_are_no_list(content: bytes) -> None:
    with pytest.raises(WorkbookError, match="not an Excel workbook"):
        only("检查.csv", content)


def test_a_list_under_an_excel_name_is_read_and_it_is_said() -> None:
    container = read_container("检查.xlsx", LIST.encode())
    assert next(container.grids).height == 3
    assert [(p.code, p.values) for p in container.problems] == [("other_format", {"format": "CSV"})]
    assert not read_container("检查.tsv", LIST.encode()).problems
    with pytest.raises(WorkbookError, match="not an Excel workbook"):
        read_container("检查.xlsx", b'a note of one line\n"' + b"x" * 200_000)


# --- web pages --------------------------------------------------------------------------------

HIS = (
    "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta http-equiv=Content-Type "
    'content="text/html; charset=gb2312"><title>导出</title><style>td {color: red}</style></head>'
    "<body><table border=1><tr><td colspan=3><b>急救药品</b></td></tr><tr><th>检查日期</th><th>科室</th>"
    "<th>合格</th></tr><tr><td rowspan='2'>2026-10-12</td><td>手术室</td><td>22</td></tr>"
    "<tr><td>注射&nbsp;室</td><td>&lt;5<br>分钟</td></tr></table></body></html>"
)


def test_a_web_page_under_an_excel_name_is_read_and_it_is_said() -> None:
    container = read_container("检查.xlsx", HIS.encode("gb18030"))
    (grid,) = container.grids
    assert grid.sheet == "(html)"
    assert grid.rows == [
        ["急救药品", "", ""],
        ["检查日期", "科室", "合格"],
        ["2026-10-12", "手术室", 22.0],
        ["", "注射\xa0室", "<5\n分钟"],
    ]
    assert grid.merges == (((0, 0), (0, 2)), ((2, 0), (3, 0)))
    assert [(p.code, p.severity) for p in container.problems] == [("html_as_xlsx", "info")]
    assert not read_container("检查.html", HIS.encode("gb18030")).problems
    assert read_container("检查.csv", HIS.encode("gb18030")).problems[0].code == "other_format"


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8"), ("latin1", "gbk"), ("big5", "big5")]
)
def test_a_page_is_read_in_the_charset_it_names_if_that_can_be_believed(
    charset: str, encoding: str
) -> None:
    body = f'<meta charset="{charset}"><table><tr><td>治療室</td></tr></table>'
    assert only("检查.html", body.encode(encoding)).rows == [["治療室"]]


def test_titles_and_tables_stand_one_below_the_other() -> None:
    """The title above the table holds the unit: as in Excel, it has a row of its own."""
    grid = page(
        "<h2>科室：<font>治疗室</font></h2><table><caption>一</caption><tr><td>1</table>"
        "<!-- <table><tr><td>x --><script>document.write('<td>')</script>"
        "<table><tr><td>2<td>3</tr></table><p>检查人：李敏</p>"
    )
    assert grid.rows == [
        ["科室：治疗室", ""], ["一", ""], [1.0, ""], ["", ""], [2.0, 3.0], ["", ""], ["检查人：李敏", ""]
    ]  # fmt: skip


def test_a_table_inside_a_cell_is_set_out_below() -> None:
    grid = page("<table><tr><td>外<table><tr><td>内</td></tr></table></td><td>后</td></tr></table>")
    assert [row[0] for row in grid.rows] == ["外", "内", "后"]


def test_rows_without_an_end_and_cells_without_a_row() -> None:
    grid = page("<table><td>a<td>b<tr><td>c<p>d</p><div>e</div></table>")
    assert grid.rows == [["a", "b"], ["c\nd\n\ne", ""]]


def test_spans_end_with_their_table() -> None:
    grid = page("<table><tr><td rowspan=99>a<td>b</tr></table><table><tr><td colspan=x>c</table>")
    assert grid.merges == (((0, 0), (0, 0)),)
    assert grid.rows == [["a", "b"], ["", ""], ["c", ""]]


def test_hidden_rows_of_a_page_are_known() -> None:
    grid = page('<table><tr style="display: none"><td>a</tr><tr><td>b</tr></table>')
    assert grid.hidden_rows == {0}


@pytest.mark.parametrize(
    "body",
    [
        "<table>" + "<tr><td>x" * (MAX_ROWS + 1),
        "<table><tr>" + "<td>x" * (MAX_COLUMNS + 1),
        "<table><tr><td colspan=99999999>",
        "<table>" + "<tr><td rowspan=900 colspan=900>x" * 901,
    ],
    ids=["rows", "columns", "colspan", "merged"],
)
def test_a_page_beyond_the_limits_is_refused(body: str) -> None:
    with pytest.raises(WorkbookError, match="larger"):
        page(body)


@pytest.mark.parametrize("piece", ["<!--", "<td", '<a "', "<script>", "<a '\">", "<", "</", "<!x"])
def test_a_page_of_open_ends_is_read_in_one_pass(piece: str) -> None:
    """Looking for each end again from every beginning took hours for a page of this size."""
    started = time.process_time()
    assert sum(1 for _ in tokens("<table><tr><td>" + piece * 200_000)) >= 3
    assert time.process_time() - started < 10


def test_a_sign_between_quotation_marks_does_not_end_a_tag() -> None:
    found = list(tokens('<td title="a>b" colspan="2" rowspan=3 class=\'c\'>x</td>'))
    assert [token.name for token in found] == ["td", "", "td"]
    wanted = ("colspan", "rowspan", "title", "class", "style")
    assert [found[0].attribute(name) for name in wanted] == ["2", "3", "a>b", "c", ""]
    assert [t.text for t in tokens("<5分钟 &amp; <![if x]>y")] == ["<", "5分钟 & ", "y"]
    assert Token("x").closing is False
