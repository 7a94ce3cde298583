"""Reports: figures frozen once, one report per area and period whatever happens, words and sheets from the snapshot."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from urllib.parse import quote
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_celery_beat.models import PeriodicTask

from accounts.models import Area
from core import jobs, months
from core.actors import SYSTEM
from core.errors import Refused
from core.models import Change, Job
from projects.warnings.reference import warning_rules
from reports import actions, periods
from reports.bulletin import against_schedule, bulletin, draft, sum_of_money, wan
from reports.exchange import workbook
from reports.models import FrozenFigures, Report
from reports.papers.annexes import progress
from reports.reference import report_schedules
from reports.tables import places
from reports.tables.source import frozen
from reports.tasks import issue_due_reports
from tests.factories import AreaFactory, BaselineMemberFactory, CommunityFactory, ProgressReportFactory, ProjectFactory

PERIOD = "2025-10"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def project(street, m2, begun=None, **values):
    community = CommunityFactory(area=AreaFactory(code=street), floor_area=Decimal(m2))
    BaselineMemberFactory(community=community)
    dates = {"planned_start": date(2025, 3, 1), "planned_finish": date(2026, 2, 1)}
    return ProjectFactory(
        area=community.area, community=community, plan_year=2025, first_works_date=begun, **dates | values
    )


@pytest.fixture
def city(people):
    """海曙 has begun 10 万 of 15 万㎡, 鄞州 nothing of 6 万㎡."""
    warning_rules()
    first = project("330203006", "100000", date(2025, 4, 1), status="in_progress")
    project("330203007", "50000", name="迟到项目", owner="海曙城投")
    project("330212012", "60000")
    ProgressReportFactory(project=first, period="2025-09", state="locked", invested=Decimal("500.00"), lifts=2)
    return first


def area(code):
    return Area.objects.get(pk=code)


def issue(code, period=PERIOD, by=SYSTEM):
    return actions.issue("monthly", period, area(code), by=by)[0]


def test_a_report_says_what_the_frozen_figures_say_and_is_logged(city):
    report, new = actions.issue("monthly", PERIOD, area("330203"), by=SYSTEM)
    assert new and report.figures["started_area_m2"] == 100000
    assert report.snapshot_sha256 == actions.fingerprint(report.figures)
    row = Change.objects.get(act="report.issue")
    assert row.target_id == str(report.pk) and row.area_code == "330203"
    assert report.snapshot_sha256 == row.after["snapshot_sha256"]
    assert isinstance(row.after["figures"], str) and len(row.after["figures"]) == 16


def test_frozen_figures_do_not_move_with_the_facts(city):
    first = issue("330203")
    type(city).objects.filter(pk=city.pk).update(first_works_date=None, budget=Decimal("9.00"))
    assert issue("330203").figures == first.figures
    late = issue("3302")  # made later, from the same figures
    assert late.figures["started_area_m2"] == 100000
    assert FrozenFigures.objects.count() == 1
    frozen = FrozenFigures.objects.get()
    assert frozen.sha256 == actions.fingerprint(frozen.figures)


def test_a_second_issue_makes_nothing_new(city):
    one, two = (actions.issue("monthly", PERIOD, area("3302"), by=SYSTEM) for _ in range(2))
    assert one[0] == two[0] and (one[1], two[1]) == (True, False)
    assert Report.objects.count() == Change.objects.filter(act="report.issue").count() == 1


@pytest.mark.parametrize(
    ("kind", "period", "code"),
    [
        ("monthly", "2025-13", "bad_period"),
        ("monthly", "202510", "bad_period"),
        ("monthly", "2099-01", "period_open"),
        ("hourly", PERIOD, "bad_kind"),
        ("weekly", PERIOD, "bad_period"),
    ],
)
def test_refusals_leave_nothing_behind(city, kind, period, code):
    for call in (actions.issue, actions.order):
        with pytest.raises(Refused) as refused:
            call(kind, period, area("3302"), by=SYSTEM)
        assert refused.value.code == code
    assert not Report.objects.exists() and not FrozenFigures.objects.exists() and not Job.objects.exists()


def test_an_area_without_figures_is_refused(city):
    actions.freeze("monthly", PERIOD)
    with pytest.raises(Refused) as refused:
        actions.issue("monthly", PERIOD, AreaFactory(code="330225"), by=SYSTEM)
    assert refused.value.code == "no_figures"


@pytest.mark.parametrize(
    ("who", "code", "may"),
    [
        ("city", "330203", True),
        ("district", "330203", True),
        ("district", "330203006", True),
        ("district", "330212", False),
        ("district", "3302", False),
        ("street", "330203006", True),
        ("street2", "330203006", False),
        ("auditor", "3302", False),
        ("sysadmin", "3302", False),
    ],
)
def test_who_may_order_which_report(city, people, who, code, may):
    if may:
        assert actions.order("monthly", PERIOD, area(code), by=people[who]).state == "queued"
    else:
        with pytest.raises(PermissionDenied):
            actions.order("monthly", PERIOD, area(code), by=people[who])
        assert not Job.objects.exists()


def test_ordering_twice_is_one_job(city, people):
    first, second = (actions.order("monthly", PERIOD, area("3302"), by=people["city"], below=True) for _ in range(2))
    assert first == second and first.title == "宁波市2025年10月月报（含下级）"


@pytest.mark.django_db(transaction=True)
def test_one_job_issues_an_area_and_all_below_it(city, people):
    job = actions.order("monthly", PERIOD, area("330203"), by=people["district"], below=True)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 3, 3), job.error
    assert job.result == {"issued": 3, "existing": 0}
    made = Report.objects.values_list("area_id", "issued_by")
    assert set(made) == {(code, "district") for code in ("330203", "330203006", "330203007")}
    assert job.result_url == Report.objects.get(area_id="330203").get_absolute_url()


@pytest.mark.django_db(transaction=True)
def test_a_job_killed_half_way_goes_on_where_it_stopped(city, people):
    issue("330203")
    job = actions.order("monthly", PERIOD, area("3302"), by=people["city"], below=True)
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1)  # its worker was killed
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done" and job.result == {"issued": job.total - 1, "existing": 1}
    assert Report.objects.count() == Area.objects.count() == job.total


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_issue_twenty_areas_once(city):
    for number in range(20):
        AreaFactory(code=f"3302250{number:02d}")
    areas = list(Area.objects.filter(pk__startswith="330225", level="street"))

    def work(_):
        try:
            return sum(actions.issue("monthly", PERIOD, each, by=SYSTEM)[1] for each in areas)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(work, range(3)))
    assert sum(made) == Report.objects.count() == len(areas) == 20
    assert FrozenFigures.objects.count() == 1
    assert Change.objects.filter(act="report.issue").count() == 20


@pytest.mark.parametrize(
    ("now", "due", "closed"),
    [
        (datetime(2026, 11, 1, 1, 59), "2026-09", "2026-10"),
        (datetime(2026, 11, 1, 2, 0), "2026-10", "2026-10"),
        (datetime(2026, 11, 23, 12, 0), "2026-10", "2026-10"),
        (datetime(2027, 1, 1, 2, 0), "2026-12", "2026-12"),
        (datetime(2027, 1, 1, 0, 30), "2026-11", "2026-12"),
    ],
)
def test_when_a_month_is_due(now, due, closed):
    assert (periods.last_due(now.replace(tzinfo=SHANGHAI)), periods.last_closed(now.replace(tzinfo=SHANGHAI))) == (
        due,
        closed,
    )


def test_month_ends():
    assert periods.month_end("2024-02") == date(2024, 2, 29) and periods.month_end("2025-12") == date(2025, 12, 31)
    assert months.month_before("2025-01") == "2024-12"


@pytest.mark.django_db(transaction=True)
def test_the_hourly_schedule_makes_what_is_due_and_then_rests(city):
    issue_due_reports()
    issue_due_reports()
    job = Job.objects.get()
    assert job.by is None and job.params["below"] is True
    jobs.run(job.pk)
    assert Report.objects.count() == Area.objects.count()
    assert set(Report.objects.values_list("period", "issued_by")) == {(periods.last_due(), "系统")}
    assert actions.order_due() is None


def test_nothing_is_due_before_the_areas_are_loaded(db):
    assert actions.order_due() is None and not Job.objects.exists()


def test_the_schedule_is_a_row_that_an_administrator_may_change(db):
    report_schedules()
    PeriodicTask.objects.filter(task="reports.tasks.issue_due_reports").update(enabled=False)
    report_schedules()
    assert PeriodicTask.objects.get(task="reports.tasks.issue_due_reports").enabled is False


def test_the_words_of_a_report(city):
    words = bulletin(issue("3302").figures, PERIOD)
    assert (words["title"], words["subtitle"]) == ("全市城镇老旧小区改造", "2025年10月进展情况")
    first, second, third = words["progress"]
    assert first == (
        "全市应改老旧小区 3 个、21 万平方米，其中市六区 3 个。2025年计划改造 3 个小区、21 万平方米，"
        "惠及 1290 户，计划投资 3600 万元。"
    )
    assert second == (
        "截至2025年10月31日，已开工 1 个小区、10 万平方米，启动率 47.6%，与上月持平，比时序进度慢 52.4 个百分点；"
        "已完工 0 个，完工率 0.0%；累计完成投资 500 万元，完成年度计划的 13.9%。本月没有新开工小区。"
    )
    assert third.startswith("累计加装电梯 2 部")
    assert words["places"] == "启动率靠前的是海曙区 66.7%，靠后的是鄞州区 0.0%；海曙区 66.7%、鄞州区 0.0%列红色预警。"
    assert words["difficulties"] == "2 个项目未按期开工，1 个在建项目没有上报10月进展。"
    late = words["late"][0]
    assert (late["project"], late["words"]) == ("迟到项目", "计划2025年3月1日开工，已晚 244 天")


@pytest.mark.parametrize(
    ("kind", "period", "span", "since", "new", "month"),
    [
        ("weekly", "2025-W44", "周", "与上周持平", "本周没有新开工小区", "10月"),  # ends on 2 November
        ("quarterly", "2025-Q2", "季度", "比上季度提高 47.6 个百分点", "本季度新开工 1 个、10 万平方米", "6月"),
        ("yearly", "2025", "年", "比上年提高 47.6 个百分点", "本年新开工 1 个、10 万平方米", "12月"),
    ],
)
def test_a_report_speaks_of_its_own_period(city, kind, period, span, since, new, month):
    report, _ = actions.issue(kind, period, area("3302"), by=SYSTEM)
    words = bulletin(report.figures, period)
    assert since in words["progress"][1] and words["progress"][1].endswith(f"。{new}。")
    assert f"没有上报{month}进展" in words["difficulties"]
    source = frozen(report)
    heads = [one.head[-1] for table in (places.t1(source), progress(source)) for one in table.columns]
    assert [head for head in heads if head.startswith("较上")] == [f"较上{span}（百分点）", f"较上{span}"]


def test_every_late_project_is_listed(city):
    for _ in range(21):
        project("330203007", "1000")
    frozen_problems = issue("330203").figures["problems"]
    assert (frozen_problems["not_begun"], len(frozen_problems["late"])) == (22, 22)


def test_a_place_without_a_plan_says_so(city):
    AreaFactory(code="330225001")
    words = bulletin(issue("330225").figures, PERIOD)
    assert words["progress"] == ["街道330225应改老旧小区 0 个、0 万平方米。2025年没有列入计划的小区。"]
    assert words["places"] == "" and words["rows"] == []


def test_numbers_in_prose():
    assert (wan(28_860_000), wan(8_012_600), wan(50)) == ("2886", "801.26", "0.01")
    assert (sum_of_money("3420.00"), sum_of_money("294000.00"), sum_of_money("0.50")) == (
        "3420 万元",
        "29.4 亿元",
        "0.5 万元",
    )
    assert against_schedule("0.0") == "与时序进度持平" and against_schedule("1.5") == "比时序进度快 1.5 个百分点"


def test_the_workbook_is_the_same_bytes_every_time_and_its_totals_are_formulas(city):
    report = issue("3302")
    content = workbook(report)
    assert workbook(Report.objects.get(pk=report.pk)) == content
    formulas = openpyxl.load_workbook(BytesIO(content))["各地情况"]
    values = openpyxl.load_workbook(BytesIO(content), data_only=True)["各地情况"]
    assert [cell.value for cell in values["B"][3:8]] == ["区（县、市）", None, "海曙区", "鄞州区", "合计"]
    assert formulas["C8"].value == "=SUM(C6:C7)" and values["C8"].value == 3
    assert formulas["I6"].value == '=IFERROR(H6/E6,"—")' and round(values["I6"].value, 4) == 0.6667
    assert values["H8"].value == 10 and values["O8"].value == 500
    problems = openpyxl.load_workbook(BytesIO(content))["存在问题"]
    assert problems["B5"].value == "迟到项目" and problems["E5"].value == "计划2025年3月1日开工，已晚 244 天"


def test_a_name_that_looks_like_a_formula_stays_text(city):
    type(city).objects.filter(name="迟到项目").update(name="=1+1")
    sheet = openpyxl.load_workbook(BytesIO(workbook(issue("3302"))))["存在问题"]
    assert sheet["B5"].value == "=1+1" and sheet["B5"].data_type == "s"


@pytest.fixture
def issued(city):
    """Every report of the period."""
    frozen = actions.freeze("monthly", PERIOD)
    return {
        each.pk: actions.issue("monthly", PERIOD, each, by=SYSTEM, frozen=frozen)[0]
        for each in actions.areas_to_issue(frozen, "3302", True)
    }


def test_each_sees_the_reports_of_their_own_areas(issued, as_, api_):
    expected = {"city": 6, "auditor": 6, "district": 3, "street": 1, "street2": 1, "sysadmin": 0}
    assert len(issued) == 6
    for name, number in expected.items():
        assert api_(name).get("/api/v1/reports/").json()["count"] == number, name
        page = as_(name).get("/reports/")
        assert page.status_code == 200 and page.content.decode().count("2025年10月") >= number
        assert page.context["page"].paginator.count == number
    assert api_("visitor").get("/api/v1/reports/").json()["count"] == 0
    assert as_("visitor").get("/reports/").status_code == 302


def test_a_report_outside_one_s_area_is_not_found(issued, as_, api_):
    other = issued["330212012"]
    for query in ("", "?as=xlsx", "?as=html", "?as=docx"):
        assert as_("street2").get(f"/reports/{other.pk}/{query}").status_code == 200
        assert as_("street").get(f"/reports/{other.pk}/{query}").status_code == 404
    assert api_("street").get(f"/api/v1/reports/{other.pk}/").status_code == 404
    assert api_("street").get(f"/api/v1/reports/{other.pk}/document/?as=xlsx").status_code == 404
    assert api_("street2").get(f"/api/v1/reports/{other.pk}/").json()["figures"]["communities"] == 1
    assert as_("city").get(f"/reports/{other.pk}/?as=pdf").status_code == 404


def test_the_page_the_api_and_the_file_say_the_same(issued, as_, api_):
    report = issued["3302"]
    page = as_("city").get(report.get_absolute_url()).content.decode()
    for paragraph in draft(report):
        assert paragraph in page
    assert report.snapshot_sha256 in page and "与快照一致" in page and "演示数据" in page
    assert api_("city").get(f"/api/v1/reports/{report.pk}/").json()["snapshot_sha256"] == report.snapshot_sha256
    files = [
        as_("city").get(f"{report.get_absolute_url()}?as=xlsx"),
        api_("city").get(f"/api/v1/reports/{report.pk}/document/?as=xlsx"),
    ]
    assert files[0].content == files[1].content and "attachment" in files[0]["Content-Disposition"]
    papers = [
        as_("city").get(f"{report.get_absolute_url()}?as=docx"),
        api_("city").get(f"/api/v1/reports/{report.pk}/document/?as=docx"),
    ]
    assert papers[0].content == papers[1].content and papers[0].content.startswith(b"PK")
    name = quote("全市2025年10月城镇老旧小区改造进展情况通报.docx")
    assert papers[0]["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"


def test_an_altered_report_is_seen(issued, as_):
    report = issued["330203"]
    Report.objects.filter(pk=report.pk).update(figures=report.figures | {"started": 9})
    assert "内容与校验码不一致" in as_("city").get(report.get_absolute_url()).content.decode()


def test_filters_of_the_list(issued, api_):
    get = api_("city").get
    assert get("/api/v1/reports/?area=330203&kind=monthly&period=2025-10").json()["count"] == 3
    assert get("/api/v1/reports/?period=2025-09").json()["count"] == 0
    codes = [row["area"] for row in get("/api/v1/reports/?ordering=-area").json()["results"]]
    assert codes == sorted(codes, reverse=True)
    row = get("/api/v1/reports/?area=330203006").json()["results"][0]
    assert {"id", "state", "snapshot_sha256", "revision"} <= set(row) and "figures" not in row


def test_ordering_a_report_by_api(city, api_):
    body = {"area": "330203", "kind": "monthly", "period": PERIOD}
    response = api_("district").post("/api/v1/reports/", body, content_type="application/json")
    assert response.status_code == 202
    job = Job.objects.get(pk=response.json()["id"])
    assert response.json()["url"].endswith(f"/api/v1/jobs/{job.pk}/") and job.params["below"] is False
    refusals = [
        ("visitor", body, 401),
        ("district", body | {"area": "330212"}, 404),
        ("auditor", body, 403),
        ("district", body | {"period": "2099-01"}, 409),
        ("district", body | {"kind": "hourly"}, 400),
    ]
    for name, asked, status in refusals:
        response = api_(name).post("/api/v1/reports/", asked, content_type="application/json")
        assert response.status_code == status, (name, asked, response.content)
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_button_makes_the_latest_closed_month(city, as_):
    response = as_("district").post("/reports/issue/", {"area": "330203"})
    job = Job.objects.get()
    assert response.status_code == 302 and response.url == f"/jobs/{job.pk}/"
    assert job.params == {"kind": "monthly", "period": periods.last_closed(), "area": "330203", "below": True}
    assert as_("district").post("/reports/issue/", {"area": "330212"}).status_code == 404
    assert as_("auditor").post("/reports/issue/", {"area": "3302"}).status_code == 403
    assert as_("district").get("/reports/issue/").status_code == 405
    assert Job.objects.count() == 1


def test_lists_cost_the_same_however_long(issued, as_, django_assert_num_queries):
    client = as_("city")
    client.get("/reports/")
    with CaptureQueriesContext(connection) as few:
        client.get("/reports/")
    frozen = FrozenFigures.objects.get()
    for number in range(30):
        Report.objects.create(
            area=area("330203"),
            period=f"20{number + 30}-01",
            figures=frozen.figures["330203"],
            snapshot_sha256="0" * 64,
        )
    with django_assert_num_queries(len(few)):
        client.get("/reports/")
