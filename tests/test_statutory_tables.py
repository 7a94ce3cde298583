"""Statutory tables: the published look, exact sums, formulas that recompute, frozen ones that never move."""

import shutil
import subprocess
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from accounts.models import Area
from core import jobs
from core.actors import SYSTEM
from core.errors import Refused
from core.models import Job
from projects.models import FundingSource
from projects.warnings.reference import warning_rules
from reports import actions
from reports.documents import document
from reports.exchange import workbook
from reports.papers import files
from reports.papers.printing import printed
from reports.papers.table_docx import table_docx
from reports.tables import national, places
from reports.tables.registry import KINDS, Asked, build
from reports.tables.shape import Column, Table, headings, show
from reports.tables.source import frozen, live
from reports.tables.writing import write_xlsx
from reports.terms import DEFAULT, Terms
from tests.factories import AreaFactory, BaselineMemberFactory, CommunityFactory, ProgressReportFactory, ProjectFactory
from tests.factories_works import AnnualPlanFactory, PlanEntryFactory, WorksItemFactory
from tests.samples import PUBLISHED, lines

PERIOD = "2025-10"


def project(street, m2, begun=None, **values):
    community = CommunityFactory(area=AreaFactory(code=street), floor_area=Decimal(m2))
    BaselineMemberFactory(community=community)
    dates = {"planned_start": date(2025, 3, 1), "planned_finish": date(2026, 2, 1)}
    return ProjectFactory(
        area=community.area, community=community, plan_year=2025, first_works_date=begun, **dates | values
    )


@pytest.fixture
def city(people):
    """海曙 has begun one of two, 鄞州 its only one, 宁海 none of one."""
    warning_rules()
    first = project("330203006", "100000", date(2025, 4, 1), status="in_progress", start_order_date=date(2025, 9, 9))
    project("330203007", "50000", name="迟到项目", owner="海曙城投")
    project("330212012", "60000", date(2025, 5, 1), status="in_progress")
    project("330226001", "70000", name="=1+1")
    ProgressReportFactory(project=first, period="2025-09", state="locked", invested=Decimal("500.00"), lifts=2)
    return first


@pytest.fixture
def report(city):
    return issue("3302")


def area(code):
    return Area.objects.get(pk=code)


def issue(code):
    return actions.issue("monthly", PERIOD, area(code), by=SYSTEM)[0]


# the published look (of sheets: test_national_table)


def test_the_city_s_districts_in_the_published_look(report):
    table = national.of_figures(frozen(report), whole_percents=True)
    assert table.title == "2025年全市城镇老旧小区改造进展情况"
    assert table.subtitle == "（截至2025年10月31日，行政区划口径）"
    assert lines(table) == [
        ["序号", "地区", "新开工小区数（个）", "开工率"],
        ["1", "鄞州区", "1", "全部开工"],
        ["2", "海曙区", "1", "50%"],
        ["3", "街道330226", "0", "0%"],
        ["合计", "", "2", "50.0%"],
    ]


def test_equal_rates_stand_in_order_of_code(report):
    rows = report.figures["by_area"]
    for row in rows:
        row["started"], row["plan"]["communities"] = 1, 2
    names = [row[1] for row in lines(national.of_figures(frozen(report)))[1:-1]]
    assert names == [row["name"] for row in sorted(rows, key=lambda row: row["code"])]


# shape


def test_headings_span_what_stands_under_them():
    columns = [
        Column("a", ("序号",)),
        Column("b", ("计划", "小区")),
        Column("c", ("计划", "户数")),
        Column("d", ("合计",)),
    ]
    first, second = headings(columns)
    assert [(one.text, one.place, one.lines, one.places) for one in first] == [
        ("序号", 0, 2, 1),
        ("计划", 1, 1, 2),
        ("合计", 3, 2, 1),
    ]
    assert [(one.text, one.place) for one in second] == [("小区", 1), ("户数", 2)]


def test_what_is_printed_is_rounded_half_up_and_unknown_is_a_dash():
    points, rate = Column("p", ("点",), "points"), Column("r", ("率",), "rate", over=("a", "b"))
    assert [show(points, {"p": p}) for p in (Decimal("0.25"), Decimal("-0.25"), Decimal(0), None)] == [
        "+0.3", "−0.3", "0.0", "—",
    ]  # fmt: skip
    assert [show(rate, {"a": a, "b": b}) for a, b in ((1, 3), (3, 2), (0, 0), (None, 1))] == [
        "33.3%", "150.0%", "—", "—",
    ]  # fmt: skip


# tables of places


def test_totals_are_the_snapshot_s(report):
    source, figures = frozen(report), report.figures
    table = places.t1(source)
    printed = lines(table)
    assert [row[1] for row in printed[1:]] == ["鄞州区", "海曙区", "街道330226", "合计"]
    total = table.total_row()
    assert (total["planned"], total["started"], total["completed"]) == (
        figures["plan"]["communities"],
        figures["started"],
        figures["completed"],
    )
    assert total["area"] * 10000 == figures["plan"]["floor_area_m2"] == 280000
    assert total["invested"] == Decimal(figures["invested"]) == Decimal("500.00")
    assert printed[-1][6] == "50.0%" and printed[1][6] == "全部开工"
    assert places.t2(source).title.endswith("主要改造内容完成情况") and lines(places.t2(source))[-1][2] == "2"


@pytest.mark.parametrize("code", ["F2", "F3", "G1", "T1", "T2", "T3", "T5"])
def test_a_frozen_table_is_the_same_bytes_for_ever(city, report, code):
    def content():
        asked = Asked(area("3302"), SYSTEM, date.today(), report=type(report).objects.get(pk=report.pk))
        table, buffer = build(code, asked), BytesIO()
        write_xlsx(buffer, [(code, table)])
        return buffer.getvalue(), table_docx(build(code, asked)), lines(build(code, asked))

    first = content()
    type(city).objects.update(first_works_date=None, budget=Decimal("9.00"))
    assert content() == first
    assert "校验码" in "".join(build(code, Asked(area("3302"), SYSTEM, date.today(), report=report)).notes)


def test_what_counts_as_a_start_is_chosen_and_printed(city):
    by_works = live(area("3302"), 2025, date(2025, 10, 31))
    by_order = live(area("3302"), 2025, date(2025, 10, 31), terms=Terms("start_order_date", "works_complete_date"))
    assert (by_works.figures["started"], by_order.figures["started"]) == (2, 1)
    assert DEFAULT.words in by_works.figures["definition"]
    assert "开工以开工令日期为准，完工以完工日期为准" in by_order.figures["definition"]
    assert "开工以开工令日期为准" in "".join(places.f2(by_order).notes)
    assert Terms().chosen({"start": "pk; drop", "finish": ""}) == DEFAULT


def test_live_figures_of_a_day_are_those_of_its_snapshot(report):
    now = live(area("3302"), 2025, date(2025, 10, 31))
    for make in (places.t1, places.t2, places.t5, places.f2, places.f3):
        assert lines(make(now)) == lines(make(frozen(report)))


def test_a_street_stands_for_itself(city):
    table = places.t1(frozen(issue("330203006")))
    assert [row[1] for row in lines(table)[1:]] == [area("330203006").name, "合计"]


# formulas


def test_every_sum_and_rate_is_a_formula_that_comes_to_the_same(report, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(workbook(report))
    book, cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    computed = {}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    computed[sheet.title, cell.coordinate] = evaluate(sheet, cell.value)
    assert len(computed) > 60
    for (sheet, at), value in computed.items():
        kept = cached[sheet][at].value
        assert kept == value or abs(kept - value) < 1e-9, (sheet, at, kept, value)


def evaluate(sheet, formula):
    """SUM over a column, or IFERROR(a/b): what the tables are made of; anything else fails the test."""
    inner = formula.removeprefix("=")
    if inner.startswith("SUM("):
        cells = sheet[inner[4:-1]]
        return sum(number_of(sheet, cell) for (cell,) in cells)
    assert inner.startswith("IFERROR("), formula
    ratio, otherwise = inner[8:-1].split(",")
    above, below = (number_of(sheet, sheet[at]) for at in ratio.split("/"))
    return above / below if below else otherwise.strip('"')


def number_of(sheet, cell):
    found = cell.value
    if cell.data_type == "f":
        found = evaluate(sheet, found)
    return found if isinstance(found, (int, float)) else 0


@pytest.mark.skipif(not shutil.which("soffice"), reason="the formulas are evaluated in the test above as well")
def test_libreoffice_recalculates_to_the_same_totals(report, tmp_path):
    source = tmp_path / "in.xlsx"
    source.write_bytes(workbook(report))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    back = ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    (tmp_path / "out").mkdir()
    again = [*back, "--outdir", str(tmp_path / "out"), str(tmp_path / "in.ods")]
    subprocess.run(again, check=True, capture_output=True, timeout=180)
    kept = openpyxl.load_workbook(source, data_only=True)["各地情况"]
    found = openpyxl.load_workbook(tmp_path / "out" / "in.xlsx", data_only=True)["各地情况"]
    total = next(row for row in kept.iter_rows() if row[1].value == "合计")
    for cell in total[2:-3]:
        other = found[cell.coordinate].value
        assert cell.value == other or abs(cell.value - other) < 1e-9, (cell.coordinate, cell.value, other)


def test_a_workbook_prints_across_with_its_heading_on_each_page(report):
    sheet = openpyxl.load_workbook(BytesIO(workbook(report)))["各地情况"]
    assert sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize) == 9
    assert sheet.print_title_rows in ("$4:$5", "4:5")
    assert "C4:E4" in [str(one) for one in sheet.merged_cells.ranges]
    assert sheet["A7"].font.name == "宋体"


def test_a_name_that_looks_like_a_formula_stays_text(city, people):
    asked = Asked(area("3302"), people["city"], date(2025, 10, 31), 2025)
    buffer = BytesIO()
    write_xlsx(buffer, [("F4", build("F4", asked))])
    cells = [cell for row in openpyxl.load_workbook(BytesIO(buffer.getvalue()))["F4"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]
    assert ["'=1+1"] == [cell for line in lines(build("F4", asked)) for cell in line if cell.endswith("=1+1")]


# lists


@pytest.fixture
def planned(city):
    """海曙's plan of the year: a community with funds of two groups, two lifts and a canteen."""
    FundingSource.objects.get_or_create(code="central", defaults={"name": "中央补助", "group": "government"})
    FundingSource.objects.get_or_create(code="owners", defaults={"name": "居民出资", "group": "residents"})
    place = city.communities.get()
    plan = AnnualPlanFactory(area=area("330203"), year=2025)
    funds = {"central": "300.00", "owners": "50.50"}
    entry = PlanEntryFactory(plan=plan, community=place, funds=funds, floor_area=Decimal("98765.43"))
    for code, planned in (("W15", 2), ("T07", 1)):
        WorksItemFactory(project=city, community=place, item__code=code, planned=Decimal(planned))
    return entry


def test_the_annual_plan_lists_communities_as_they_entered_it(planned, people):
    table = build("F1", Asked(area("3302"), people["city"], date(2025, 10, 31), 2025))
    heads, row, total = lines(table)
    said = dict(zip(heads, row, strict=True))
    assert said["小区名称"] == planned.community.name and said["规模面积（万㎡）"] == "9.88"
    assert (said["计划投资（万元）财政"], said["计划投资（万元）居民"], said["计划投资（万元）合计"]) == (
        "300.00",
        "50.50",
        "350.50",
    )
    assert (said["计划改造内容加装电梯（部）"], said["计划服务设施其他（项）"]) == ("2.00", "1")
    assert dict(zip(heads, total, strict=True))["计划投资（万元）合计"] == "350.50"


def test_lists_show_what_one_may_see_and_cost_the_same_however_long(planned, people):
    def spent(who):
        with CaptureQueriesContext(connection) as found:
            rows = [
                lines(build(code, Asked(area("330203"), people[who], date.today(), 2025))) for code in KINDS_OF_LIST
            ]
        return len(found), [len(one) for one in rows]

    spent("city")  # what a process keeps is kept from here on
    few, counts = spent("city")
    for number in range(12):
        more = project("330203006", "1000", name=f"新增{number}")
        PlanEntryFactory(plan=planned.plan, community=more.communities.get())
    many, longer = spent("city")
    assert few == many and longer[:4] == [count + 12 for count in counts[:4]]
    assert spent("street2")[1][1:4] == [2, 2, 2]  # heading and total


KINDS_OF_LIST = ["F1", "F4", "F2-1", "F3-1", "T4"]


def test_a_long_list_is_cut_on_the_page_and_refused_in_word(city):
    table = Table(
        "X", "长表", [Column("n", ("数",), "whole", summed=True)], ({"n": n} for n in range(300)), date.today()
    )
    table.number, table.total = 300, {}
    context = printed(table, 200)
    assert len(context["lines"]) == 200 and context["left_out"] == 100 and context["total"] is None
    table.number = 5000
    with pytest.raises(Refused):
        table_docx(table)


# doors


def test_pages_files_and_api_say_the_same_under_one_scope(report, as_, api_):
    page = as_("city").get(f"/reports/tables/T1/?area=3302&period={PERIOD}")
    text = page.content.decode()
    assert page.status_code == 200 and "全部开工" in text and DEFAULT.words in text
    answer = api_("city").get(f"/api/v1/statutory-tables/T1/?area=3302&period={PERIOD}").json()
    assert answer["total"]["started"] == {"value": 2, "text": "2"} and len(answer["rows"]) == 3
    for form in ("csv", "xlsx", "docx"):
        mine = as_("city").get(f"/reports/tables/T1/?area=3302&period={PERIOD}&as={form}")
        theirs = api_("city").get(f"/api/v1/statutory-tables/T1/?area=3302&period={PERIOD}&as={form}")
        assert body(mine) == body(theirs), form
        assert "filename*=utf-8''" in mine["Content-Disposition"]
    assert as_("city").get(f"/reports/tables/T1/?area=3302&period={PERIOD}&as=html").status_code == 200


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_outside_one_s_area_there_is_no_table(report, as_, api_):
    for url in ("/reports/tables/T1/?area=330212", "/reports/tables/?area=3302"):
        assert as_("district").get(url).status_code == 404
    assert api_("street").get("/api/v1/statutory-tables/F4/?area=330212012").status_code == 404
    assert as_("visitor").get("/reports/tables/T1/").status_code == 302
    assert api_("visitor").get("/api/v1/statutory-tables/").status_code == 401
    assert as_("sysadmin").get("/reports/tables/").status_code == 404
    assert as_("city").get("/reports/tables/X9/").status_code == 404


@pytest.mark.parametrize("code", list(KINDS))
def test_every_table_opens_and_downloads(planned, report, as_, code):
    client = as_("city")
    page = client.get(f"/reports/tables/{code}/?year=2025")
    assert page.status_code == 200, code
    for form in files.FORMS:
        assert client.get(f"/reports/tables/{code}/?year=2025&as={form}").status_code == 200


def test_nonsense_is_told_in_words(report, as_, api_):
    page = as_("city").get("/reports/tables/T1/?year=nonsense&period=1999-01")
    assert page.status_code == 400 and "计划年度" in page.content.decode()
    assert api_("city").get("/api/v1/statutory-tables/T1/?period=1999-01").status_code == 400


def test_a_sheet_of_somebody_else_s_is_set_in_the_published_look(people, as_):
    def send(content, name="表.csv", who="city"):
        upload = SimpleUploadedFile(name, content, "text/csv")
        return as_(who).post("/reports/tables/sheet/", {"title": "2023年进展", "file": upload})

    page = send(PUBLISHED.read_bytes()).content.decode()
    assert "2023年进展" in page and page.index("贵州") < page.index("河北") < page.index("西藏") and "42621" in page
    assert "贵州" in send(PUBLISHED.read_text(encoding="utf-8").encode("gb18030")).content.decode()
    bad = send("甲,乙\n1,2\n".encode())
    assert bad.status_code == 400 and "没有“地区”" in bad.content.decode()
    assert send(b"\xff\xfe\xff", "x.csv").status_code == 400
    assert send(b"a", who="sysadmin").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_long_table_is_written_by_the_worker(planned, as_, monkeypatch):
    monkeypatch.setattr("reports.papers.files.AT_ONCE", 1)
    response = as_("city").get("/reports/tables/F4/?area=3302&year=2025&as=csv")
    job = Job.objects.get()
    assert response.status_code == 302 and response.url == f"/jobs/{job.pk}/"
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done" and job.result["rows"] == 4, job.error


def test_unknown_forms_of_a_report_are_not_found(report, rf):
    with pytest.raises(Http404):
        document(rf.get("/"), report, "pdf")
