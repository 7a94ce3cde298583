"""Papers: the bulletin's text, its layout measured beside GB/T 9704-2012, the same bytes from the same snapshot."""

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from reports.bulletin import draft, level, text_of
from reports.exchange import workbook
from reports.papers import heads
from reports.papers.annexes import annexes
from reports.papers.bulletin_docx import bulletin_docx
from reports.papers.layout import broken, width
from reports.words import period_words
from tests.samples import city_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 72 / 25.4  # points


@pytest.fixture
def report():
    return city_report()


def part(content, name="word/document.xml"):
    return ElementTree.fromstring(zipfile.ZipFile(BytesIO(content)).read(name))


def said(paragraph):
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))


def words_of(content):
    return [said(paragraph) for paragraph in part(content).iter(f"{W}p") if said(paragraph)]


# text


def test_the_draft_leads_from_the_plan_to_who_trails(report):
    lines = draft(report)
    assert [line for line in lines if level(line) == 1] == [
        "一、总体进展", "二、各地情况", "三、存在问题", "四、下步工作",
    ]  # fmt: skip
    text = "\n".join(lines)
    order = [
        "2026年计划改造162个小区",
        "已开工138个小区",
        "启动率87.0%",
        "比上月提高4.6个百分点",
        "靠前的是镇海区100.0%",
    ]
    places = [text.index(words) for words in [*order, "靠后的是宁海县75.0%、象山县57.1%、奉化区55.6%"]]
    assert places == sorted(places)
    assert "责任单位奉化城投）计划2026年3月31日开工，已晚214天" in text
    assert "象山县、奉化区要逐个项目排定开工时间，于2026年11月13日前报送赶工计划" in text
    assert not re.search(r"[\u4e00-\u9fff] \d|\d [\u4e00-\u9fff]", text)


def test_nothing_wrong_is_said_as_such(report):
    report.figures["problems"] = {"not_begun": 0, "not_finished": 0, "unreported": 0, "late": []}
    report.figures["feedback"]["overdue"] = 0
    for row in report.figures["by_area"]:
        row["warning"] = "green"
    lines = draft(report)
    assert "没有超期的项目、漏报的进展和超期的诉求。" in lines
    assert lines[-1].startswith("1. 各有关单位要保持进度") and len(annexes(report)) == 1


def test_what_was_edited_is_what_is_printed(report):
    report.text = "一、改过的标题\n\n　改过的一段。\n"
    assert text_of(report) == ["一、改过的标题", "改过的一段。"]
    words = words_of(bulletin_docx(report))
    assert "改过的一段。" in words and not any("总体进展" in line for line in words)


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("一、总体进展", 1),
        ("（二）未按期完工", 2),
        ("一、这是一句话。", 0),
        ("1. 加快", 0),
        ("一" * 60, 0),
        ("正文", 0),
    ],
)
def test_headings_are_known_by_their_numbers(line, at):
    assert level(line) == at


@pytest.mark.parametrize(
    ("period", "words"),
    [("2026-10", "2026年10月"), ("2026-W04", "2026年第4周"), ("2026-Q4", "2026年第四季度"), ("2026", "2026年")],
)
def test_periods_in_words(period, words):
    assert period_words(period) == words


@pytest.mark.parametrize(
    ("area", "organ"),
    [
        ({"level": "city", "name": "宁波市"}, "宁波市住房和城乡建设局"),
        ({"level": "district", "name": "余姚市"}, "余姚市住房和城乡建设局"),
        ({"level": "street", "name": "白云街道"}, "白云街道办事处"),
        ({"level": "street", "name": "鄞江镇"}, "鄞江镇人民政府"),
    ],
)
def test_who_issues(area, organ):
    assert heads.organ(area) == organ


def test_a_file_is_named_after_its_area_and_period(report):
    assert heads.filename(report, "docx") == "全市2026年10月城镇老旧小区改造进展情况通报.docx"
    report.revision = 2
    assert heads.filename(report, "docx").endswith("通报（第2次更正）.docx")


# layout


def test_the_same_snapshot_gives_the_same_bytes(report):
    first = bulletin_docx(report)
    assert first == bulletin_docx(city_report()) and workbook(report) == workbook(city_report())
    report.figures["started"] += 1
    assert bulletin_docx(report) != first
    times = {info.date_time for info in zipfile.ZipFile(BytesIO(first)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    core = zipfile.ZipFile(BytesIO(first)).read("docProps/core.xml").decode()
    assert core.count("2026-10-31T00:00:00Z") == 2


def test_the_page_is_that_of_the_standard(report):
    document = part(bulletin_docx(report))
    text, last = document.iter(f"{W}sectPr")
    for section in (text, last):
        size, margins = section.find(f"{W}pgSz").attrib, section.find(f"{W}pgMar").attrib
        assert (mm(size[f"{W}w"]), mm(size[f"{W}h"])) == (210, 297)
        assert [mm(margins[f"{W}{side}"]) for side in ("top", "right", "bottom", "left")] == [37, 26, 35, 28]
        assert 22 * int(section.find(f"{W}docGrid").get(f"{W}linePitch")) / 1440 * 25.4 == pytest.approx(225, abs=0.5)
    assert last.find(f"{W}type").get(f"{W}val") == "evenPage"
    assert {one.get(f"{W}type") for one in text.iter(f"{W}footerReference")} == {"default", "even"}


def mm(twips):
    return round(int(twips) * 25.4 / 1440)


def test_type_is_set_in_the_faces_of_the_standard(report):
    content = bulletin_docx(report)
    faces = {}
    for run in part(content).iter(f"{W}r"):
        look = run.find(f"{W}rPr")
        key = look.find(f"{W}rFonts").get(f"{W}eastAsia"), int(look.find(f"{W}sz").get(f"{W}val")) / 2
        faces.setdefault(said(run), key)
    assert faces["宁波市住房和城乡建设局文件"][0] == "方正小标宋简体"
    assert faces["城镇老旧小区改造进展情况的通报"] == ("方正小标宋简体", 22)
    assert faces["一、总体进展"] == ("黑体", 16) and faces["（一）未按期开工"] == ("楷体_GB2312", 16)
    assert faces[draft(report)[0]] == ("仿宋_GB2312", 16) and faces["附件1"] == ("黑体", 16)
    table = part(content, "word/fontTable.xml")
    fallbacks = {font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val") for font in table}
    assert "FangSong" in fallbacks["仿宋_GB2312"] and "STZhongsong" in fallbacks["方正小标宋简体"]


def test_totals_in_the_annex_are_the_snapshot_s(report):
    (_, table), (_, problems) = annexes(report)
    rows = list(table.body())
    assert sum(row["planned"] for row in rows) == report.figures["plan"]["communities"]
    assert table.total_row()["started"] == report.figures["started"]
    assert [row["owner"] for row in problems.body()] == ["奉化城投", "象山县丹东街道", "鄞州城建"]
    assert "合计" in words_of(bulletin_docx(report))


def test_a_document_of_demo_data_says_so_first(report):
    assert words_of(bulletin_docx(report, "演示数据"))[0] == "演示数据"
    assert "演示数据" not in words_of(bulletin_docx(report))


def test_titles_are_broken_where_a_term_begins():
    assert broken("关于2026年10月全市城镇老旧小区改造进展情况的通报") == [
        "关于2026年10月全市",
        "城镇老旧小区改造进展情况的通报",
    ]
    assert broken("短标题") == ["短标题"] and width("2026年") == 3


@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdftotext"), reason="needs an office to render")
def test_rendered_the_type_area_has_22_lines_of_28_characters(report, tmp_path):
    report.text = "测" * 28 * 70 + "\n完。"
    (tmp_path / "b.docx").write_bytes(bulletin_docx(report))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    run = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "b.docx")]
    subprocess.run(run, check=True, capture_output=True, timeout=180)
    subprocess.run(["pdftotext", "-bbox", tmp_path / "b.pdf", tmp_path / "b.html"], check=True, timeout=60)
    pages = re.findall(r"<page.*?</page>", (tmp_path / "b.html").read_text(encoding="utf-8"), re.DOTALL)
    words = [
        (float(x), float(y), float(to), text)
        for x, y, to, _, text in re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>', pages[1]
        )
    ]
    lines = [word for word in words if "测" in word[3]]
    assert len(lines) == 22 and {len(text) for *_, text in lines} == {28}
    assert min(x for x, *_ in lines) == pytest.approx(28 * MM, abs=1.5)
    assert max(to for _, _, to, _ in lines) == pytest.approx((210 - 26) * MM, abs=1.5)
    assert lines[-1][1] - lines[0][1] == pytest.approx(21 * 28.95, abs=1)
    even = min(x for x, _, _, text in words if text.strip() == "—")
    assert even == pytest.approx(28 * MM + 16, abs=2)  # one character in from the binding-side edge
