"""执法进小区: who answers, by when, what happens when they disagree, what is counted, what residents are told."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.policy import Role
from core import thresholds, waiting
from core.errors import Refused
from core.models import Change
from resident_participation.enforcement import actions, duties, joint
from resident_participation.enforcement.figures import enforcement as figures
from resident_participation.enforcement.models import Department, EnforcementCase, EnforcementDuty, JointCase
from resident_participation.enforcement.reference import DATA
from resident_participation.enforcement.reference import duties as load_duties
from tests.factories import AppointmentFactory, AreaFactory, CommunityFactory, FeedbackFactory
from tests.factories_enforcement import (
    EnforcementBodyFactory,
    EnforcementCaseFactory,
    EnforcementDutyFactory,
    JointActionFactory,
    StreetPowerFactory,
)

D = date
State, Outcome = EnforcementCase.State, EnforcementCase.Outcome
PAPER = {"document": "甬海消〔2026〕8号"}


@pytest.fixture
def home(people):
    thresholds.load(DATA / "enforcement_thresholds.csv")
    EnforcementDutyFactory()
    return CommunityFactory(area=AreaFactory(code="330203006"), name="双桥新村")


@pytest.fixture
def on(monkeypatch):
    """Make it a day."""
    return lambda day: monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, **k: day)


def duty(code="fire_lane"):
    return EnforcementDuty.objects.filter(code=code).latest("valid_from")


def reported(home, by, code="fire_lane", **values):
    return actions.report(home, duty(code), by=by, **{"text": "通道被占", "building": "5幢"} | values)


def refused(code, act, *args, field=None, **kwargs):
    """The act is refused with this code, at this field, and nothing of it stays."""
    before = list(EnforcementCase.objects.order_by("pk").values()), Change.objects.count()
    with pytest.raises(Refused) as no:
        act(*args, **kwargs)
    assert no.value.code == code and (field is None or field in no.value.fields)
    assert (list(EnforcementCase.objects.order_by("pk").values()), Change.objects.count()) == before


# Off in 2026: Mid-Autumn 25–27 September, National Day 1–7 October; worked: Sunday 20 September, Saturday 10 October.
@pytest.mark.parametrize(
    ("day", "matter", "sign", "visit", "settle"),
    [
        (D(2026, 9, 29), "fire_lane", D(2026, 10, 8), D(2026, 10, 8), D(2026, 10, 12)),  # 30 · 8 · 9 · 10 · 12
        (D(2026, 9, 30), "fire_lane", D(2026, 10, 9), D(2026, 10, 9), D(2026, 10, 13)),  # 8 · 9 · 10 · 12 · 13
        (D(2026, 10, 3), "parking", D(2026, 10, 9), D(2026, 10, 9), D(2026, 10, 10)),  # reported on a holiday
        (D(2026, 9, 18), "stairway_clutter", D(2026, 9, 21), D(2026, 9, 21), D(2026, 9, 29)),  # 20 … 24 · 28 · 29
    ],
)
def test_clocks_over_national_day_equal_a_table_made_by_hand(home, people, on, day, matter, sign, visit, settle):
    load_duties()
    on(day)
    case = reported(home, people["street"], matter)
    assert (case.sign_due_on, case.visit_due_on, case.settle_due_on, case.due_on) == (sign, visit, settle, sign)


def test_a_case_from_the_report_to_the_community_page(home, people, on, client):
    body = EnforcementBodyFactory(department="fire").organisation
    on(D(2026, 9, 22))
    case = reported(home, people["street"], place="2单元 301室门前", text="301室王小明停车 13812345678")
    assert case.number.startswith("执260922-0001-") and case.department == "fire" and case.organisation == body
    assert str(case.duty) == "占用、堵塞消防通道" and case.handler == str(body)
    case = actions.accept(case, by=people["street"], date=D(2026, 9, 22), **PAPER)
    assert case.due_on == case.visit_due_on and case.accept_document == PAPER["document"]
    refused("wrong_state", actions.settle, case, by=people["street"], outcome="corrected", result="x", **PAPER)
    case = actions.visit(case, by=people["street"], findings="两辆车", **PAPER)
    assert case.due_on == case.settle_due_on
    case = actions.order(case, by=people["street"], document="改1号", due_on=D(2026, 9, 28))
    assert client.get(f"/c/{home.code}/enforcement/").content.decode().count("5幢") == 0
    on(D(2026, 9, 28))
    case = actions.settle(case, by=people["street"], outcome=Outcome.CORRECTED, result="王小明挪走了", **PAPER)
    assert case.due_on is None and case.settled_on == D(2026, 9, 28)
    actions.publish(case, by=people["street"])
    page = client.get(f"/c/{home.code}/enforcement/").content.decode()
    assert "占用、堵塞消防通道" in page and "5幢" in page and "已改正" in page and "消防救援" in page
    shown = client.get("/api/v1/enforcement-cases/").json()["results"]
    assert [row["outcome"] for row in shown] == ["corrected"]
    for secret in ("301", "王小明", "13812345678", "2单元", PAPER["document"], "改1号", "两辆车"):
        assert secret not in page and secret not in str(shown)
    assert client.get("/api/v1/enforcement-cases/?q=13812345678").json()["count"] == 0  # nor by asking
    actions.withdraw(case, by=people["street"], reason="写错了楼栋")
    assert client.get("/api/v1/enforcement-cases/").json()["count"] == 0


def test_reports_that_are_refused(home, people):
    street = people["street"]
    reported(home, street, place="东门")
    refused("already_open", reported, home, street, place="东门")
    reported(home, street, place="西门")
    refused("future_date", reported, home, street, reported_on=timezone.localdate() + timedelta(days=1))
    other = FeedbackFactory(community=CommunityFactory(area=AreaFactory(code="330212012")))
    refused("other_community", reported, home, street, building="6幢", feedback=other, field="feedback")
    with pytest.raises(PermissionDenied):
        reported(home, people["street2"], building="7幢")
    mine = FeedbackFactory(community=home)
    assert reported(home, street, building="8幢", feedback=mine).feedback == mine


def test_the_building_is_all_that_can_be_written_of_the_place(home, as_):
    client = as_("street")
    form = {"community": home.code, "duty": "fire_lane", "text": "占了", "building": "5幢2单元301室"}
    assert "只写到幢" in client.post("/enforcement/new/", form).content.decode()
    assert client.post("/enforcement/new/", form | {"building": "5"}).status_code == 302
    assert EnforcementCase.objects.get().building == "5幢"


def test_a_feedback_is_the_start_of_a_case(home, as_):
    said = FeedbackFactory(community=home, text="有人拉线充电", building="5幢2单元")
    page = as_("street").get(f"/enforcement/new/?feedback={said.pk}").content.decode()
    assert "有人拉线充电" in page and f'value="{said.pk}"' in page
    assert "有人拉线充电" not in as_("street2").get(f"/enforcement/new/?feedback={said.pk}").content.decode()


def test_a_dispute_is_decided_by_the_district_once_and_for_all(home, people, on):
    load_duties()
    street, district = people["street"], people["district"]
    police = EnforcementBodyFactory(department="traffic").organisation
    on(D(2026, 9, 22))
    case = reported(home, street)
    refused("names_itself", actions.refuse, case, by=street, competent="fire", reason="是停车", **PAPER)
    refused("needs_reason", actions.refuse, case, by=street, competent="traffic", reason=" ", **PAPER)
    case = actions.refuse(case, by=street, competent="traffic", reason="是停车", **PAPER)
    assert case.state == State.DISPUTED and case.due_on == D(2026, 9, 30)  # 23 · 24 · 28 · 29 · 30
    with pytest.raises(PermissionDenied):
        actions.decide(case, by=street, department="traffic", reason="是停车", document="协1号")
    on(D(2026, 9, 28))
    case = actions.decide(case, by=district, department="traffic", reason="是停车", document="协1号")
    assert (case.department, case.organisation, case.state) == ("traffic", police, State.ASSIGNED)
    assert (case.decided_by_name, case.decision_document) == ("district", "协1号")
    assert (case.sent_on, case.sign_due_on) == (D(2026, 9, 28), D(2026, 9, 30)) and case.reported_on == D(2026, 9, 22)
    refused("wrong_state", actions.refuse, case, by=street, competent="fire", reason="不是", **PAPER)
    assert actions.accept(case, by=street, **PAPER).state == State.ACCEPTED
    refused("wrong_state", actions.decide, case, by=district, department="fire", reason="x", document="y")


def officer(people, department="fire", area="330203", name="officer"):
    body = EnforcementBodyFactory(department=department, area=AreaFactory(code=area)).organisation
    people[name] = AppointmentFactory(user__username=name, role=Role.DEPARTMENT, area=None, organisation=body).user
    return people[name]


def test_a_department_signs_itself_without_paper_and_sees_its_own_cases_only(home, people, as_, api_, on):
    fireman = officer(people)
    officer(people, "police", name="constable")
    on(D(2026, 9, 24))
    case = reported(home, people["street"], reported_on=D(2026, 9, 22))
    refused("needs_document", actions.accept, case, by=people["street"], field="document")
    assert as_("constable").get(f"/enforcement/{case.pk}/").status_code == 404
    assert api_("constable").get("/api/v1/enforcement-cases/").json()["count"] == 0
    client = as_("officer")
    assert client.get("/enforcement/").context["object_list"][0] == case
    assert [t.title for own in waiting.todos(fireman).values() for t in own] == [case.number]
    form = client.get(f"/enforcement/{case.pk}/accept/").content.decode()
    assert 'name="document"' not in form and 'name="date"' not in form
    client.post(f"/enforcement/{case.pk}/accept/", {"date": "2026-09-22"})
    case.refresh_from_db()
    assert case.accepted_on == D(2026, 9, 24)  # its own people cannot sign for an earlier day
    assert client.post(f"/enforcement/{case.pk}/urge/", {"note": "x", "answer_by": "2026-10-30"}).status_code == 403
    for url in ("/enforcement/", f"/enforcement/{case.pk}/", f"/enforcement/{case.pk}/visit/", "/enforcement/duties/"):
        assert client.get(url).status_code == 200, url


def test_papers_have_their_days(home, people, on):
    on(D(2026, 9, 24))
    case = reported(home, people["street"], reported_on=D(2026, 9, 22))
    refused("future_date", actions.accept, case, by=people["street"], date=D(2026, 9, 25), field="date", **PAPER)
    refused("out_of_order", actions.accept, case, by=people["street"], date=D(2026, 9, 21), field="date", **PAPER)
    case = actions.accept(case, by=people["street"], date=D(2026, 9, 23), **PAPER)
    refused("out_of_order", actions.visit, case, by=people["street"], findings="x", date=D(2026, 9, 22), **PAPER)
    case = actions.visit(case, by=people["street"], findings="两辆车", **PAPER)
    refused("out_of_order", actions.order, case, by=people["street"], document="改1", due_on=D(2026, 9, 23))


def test_outcomes_want_what_proves_them(home, people, on):
    on(D(2026, 9, 24))
    fireman, case = officer(people), EnforcementCaseFactory(
        community=home, state="visited", accepted_on=D(2026, 9, 23), visited_on=D(2026, 9, 24)
    )  # fmt: skip
    EnforcementCase.objects.filter(pk=case.pk).update(organisation=fireman.organisations.pop())
    case.refresh_from_db()
    act = {"by": fireman, "result": "处理了"}
    refused("needs_document", actions.settle, case, outcome=Outcome.PENALISED, field="document", **act)
    refused("needs_document", actions.settle, case, outcome=Outcome.TRANSFERRED, transferred_to="纪委", **act)
    refused("transferred_to_whom", actions.settle, case, outcome=Outcome.TRANSFERRED, document="移1", **act)
    refused("transferred_to_whom", actions.settle, case, outcome=Outcome.CORRECTED, transferred_to="公安", **act)
    assert actions.settle(case, outcome=Outcome.UNFOUNDED, **act).outcome == "unfounded"


def test_the_street_answers_where_the_district_gave_it_the_power(home, people, on):
    StreetPowerFactory(valid_from=D(2026, 9, 1), valid_to=D(2026, 10, 1))
    crew = EnforcementBodyFactory(department="street", area=home.area).organisation
    on(D(2026, 10, 8))
    inside = reported(home, people["street"], reported_on=D(2026, 9, 30))
    after = reported(home, people["street"], building="6幢", reported_on=D(2026, 10, 1))
    elsewhere = CommunityFactory(area=AreaFactory(code="330212012"))
    other = actions.report(elsewhere, duty(), by=people["street2"], text="占了", reported_on=D(2026, 9, 30))
    assert [c.department for c in (inside, after, other)] == ["street", "fire", "fire"]
    assert inside.organisation == crew
    assert (
        actions.accept(inside, by=people["street"]).accept_document == ""
    )  # its own crew: no paper of somebody else's


def test_the_list_changes_from_a_day_on_and_running_cases_keep_theirs(home, people, on, api_):
    on(D(2026, 9, 22))
    old = duty()
    case = reported(home, people["street"])
    with pytest.raises(PermissionDenied):
        duties.adjust(old, by=people["district"], valid_from=D(2026, 10, 8), lead="traffic")
    new = duties.adjust(
        old, by=people["city"], valid_from=D(2026, 10, 8), lead="traffic", settle_days=9, source="新清单"
    )
    with pytest.raises(Refused) as no:
        duties.adjust(new, by=people["city"], valid_from=D(2026, 10, 8), settle_days=3)
    assert no.value.code == "not_later" and "valid_from" in no.value.fields
    case.refresh_from_db()
    assert (case.department, case.duty_id, case.settle_due_on) == ("fire", old.pk, D(2026, 9, 30))
    asked = lambda day: api_("visitor").get(f"/api/v1/enforcement-duties/?on={day}").json()["results"]  # noqa: E731
    assert [(r["lead"], r["settle_days"]) for r in asked("2026-10-07")] == [("fire", 5)]
    assert [(r["lead"], r["settle_days"]) for r in asked("2026-10-08")] == [("traffic", 9)]
    patched = api_("city").patch(f"/api/v1/enforcement-duties/{new.pk}/", {"visit_days": 2}, "application/json")
    assert patched.status_code == 409 and patched.json()["fields"] == {"valid_from": ["请写启用日期"]}
    duties.adjust(new, by=people["city"], valid_from=D(2026, 11, 1), listed=False)
    assert asked("2026-11-02") == [] and len(asked("2026-10-31")) == 1


def test_the_list_that_ships_names_the_departments_of_the_rules(home):
    load_duties()
    leads = dict(EnforcementDuty.objects.values_list("code", "lead"))
    assert leads["illegal_building"] == leads["facade"] == leads["green_space"] == "city_management"
    assert leads["group_renting"] == leads["load_bearing"] == "housing"
    assert leads["fire_lane"] == leads["wire_charging"] == "fire"
    assert (leads["parking"], leads["noise"], leads["dogs"], leads["unlicensed"]) == (
        "traffic", "police", "police", "market",
    )  # fmt: skip
    for one in EnforcementDuty.objects.all():
        one.full_clean()


def test_only_what_is_overdue_is_urged_and_it_waits_for_the_district(home, people, on):
    on(D(2026, 9, 24))
    case = reported(home, people["street"], reported_on=D(2026, 9, 22))
    kinds = lambda who: {source.title for source in waiting.todos(people[who])}  # noqa: E731
    assert case.due_on == D(2026, 9, 24) and "执法事项超期待督办" not in kinds("district")
    push = {"note": "三天内到场", "answer_by": D(2026, 9, 30)}
    refused("not_overdue", actions.urge, case, by=people["district"], **push)
    on(D(2026, 9, 28))
    assert "执法事项超期待督办" in kinds("district") and "执法事项超期待督办" not in kinds("street")
    assert kinds("street") == {"执法事项待签收"} and kinds("street2") == set()
    refused("past_date", actions.urge, case, by=people["district"], note="快", answer_by=D(2026, 9, 28))
    actions.urge(case, by=people["district"], **push)
    assert "执法事项超期待督办" not in kinds("district")
    on(D(2026, 10, 8))  # the day given for the answer has passed
    assert "执法事项超期待督办" in kinds("district")


def test_a_joint_action_has_departments_cases_and_a_result_for_each(home, people, on, as_):
    on(D(2026, 9, 23))
    street = people["street"]
    when = {"title": "夜查", "area": home.area, "held_on": D(2026, 9, 24), "document": "街办1号"}
    for code, values in (("alone", {"departments": ["fire"], "lead": "fire"}),
                         ("leader_absent", {"departments": ["fire", "police"], "lead": "market"})):  # fmt: skip
        refused(code, joint.plan, by=street, **when, **values)
    action = joint.plan(by=street, **when, departments=["fire", "police"], lead="fire")
    waits = actions.accept(reported(home, street), by=street, **PAPER)
    unsigned = reported(home, street, building="6幢")
    for case in (waits, unsigned):
        joint.join(case, by=street, joint=action)
    refused("joined", joint.join, waits, by=street, joint=action, field="joint")
    elsewhere = JointActionFactory(area=AreaFactory(code="330212012"))
    refused("not_planned", joint.join, waits, by=street, joint=elsewhere, field="joint")
    line = JointCase.objects.get(case=waits)
    refused("not_held", joint.record_result, line, by=street, result="挪走了")
    refused("future_date", joint.hold, action, by=street, summary="去了")
    on(D(2026, 9, 24))
    action = joint.hold(action, by=street, summary="去了三个小区")
    assert {source.title for source in waiting.todos(street)} >= {"联合行动缺结果"}
    joint.record_result(line, by=street, result="两辆车挪走")
    waits.refresh_from_db()
    assert (waits.state, waits.visited_on, waits.visit_document) == (State.VISITED, D(2026, 9, 24), "街办1号")
    joint.record_result(JointCase.objects.get(case=unsigned), by=street, result="没有人在")
    unsigned.refresh_from_db()
    assert unsigned.state == State.SENT  # going there is no signature
    assert "参加部门" in (page := as_("street").get(f"/enforcement/joint/{action.pk}/").content.decode())
    assert "消防救援、公安" in page and "police" not in page  # nor in what the log says
    refused("wrong_state", joint.cancel, action, by=street, reason="下雨")
    with pytest.raises(Refused):
        joint.plan(action, by=street, title="改名")


def second_count(area, since=None, until=None, on=None):
    """The figures once more, a case at a time, written without a look at the first."""
    cases = [c for c in EnforcementCase.objects.select_related("community__area") if c.area.pk.startswith(area)]
    cases = [c for c in cases if (since or D.min) <= c.reported_on <= (until or D.max)]
    every = list(EnforcementCase.objects.all())
    signed = [c for c in cases if c.accepted_on]
    mute = [c for c in cases if c.state in ("sent", "assigned") and c.sign_due_on < on]
    closed = [c for c in cases if c.state == "settled"]
    behind = [c for c in cases if c.state != "settled" and c.settle_due_on < on]

    def back(c):
        return c.building and any(
            o.pk != c.pk and (o.community_id, o.building, o.matter) == (c.community_id, c.building, c.matter)
            and o.settled_on and o.outcome != "unfounded"
            and c.reported_on - timedelta(days=365) <= o.settled_on <= c.reported_on
            for o in every
        )  # fmt: skip

    return {
        "reported": len(cases),
        "open": len(cases) - len(closed),
        "overdue": len([c for c in cases if c.due_on and c.due_on < on]),
        "signed": len(signed),
        "signed_in_time": len([c for c in signed if c.accepted_on <= c.sign_due_on]),
        "sign_overdue": len(mute),
        "settled": len(closed),
        "settled_in_time": len([c for c in closed if c.settled_on <= c.settle_due_on]),
        "settle_overdue": len(behind),
        "disputed": len([c for c in cases if c.refused_on]),
        "repeat": len([c for c in cases if back(c)]),
        "urged": len([c for c in cases if c.urged_on]),
    }


VISIT = {"accepted_on": D(2026, 9, 24), "visited_on": D(2026, 9, 24)}
ENDED = VISIT | {"state": "settled", "outcome": "corrected"}


def furnish(home):
    away = CommunityFactory(area=AreaFactory(code="330212012"))
    sixth = {"community": home, "building": "6幢"}
    make = EnforcementCaseFactory
    make(community=home)
    make(community=home, sign_due_on=D(2027, 1, 1), settle_due_on=D(2027, 1, 1))
    make(community=home, state="disputed", refused_on=D(2026, 9, 23), refused_by="fire", competent="police")
    make(**sixth, **ENDED, settled_on=D(2026, 9, 28))
    make(**sixth, **ENDED, settled_on=D(2026, 10, 20), reported_on=D(2026, 9, 30))  # back, and late
    make(**sixth, reported_on=D(2027, 10, 21), sign_due_on=D(2027, 10, 25), settle_due_on=D(2027, 11, 1))  # a year on
    make(community=home, building="7幢", **ENDED | {"outcome": "unfounded"}, settled_on=D(2026, 9, 28))
    make(community=home, building="7幢", reported_on=D(2026, 10, 8), department="police")  # not back: it was unfounded
    make(community=home, building="", **ENDED, settled_on=D(2026, 9, 28))
    make(community=home, building="", reported_on=D(2026, 10, 8), accepted_on=D(2026, 9, 28), state="accepted")
    make(community=away, **ENDED, settled_on=D(2026, 9, 29), department="street")
    make(community=away, urged_on=D(2026, 10, 9), department="police")


@pytest.mark.parametrize("days", [{}, {"since": D(2026, 9, 23)}, {"since": D(2026, 9, 22), "until": D(2026, 9, 30)}])
def test_figures_equal_a_second_count(home, people, days, django_assert_num_queries):
    furnish(home)
    today = D(2026, 10, 15)
    for area in ("3302", "330203", "330203006", "330212"):
        found = figures(area, on=today, **days)
        expected = second_count(area, on=today, **days)
        total = {name: found["total"][name] for name in expected}
        assert total == expected
        for parts in ("departments", "areas"):
            assert {name: sum(line[name] for line in found[parts]) for name in expected} == expected
    with django_assert_num_queries(3):  # the counts, the names of areas, one number of the rules
        figures("3302", on=today)


def test_figures_by_hand(home, people, api_, on):
    furnish(home)
    on(D(2026, 10, 15))
    found = api_("district").get("/api/v1/figures/enforcement/?from=2026-09-22&to=2026-10-31").json()
    total = found["total"]
    assert found["area"] == "330203" and total["reported"] == 9 and total["repeat"] == 1 and total["disputed"] == 1
    # settled 4: one of them late; open behind: the first, the disputed, 7幢 again, the accepted one
    assert total["settled_in_time_rate"] == {"numerator": 3, "denominator": 8}
    assert total["signed_in_time_rate"] == {"numerator": 4, "denominator": 7}
    assert [(line["area"], line["reported"]) for line in found["areas"]] == [("330203006", 9)]
    assert [(line["department"], line["reported"]) for line in found["departments"]] == [("police", 1), ("fire", 8)]
    assert api_("street2").get("/api/v1/figures/enforcement/?area=330203").status_code == 404


def test_lists_page_and_record_cost_the_same_for_5_and_50(home, people, as_, api_, django_assert_max_num_queries):
    load_duties()
    EnforcementBodyFactory(department="fire")

    def cost():
        spent = {}
        for client, url in doors:
            client.get(url)
            with django_assert_max_num_queries(len(waiting.SOURCES) + 10 if url == "/my-work/" else 40) as counted:
                assert client.get(url).status_code == 200
            spent[url] = len(counted)
        return spent

    urls = ("/enforcement/", "/enforcement/joint/", "/enforcement/duties/", "/enforcement/bodies/", "/my-work/")
    doors = [(as_("district"), url) for url in (*urls, "/enforcement/figures/")]
    doors += [(as_("visitor"), f"/c/{home.code}/enforcement/")]
    doors += [(api_("district"), f"/api/v1/{name}/") for name in ("enforcement-cases", "joint-actions", "joint-cases")]

    def more(count):
        action = JointActionFactory(area=home.area, state="held", summary="去了")
        for n in range(count):
            case = EnforcementCaseFactory(
                community=home, **ENDED, settled_on=D(2026, 9, 28), published_on=D(2026, 9, 29)
            )
            JointCase.objects.bulk_create([JointCase(action=action, case=case)])
            other = CommunityFactory(area=home.area)
            EnforcementCaseFactory(community=other, state="disputed", refused_on=D(2026, 9, 23), refused_by="fire")
            JointActionFactory(area=home.area)
            EnforcementBodyFactory(area=AreaFactory(code=f"330203{n + 100 + count:03d}"))

    more(5)
    few = cost()
    more(45)
    assert cost() == few


def test_the_database_itself_refuses_what_makes_no_sense(home):
    for values in ({"state": "settled"}, {"outcome": "corrected"}, {"published_on": D(2026, 9, 29)},
                   ENDED | {"settled_on": D(2026, 9, 28), "outcome": "penalised"},
                   {"decided_on": D(2026, 9, 29), "decision_document": "1"}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            EnforcementCaseFactory(community=home, **values)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_report_the_same_at_once_and_one_case_is_made(home, people):
    told, start = [], threading.Barrier(4)

    def press():
        start.wait()
        try:
            told.append(reported(home, people["street"], place="东门").number)
        except Refused as no:
            told.append(no.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(told)[:3] == ["already_open"] * 3 and EnforcementCase.objects.get().number == sorted(told)[3]


@pytest.mark.django_db(transaction=True)
def test_accept_and_refuse_at_once_leave_one_of_the_two(home, people):
    case, told, start = reported(home, people["street"]), [], threading.Barrier(2)

    def press(act, values):
        start.wait()
        try:
            told.append(act(case, by=people["street"], **PAPER, **values).state)
        except Refused as no:
            told.append(no.code)
        finally:
            connection.close()

    both = [(actions.accept, {}), (actions.refuse, {"competent": Department.POLICE, "reason": "归公安"})]
    threads = [threading.Thread(target=press, args=one) for one in both]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert "wrong_state" in told and len(set(told) & {"accepted", "disputed"}) == 1
    assert EnforcementCase.objects.get().state in told
