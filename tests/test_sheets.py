"""Projects, months, consultations as sheets: what goes out comes in unchanged, what is wrong stands at its row."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import jobs
from core.exchange import actions as imports
from projects.consents.reference import plan_thresholds
from projects.models import ConsultationRecord, PlanEntry, ProgressReport, Project
from projects.money.reference import funding_sources
from tests.factories import AreaFactory, CommunityFactory, ProgressReportFactory, ProjectFactory, SurveyFactory
from tests.factories_works import AnnualPlanFactory, ConsultationRecordFactory

D = Decimal


@pytest.fixture
def street(people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return people["street"]


@pytest.fixture
def project(street):
    community = CommunityFactory(area=AreaFactory(code="330203006"), name="双桥新村", status="in_progress")
    return ProjectFactory(
        area=community.area, community=community, name="双桥新村改造项目", building=True,
        first_works_date=date(2026, 3, 2), planned_start=date(2026, 3, 1), planned_finish=date(2026, 12, 1),
    )  # fmt: skip


def table(client, url):
    """The export as [header, *rows] of text and numbers."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.content[:300]
    content = b"".join(answer) if answer.streaming else answer.content
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def judged(kind, rows, by):
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    imported = imports.upload(kind, SimpleUploadedFile("表.xlsx", data.getvalue()), by=by)
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    return imported


def commit(imported, by):
    imports.commit(imported, by=by)
    imported.refresh_from_db()
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    return imported


def header_of(rows):
    return next(n for n, row in enumerate(rows) if row and ("项目代码" in row or "小区编号" in row or "月份" in row))


def test_a_month_goes_out_is_changed_and_comes_in(project, street, as_):
    ProgressReportFactory(project=project, period="2026-09", percent=D("30.0"), invested=D(300), state="verified")
    ProgressReportFactory(project=project, period="2026-10", percent=D("40.0"), invested=D(400), state="draft")
    rows = table(as_("street"), "/progress/export/?period=2026-10")
    head = rows[header_of(rows)]
    body = rows[header_of(rows) + 1]
    assert judged("progress", [head, body], street).counts["unchanged"] == 1
    place = {name: n for n, name in enumerate(head)}
    better = list(body)
    better[place["形象进度（%）"]], better[place["累计完成投资（万元）"]] = 45.5, 455
    imported = judged("progress", [head, better], street)
    assert imported.counts == {"new": 0, "changed": 1, "unchanged": 0, "rejected": 0}
    commit(imported, street)
    month = project.reports.get(period="2026-10")
    assert (month.percent, month.invested, month.reported_by) == (D("45.5"), D("455.00"), street)

    less = list(better)
    less[place["形象进度（%）"]] = 20
    september = list(better)
    september[place["月份"]] = "2026-09"
    future = list(better)
    future[place["月份"]] = "2031-01"
    imported = judged("progress", [head, less, september, future], street)
    said = (
        " ".join(str(row) for row in imported.rows.values_list("errors", flat=True))
        if hasattr(imported, "rows")
        else str(imported.__dict__)
    )
    assert imported.counts["rejected"] == 3
    for words in ("形象进度比 2026-09 的 30.0 少", "现在是“已核实”，不能再改", "这个月还没有到"):
        assert words in said, words


def test_consultations_come_in_whole_with_their_faults_named(project, street, as_):
    community = project.communities.get()
    ConsultationRecordFactory(community=community)
    rows = table(as_("street"), "/consultations/export/")
    head, body = rows[header_of(rows)], rows[header_of(rows) + 1]
    assert judged("consultations", [head, body], street).counts["unchanged"] == 1
    place = {name: n for n, name in enumerate(head)}
    new, wrong = list(body), list(body)
    new[place["截止日期"]], wrong[place["截止日期"]] = "2026-05-20", "2026-05-21"
    wrong[place["同意户数"]] = 99999
    imported = judged("consultations", [head, new, wrong], street)
    assert (imported.counts["new"], imported.counts["rejected"]) == (1, 1)
    assert ConsultationRecord.objects.count() == 1


def test_projects_come_in_as_the_page_would_make_them(project, street, people, as_):
    free = CommunityFactory(area=project.area, name="月河新村", status="pool")
    taken = project.communities.get()
    rows = table(as_("district"), "/projects/export/")
    head, body = rows[header_of(rows)], rows[header_of(rows) + 1]
    assert judged("projects", [head, body], people["district"]).counts["unchanged"] == 1
    place = {name: n for n, name in enumerate(head)}

    def row(**changes):
        made = list(body)
        for name, value in changes.items():
            made[place[name]] = value
        return made

    new = row(
        项目名称="月河新村改造项目", 小区编号=free.code, 项目代码="2611-330203-04-01-000123", 施工单位="", 建设单位=""
    )
    odd = row(项目名称="没有小区的项目", 小区编号="3302030069999", 项目代码="")
    late = row(项目名称="倒着的项目", 小区编号=free.code, 计划完工="2026-01-01", 项目代码="")
    imported = judged("projects", [head, new, odd, late], people["district"])
    assert (imported.counts["new"], imported.counts["rejected"]) == (1, 2), imported.counts
    imported = commit(judged("projects", [head, new], people["district"]), people["district"])
    made = Project.objects.get(code="2611-330203-04-01-000123")
    free.refresh_from_db()
    assert (list(made.communities.all()), free.status, made.plan_year) == ([free], "planned", project.plan_year)
    twice = judged("projects", [head, row(项目名称="又一个", 小区编号=taken.code, 项目代码="")], people["district"])
    commit(twice, people["district"])
    assert not Project.objects.filter(name="又一个").exists(), "a community is in one unfinished project"
    assert ProgressReport.objects.count() == 0


def test_a_district_enters_its_list_and_sees_what_each_lacks(project, street, people, as_):
    funding_sources(), plan_thresholds()
    plan = AnnualPlanFactory(area=AreaFactory(code="330203"), year=2027)
    ready = CommunityFactory(area=project.area, name="月河新村", status="pool")
    SurveyFactory(community=ready, state="verified")
    counted = {"households": 100, "took_part": 90, "agreed": 85, "held_on": date(2026, 5, 1)}
    ConsultationRecordFactory(community=ready, purpose="entry", **counted)
    bare = CommunityFactory(area=project.area, name="槐树新村", status="pool")
    head = [
        "计划年度",
        "小区编号",
        "计划类别",
        "计划开工",
        "计划完工",
        "资金安排（万元）",
        "一次进场承诺日期",
        "承诺单位",
    ]
    facts = ["新建", "2027-03-01", "2027-11-30", "市级财政 120；区县财政 260.5", "2026-10-08", "海曙区住建局"]
    good, lacking = [2027, ready.code, *facts], [2027, bare.code, *facts]
    odd = [2027, ready.code, *facts[:3], "彩票 30", *facts[4:]]
    imported = judged("plan_entries", [head, good, lacking], people["district"])
    assert (imported.counts["new"], imported.counts["rejected"]) == (1, 1), imported.errors
    assert "槐树新村的调查还没有核对" in imported.errors[0]["message"]
    assert "看不懂“彩票 30”" in str(judged("plan_entries", [head, odd], people["district"]).errors)

    commit(judged("plan_entries", [head, good], people["district"]), people["district"])
    entry = PlanEntry.objects.get()
    ready.refresh_from_db()
    assert (entry.plan, entry.community, entry.investment) == (plan, ready, D("380.50"))
    assert (ready.status, ready.plan_year) == ("planned", 2027)
    rows = table(as_("district"), "/plan-entries/export/")
    out = rows[header_of(rows) : header_of(rows) + 2]
    assert judged("plan_entries", out, people["district"]).counts["unchanged"] == 1
