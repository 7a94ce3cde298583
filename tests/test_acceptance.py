"""From the inspection of a site to the end of its warranty: who signs what, by which day, what the law's clocks say."""

from datetime import date, timedelta

import pytest

from accounts.policy import Role
from communities.facilities.reference import facility_kinds
from communities.models import Facility, FacilityKind
from communities.surveys.reference import catalogue
from core.errors import Refused
from projects.acceptance import checklist, handover, hidden, quality, warranty
from projects.acceptance.gates import no_open_defect
from projects.acceptance.reference import quality_tables
from projects.models import AcceptanceItem, Asset, DefectKind, WarrantyItem
from projects.stages import actions as stages
from projects.stages import gates
from tests.factories import AppointmentFactory, AreaFactory, CommunityFactory, ProjectFactory
from tests.factories_works import (
    AssetFactory,
    DefectFactory,
    FindingFactory,
    HiddenWorkFactory,
    OrganisationFactory,
    PartyFactory,
    waive,
)

TODAY = date(2026, 6, 10)
ACCEPTED = date(2026, 10, 20)


@pytest.fixture
def project(db):
    community = CommunityFactory(area=AreaFactory(code="330203006"), name="双桥新村", longitude=121.54, latitude=29.87)
    return ProjectFactory(area=community.area, community=community, building=True, first_works_date=date(2026, 3, 2))


@pytest.fixture
def firms(project, people):
    """The project's contractor and its supervisor, each with a person who signs in."""
    for role in (Role.CONTRACTOR, Role.SUPERVISOR):
        firm = PartyFactory(
            project=project, role=role, organisation=OrganisationFactory(name=f"{role}公司")
        ).organisation
        people[str(role)] = AppointmentFactory(
            user__username=str(role), user__display_name=str(role), role=role, area=None, organisation=firm
        ).user
    return people


@pytest.fixture
def tables(db):
    catalogue()
    quality_tables()


@pytest.fixture
def on(monkeypatch):
    """Set the day."""
    return lambda day: monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, **k: day)


def refused(code, function, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        function(*args, **kwargs)
    assert caught.value.code == code, caught.value.message
    return caught.value.message


def test_hidden_works_are_signed_before_they_are_covered(project, firms, on, as_):
    on(TODAY)
    values = {"name": "污水管敷设", "place": "北区主路", "made_on": TODAY, "cover_on": TODAY + timedelta(days=2)}
    pipe = hidden.record(project, by=firms["contractor"], **values)
    assert "隐蔽工程待签认" in as_("supervisor").get("/my-work/").content.decode()
    assert "隐蔽工程待签认" not in as_("contractor").get("/my-work/").content.decode()
    assert as_("contractor").post(f"/hidden-works/{pipe.pk}/sign/", {}).status_code == 403, "nobody signs his own work"
    pipe = hidden.refuse(pipe, by=firms["supervisor"], reason="坡度不够")
    words = str(gates.missing(project, ["works"]))
    assert "隐蔽工程“污水管敷设（北区主路）”不合格" in words

    on(TODAY + timedelta(days=5))
    assert "没有签认就不能隐蔽" in refused("covered", hidden.record_again, pipe, by=firms["contractor"], place="北门")
    again = {"made_on": TODAY + timedelta(days=5), "cover_on": TODAY + timedelta(days=6)}
    pipe = hidden.record_again(pipe, by=firms["contractor"], **again)
    on(TODAY + timedelta(days=7))
    message = refused("covered", hidden.sign, pipe, by=firms["supervisor"])
    assert "拟隐蔽日期 2026年06月16日 已过，不能补签" in message
    on(TODAY + timedelta(days=6))
    pipe = hidden.sign(pipe, by=firms["supervisor"], opinion="符合要求")
    assert (pipe.state, pipe.signed_by, pipe.signed_on) == ("signed", "supervisor", date(2026, 6, 16))
    assert "隐蔽工程" not in str(gates.missing(project, ["works"]))


def test_an_unsigned_hidden_work_keeps_the_works_open(project, people, on):
    on(TODAY)
    waive(project, but=("acceptance.progress", "works.hidden"))
    HiddenWorkFactory(project=project)
    message = refused("gate_closed", stages.complete, project, by=people["district"], date=TODAY)
    assert "隐蔽工程“污水管敷设（北区主路）”待签认" in message


def test_what_an_inspection_finds_is_put_right_and_looked_at_again(project, firms, on, as_):
    on(TODAY)
    severe = DefectKind.objects.create(code="scaffold9", work="脚手架", name="连墙件缺失", severe=True, days=2)
    seen = {"held_on": TODAY, "inspector": "陈岚", "kind": "routine", "note": ""}
    inspection = quality.inspect(project, by=firms["street"], **seen)
    finding = quality.find(inspection, by=firms["street"], kind=severe, place="3幢北立面", text="")
    assert finding.due_on == date(2026, 6, 12), "as many days on as the list says"
    page = as_("contractor").get("/my-work/").content.decode()
    assert "问题待整改" in page and "限 06月12日前" in page
    assert "严重问题“3幢北立面 连墙件缺失”待整改" in str(gates.missing(project, ["works"]))

    assert as_("street").post(f"/findings/{finding.pk}/rectify/", {"date": TODAY, "answer": "好了"}).status_code == 403
    refused("wrong_state", quality.verify, finding, by=firms["street"], date=TODAY)
    on(date(2026, 6, 13))
    assert as_("street").get("/findings/?overdue=true").content.decode().count("连墙件缺失") >= 1
    finding = quality.rectify(finding, by=firms["contractor"], date=date(2026, 6, 12), answer="已补装 12 处")
    early = {"by": firms["supervisor"], "reason": "还缺 3 处", "due_on": date(2026, 6, 11)}
    assert "不能早于整改日期" in refused("out_of_order", quality.reopen, finding, **early)
    finding = quality.reopen(finding, **early | {"due_on": date(2026, 6, 15)})
    assert (finding.state, finding.answer, finding.reopened, finding.due_on) == ("open", "", 1, date(2026, 6, 15))
    finding = quality.rectify(finding, by=firms["contractor"], date=date(2026, 6, 13), answer="全部补装")
    finding = quality.verify(finding, by=firms["supervisor"], date=date(2026, 6, 13))
    assert finding.state == "closed" and "严重问题" not in str(gates.missing(project, ["works"]))


def test_the_checklist_is_saved_whole_or_not_at_all(project, people, tables, on, as_):
    on(TODAY)
    lines = [line.pk for line in checklist.lines(project)]
    assert len(lines) == AcceptanceItem.objects.count(), "no item listed: every line concerns the project"
    url, street = f"/projects/{project.pk}/acceptance/edit/", as_("street")
    given = {"checked_on": "2026-06-10"} | {f"{key}.verdict": "pass" for key in lines}
    bad = street.post(url, given | {f"{lines[1]}.verdict": "fail"})
    assert bad.status_code == 409 and "不合格要写说明" in bad.content.decode()
    assert project.acceptance_results.count() == 0
    assert street.post(url, given | {f"{lines[1]}.verdict": "fail", f"{lines[1]}.note": "2 处渗水"}).status_code == 302
    words = str(gates.missing(project, ["acceptance"]))
    assert "不合格：2 处渗水" in words and "没有结果" not in words
    on(date(2026, 6, 20))
    assert street.post(url, given | {"checked_on": "2026-06-20"}).status_code == 302
    days = set(project.acceptance_results.values_list("item", "checked_on"))
    assert (lines[1], date(2026, 6, 20)) in days and (lines[0], TODAY) in days, "what was said before keeps its day"
    assert "验收清单" not in str(gates.missing(project, ["acceptance"]))


def test_only_the_lines_of_what_is_built_are_asked(project, tables):
    project.items.create(community=project.communities.get(), item_id="B14", answer="do", planned=1)
    asked = {line.item_id for line in checklist.lines(project)}
    assert asked == {None, "B14"} or asked == {"B14"}


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (ACCEPTED, 60, date(2031, 10, 20)),
        (ACCEPTED, 24, date(2028, 10, 20)),
        (date(2024, 2, 29), 60, date(2029, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (ACCEPTED, None, None),
    ],
)
def test_a_period_ends_on_the_same_day_of_its_last_month(start, months, end):
    """民法典第二百零二条: no such day, then the end of the month."""
    assert warranty.last_day(start, months) == end


def accept(project, people):
    waive(project)
    project.status, project.percent, project.works_complete_date = "completed", 100, date(2026, 10, 1)
    project.save()
    return stages.accept(project, by=people["district"], date=ACCEPTED)


def test_the_acceptance_begins_the_periods_of_the_law(project, people, tables, on):
    on(date(2026, 11, 2))
    project = accept(project, people)
    ends = dict(WarrantyItem.objects.filter(project=project).values_list("term", "ends_on"))
    assert len(ends) == 11 and {i.starts_on for i in project.warranty_items.all()} == {ACCEPTED}
    assert ends["roof"] == ends["wall"] == ends["wet_rooms"] == date(2031, 10, 20)
    assert ends["pipes"] == ends["electrical"] == ends["equipment"] == ends["decoration"] == date(2028, 10, 20)
    assert ends["structure"] is None and ends["infrastructure"] is None


def test_the_clock_of_fifteen_days(project, firms, tables, on, as_):
    """浙江省建设工程质量管理条例第三十二条."""
    on(date(2026, 11, 2))
    project = accept(project, firms)
    roof = project.warranty_items.get(term="roof")
    told = {"warranty": roof, "community": project.communities.get(), "place": "5幢601", "text": "顶层渗水"}
    told |= {"by": firms["street"], "urgent": False}
    leak = warranty.notify(project, notified_on=date(2026, 11, 2), **told)
    burst = warranty.notify(project, notified_on=date(2026, 11, 2), **told | {"urgent": True})
    assert (leak.due_on, burst.due_on) == (date(2026, 11, 17), date(2026, 11, 2))
    late = warranty.notify(project, notified_on=date(2026, 10, 21), **told)
    on(date(2031, 10, 21))
    message = refused("out_of_warranty", warranty.notify, project, notified_on=date(2031, 10, 21), **told)
    assert message == "屋面防水的保修期从 2026年10月20日到2031年10月20日，2031年10月21日不在保修期内"

    on(date(2026, 11, 10))
    page = as_("contractor").get("/my-work/").content.decode()
    assert "保修待到场" in page and "应 11月17日前到场" in page
    assert "逾期 5 天未到场" in as_("street").get("/defects/?overdue=true").content.decode()
    mended = {"by": firms["street"], "date": date(2026, 11, 10), "result": "重做防水"}
    assert "施工单位还没有到场" in refused("not_on_site", warranty.close, leak, **mended)
    assert "逾期不到场才能另行维修" in refused("not_overdue", warranty.close, leak, **mended, by_owner=True)
    assert warranty.close(late, **mended, by_owner=True).by_owner
    leak = warranty.arrive(leak, by=firms["contractor"], date=date(2026, 11, 9))
    assert warranty.close(leak, **mended).state == "closed"
    assert no_open_defect(project) == [("保修报修“5幢601 顶层渗水”待到场", f"/defects/{burst.pk}/")]


def test_a_signed_facility_joins_the_register(project, people, on):
    facility_kinds()
    on(date(2026, 11, 2))
    community, receiver = project.communities.get(), OrganisationFactory(name="白云街道办事处")
    meal = FacilityKind.objects.filter(supply="floor_area").order_by("pk").first()
    built = {"community": community, "name": "便民食堂", "kind": meal, "quantity": 120, "receiver": receiver}
    wrong = "平方公里"
    message = refused("wrong_measure", handover.record, project, by=people["street"], measure=wrong, **built)
    assert f"单位请填“{meal.unit}”" in message
    asset = handover.record(project, by=people["street"], measure=meal.unit, **built)
    sign = {"by": people["street"], "date": date(2026, 11, 1), "signed_by": "陈岚"}
    assert "竣工验收合格以后才能移交" in refused("not_accepted", handover.sign, asset, **sign)
    project.acceptance_date = ACCEPTED
    project.save()
    assert "不能早于竣工验收日期" in refused(
        "out_of_order", handover.sign, asset, **sign | {"date": date(2026, 10, 19)}
    )
    assert "还有 1 项资产没有签收" in str(gates.missing(project, ["handover"]))
    asset = handover.sign(asset, **sign)
    facility = Facility.objects.get()
    assert (asset.facility, facility.kind, facility.floor_area) == (facility, meal, 120)
    assert (facility.longitude, facility.latitude) == (community.longitude, community.latitude)
    assert facility.opened_on == date(2026, 11, 1) and "资产" not in str(gates.missing(project, ["handover"]))
    second = handover.record(project, by=people["street"], measure=meal.unit, **built | {"name": "助餐点"})
    refused("maybe_same", handover.sign, second, **sign)
    assert Facility.objects.count() == 1 and Asset.objects.filter(signed_on=None).count() == 1
    handover.sign(second, **sign, confirmed=True)
    refused("signed", handover.edit, asset, by=people["street"], name="别的")


def test_another_contractor_sees_none_of_it(project, firms, as_, on):
    on(TODAY)
    finding, defect = FindingFactory(inspection__project=project), DefectFactory(warranty__project=project)
    other = OrganisationFactory(name="别家建工")
    PartyFactory(project=ProjectFactory(area=project.area, building=True), role=Role.CONTRACTOR, organisation=other)
    firms["other"] = AppointmentFactory(
        user__username="other", role=Role.CONTRACTOR, area=None, organisation=other
    ).user
    AssetFactory(project=project)
    for url in (f"/findings/{finding.pk}/", f"/defects/{defect.pk}/", f"/projects/{project.pk}/quality/"):
        assert as_("contractor").get(url).status_code == 200
        assert as_("other").get(url).status_code == 404
    assert as_("other").get("/findings/").context["page"].paginator.count == 0
    assert as_("contractor").get("/findings/").context["page"].paginator.count == 1
