"""A case from the call to the call-back: who answers for it, until when, what the resident is told and says."""

import threading
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.policy import Role
from core.errors import Refused
from core.models import Change
from resident_participation.cases import actions, answering, merging, pausing, routing, words
from resident_participation.cases import escalating as rising
from resident_participation.cases.models import Feedback
from resident_participation.cases.numbers import Misread, check_digit, numbered, read
from resident_participation.models import Escalation, HandOver, Pause, Reply
from tests.factories import (
    AppointmentFactory,
    CommunityFactory,
    FeedbackCategoryFactory,
    FeedbackFactory,
    ProjectFactory,
)
from tests.factories_cases import SafetyWordFactory
from tests.factories_works import DepartmentFactory, OrganisationFactory, PartyFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")
PHONE, NAME = "13800007788", "赵小满"


def at(words_):
    return datetime.strptime(words_, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


@pytest.fixture
def consult(db):
    return FeedbackCategoryFactory()


@pytest.fixture
def clock(monkeypatch):
    """What time it is for the acts; `clock("2026-11-23 09:00")` sets it."""

    def set_to(moment):
        now = at(moment) if isinstance(moment, str) else moment
        for module in (actions, answering, merging, pausing, routing, rising):
            monkeypatch.setattr(module, "now", lambda: now)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return set_to


@pytest.fixture
def logged(people, consult, clock):
    clock("2026-11-23 09:00")
    community = CommunityFactory(name="双桥新村")
    return actions.log(community, "楼道灯不亮", by=people["street"], contact_name=NAME, contact_phone=PHONE)


@pytest.fixture
def firm(people, logged):
    """The contractor of the community's project, with an account."""
    project = ProjectFactory(area=logged.community.area, community=logged.community)
    builder = PartyFactory(project=project, role="contractor", organisation=OrganisationFactory(name="甬江建工"))
    post = AppointmentFactory(
        user__username="contractor", role=Role.CONTRACTOR, area=None, organisation=builder.organisation
    )
    people["contractor"] = post.user
    return builder.organisation


def fresh(case):
    return Feedback.objects.select_related("community__area", "offer", "lead").get(pk=case.pk)


def refused(code, act, *args, **kwargs):
    """The act is refused and leaves nothing behind."""
    before = Change.objects.count()
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert caught.value.code == code
    assert Change.objects.count() == before
    return caught.value


def worked(case, people):
    routing.accept(case, by=people["street"])
    return answering.reply(case, by=people["street"], text="已换灯")


# --- intake ---


def test_a_number_finds_slips_of_the_pen():
    number = numbered("261123", 7)
    assert number == "261123-0007-" + check_digit("2611230007")
    digits = number.replace("-", "")[:10]
    for i in range(10):
        wrong = digits[:i] + str((int(digits[i]) + 1) % 10) + digits[i + 1 :]
        assert check_digit(wrong) != number[-1]
        with pytest.raises(Misread):
            read(wrong + number[-1])
    assert read(f" {number.replace('-', '')} ") == read("２６１１２３－0007-" + number[-1]) == number


def test_logging_needs_only_the_community_and_the_words(logged, people):
    assert (logged.handler, logged.handler_office, logged.logged_by) == ("street", "白云街道", people["street"])
    assert (logged.state, logged.severity) == ("received", "emerging")
    assert (logged.answer_due_at, logged.due_at) == (at("2026-11-24 17:30"), at("2026-11-26 17:30"))
    assert Change.objects.get(target_type=Feedback._meta.label).act == "feedback.log"


def test_the_word_of_the_receipt_is_kept_as_a_hash(logged):
    assert len(logged.word) == 6 and words.is_word_of(logged, logged.word.lower())
    assert not words.is_word_of(logged, "ABCDEF")
    assert logged.word not in str(Feedback.objects.values().get())
    assert logged.word not in str(list(Change.objects.values("before", "after", "note")))


def test_a_new_receipt_ends_the_old_word(logged, people):
    old = logged.word
    again = actions.reissue(logged, by=people["street"])
    assert not words.is_word_of(fresh(logged), old)
    assert words.is_word_of(fresh(logged), again.word)


def test_danger_is_never_a_trifle(people, consult):
    SafetyWordFactory()
    case = actions.log(CommunityFactory(), "楼道灯漏电", by=people["street"])
    assert case.severity == "key"


def test_numbers_do_not_collide(people, consult):
    community = CommunityFactory()
    numbers = [actions.log(community, f"意见{n}", by=people["street"]).number for n in range(3)]
    assert [n.split("-")[1] for n in numbers] == ["0001", "0002", "0003"]


@pytest.mark.django_db(transaction=True)
def test_ten_clerks_at_once_get_ten_numbers(people, consult):
    community, gate, numbers = CommunityFactory(), threading.Barrier(10), []

    def work(n):
        gate.wait()
        numbers.append(actions.log(community, f"意见{n}", by=people["street"]).number)
        connection.close()

    run(work, 10)
    assert len(set(numbers)) == Feedback.objects.count() == 10


def run(work, count):
    threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
    [t.start() for t in threads]
    [t.join() for t in threads]


@pytest.mark.parametrize("who", ["street2", "auditor", "sysadmin"])
def test_nobody_logs_for_another_street(who, people, consult):
    with pytest.raises(PermissionDenied):
        actions.log(CommunityFactory(), "楼道灯不亮", by=people[who])
    assert not Feedback.objects.exists()


def test_a_missing_limit_is_named(people, consult):
    consult.clocks.model.objects.all().delete()
    said = refused("no_clock", actions.log, CommunityFactory(), "灯不亮", by=people["street"])
    assert "咨询·苗头" in said.message and not Feedback.objects.exists()


def test_contacts_are_encrypted_masked_and_shown_only_for_a_reason(logged, people, as_, api_):
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_name || contact_phone FROM resident_participation_feedback")
        (stored,) = cursor.fetchone()
    assert PHONE not in stored and NAME not in stored
    doors = ["", f"{logged.pk}/", f"{logged.pk}/receipt/", "board/", "map/", f"{logged.pk}/reply/", "export/?as=csv"]
    pages = [as_("street").get(f"/feedback/{door}") for door in doors]
    pages += [as_("visitor").get(url) for url in (f"/c/{logged.community.code}/", f"/case/?number={logged.number}")]
    pages += [api_("street").get(url) for url in ("/api/v1/feedback/", f"/api/v1/feedback/{logged.pk}/")]
    for page in pages:
        assert page.status_code == 200
        content = b"".join(page.streaming_content).decode() if page.streaming else page.content.decode()
        assert PHONE not in content and NAME not in content
    assert "138****7788" in pages[1].content.decode()
    assert PHONE not in str(list(Change.objects.values("before", "after", "note", "target_name")))
    url = f"/feedback/{logged.pk}/reveal/"
    assert PHONE not in as_("street").post(url, {"reason": ""}).content.decode()
    assert PHONE in as_("street").post(url, {"reason": "回电告知结果"}).content.decode()
    seen = Change.objects.get(act="feedback.reveal")
    assert (seen.by, seen.note, seen.after) == (people["street"], "回电告知结果", {})
    assert as_("street2").post(url, {"reason": "看看"}).status_code == 404
    assert as_("auditor").post(url, {"reason": "看看"}).status_code == 403


# --- from hand to hand ---


def test_the_first_receiver_answers_for_it_until_the_next_one_accepts(logged, people):
    routing.accept(logged, by=people["street"])
    routing.hand_over(logged, by=people["street"], handler="district", reason="需区里协调")
    case = fresh(logged)
    assert (case.state, case.handler, case.handler_office) == ("handed", "street", "白云街道")
    refused("not_yours", routing.accept, case, by=people["street"])
    refused("not_yours", routing.accept, case, by=people["city"])
    routing.accept(case, by=people["district"])
    case = fresh(logged)
    assert (case.state, case.handler, case.handler_office) == ("accepted", "district", "海曙区住建局")
    assert case.due_at == logged.due_at
    refused("not_yours", answering.reply, case, by=people["street"], text="好了")


def test_a_refusal_names_who_is_competent(logged, people):
    routing.hand_over(logged, by=people["street"], handler="district", reason="请区里办")
    act, by = routing.refuse, people["district"]
    assert refused("needs_competent", act, logged, by=by, competent=" ", reason="不归我").fields["competent"]
    assert refused("needs_reason", act, logged, by=by, competent="区城管局", reason="").fields["reason"]
    act(logged, by=by, competent="区综合行政执法局", reason="占道由执法局管")
    case, row = fresh(logged), HandOver.objects.get()
    assert (case.state, case.handler) == ("accepted", "street")
    assert (row.state, row.competent) == ("refused", "区综合行政执法局")


def test_after_the_limit_the_district_decides(logged, people):
    for _ in range(3):
        routing.hand_over(logged, by=people["street"], handler="district", reason="请区里办")
        routing.refuse(logged, by=people["district"], competent="街道", reason="街道能办")
    said = refused("too_many_hand_overs", routing.hand_over, logged, by=people["street"], handler="city", reason="再转")
    assert "3 次" in said.message
    with pytest.raises(PermissionDenied):
        routing.decide(logged, by=people["street"], handler="street", reason="我定")
    routing.decide(logged, by=people["district"], handler="street", reason="由街道办到底")
    assert (fresh(logged).state, fresh(logged).handler) == ("accepted", "street")


def test_a_firm_sees_and_answers_only_what_was_handed_to_it(logged, people, firm, as_, api_):
    assert as_("contractor").get(f"/feedback/{logged.pk}/").status_code == 404
    other = OrganisationFactory(name="别家建设")
    give = {"by": people["street"], "handler": "firm", "reason": "施工单位现场处理"}
    refused("foreign_firm", routing.hand_over, logged, organisation=other, **give)
    refused("which", routing.hand_over, logged, **give)
    routing.hand_over(logged, organisation=firm, **give)
    assert [r["id"] for r in api_("contractor").get("/api/v1/feedback/").json()["results"]] == [logged.pk]
    page = as_("contractor").get(f"/feedback/{logged.pk}/").content.decode()
    assert (
        "138****7788" in page
        and "查看号码" not in page
        and "查看号码" in as_("street").get(f"/feedback/{logged.pk}/").content.decode()
    )
    routing.accept(fresh(logged), by=people["contractor"])
    answering.reply(fresh(logged), by=people["contractor"], text="已修好")
    assert (fresh(logged).handler_office, fresh(logged).state) == ("甬江建工", "replied")
    with pytest.raises(PermissionDenied):
        answering.call_back(logged, by=people["contractor"], outcome="solved")
    assert as_("contractor").post(f"/feedback/{logged.pk}/reveal/", {"reason": "看"}).status_code == 403
    answering.call_back(logged, by=people["street"], outcome="solved", satisfied=True)
    assert fresh(logged).state == "solved"


def test_for_a_department_the_office_that_asked_writes_down_who_said_yes(logged, people):
    fire = DepartmentFactory()
    routing.hand_over(logged, by=people["street"], handler="department", department=fire, reason="消防通道")
    refused("needs_receiver", routing.accept, fresh(logged), by=people["street"])
    routing.accept(fresh(logged), by=people["street"], note="张科长电话里答应")
    case = fresh(logged)
    assert (case.handler, case.handler_office, case.keeper) == ("department", "海曙区消防救援部门", "street")
    answering.reply(case, by=people["street"], text="通道已清")
    assert fresh(logged).state == "replied"


def test_a_reply_takes_back_the_hand_over_that_nobody_accepted(logged, people):
    routing.hand_over(logged, by=people["street"], handler="district", reason="请区里办")
    answering.reply(logged, by=people["street"], text="还是我们办好了")
    assert (fresh(logged).state, HandOver.objects.get().state) == ("replied", "withdrawn")


@pytest.mark.parametrize(
    ("act", "values", "code"),
    [
        (routing.hand_over, {"handler": "district", "reason": " "}, "needs_reason"),
        (routing.hand_over, {"handler": "street", "reason": "转"}, "same_handler"),
        (routing.refuse, {"competent": "区里", "reason": "不归我"}, "wrong_state"),
        (answering.reply, {"text": ""}, "needs_reply"),
        (answering.call_back, {"outcome": "solved"}, "wrong_state"),
        (answering.reopen, {"reason": "再办"}, "wrong_state"),
        (pausing.pause, {"why": "weather", "reason": "下雨"}, "wrong_state"),
        (pausing.resume, {}, "wrong_state"),
        (merging.unmerge, {"reason": "分开"}, "not_merged"),
        (actions.publish, {"public_summary": "请打 13800001234"}, "personal_data"),
    ],
)
def test_refusals_leave_nothing_behind(logged, people, act, values, code):
    refused(code, act, logged, by=people["street"], **values)
    assert (HandOver.objects.count(), Reply.objects.count(), Pause.objects.count()) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_of_five_offices_that_accept_at_once_one_takes_it(people, consult):
    case, gate, outcomes = FeedbackFactory(state="accepted"), threading.Barrier(5), []
    routing.hand_over(case, by=people["street"], handler="district", reason="请区里办")

    def work(n):
        gate.wait()
        try:
            routing.accept(Feedback.objects.get(pk=case.pk), by=people["district"])
            outcomes.append("taken")
        except Refused as no:
            outcomes.append(no.code)
        connection.close()

    run(work, 5)
    assert sorted(outcomes) == ["taken"] + ["wrong_state"] * 4


# --- reply, call-back, reopening ---


def test_closed_is_not_solved_only_the_resident_says_so(logged, people, clock):
    worked(logged, people)
    case = fresh(logged)
    assert (case.state, case.closed_at, case.outcome) == ("replied", None, "")
    clock("2026-11-24 10:00")
    answering.call_back(case, by=people["street"], outcome="unsolved", satisfied=False, note="还是不亮")
    case = fresh(logged)
    assert (case.state, case.reopened, case.due_at) == ("reopened", 1, logged.due_at)
    answering.reply(case, by=people["street"], text="换了线路")
    answering.call_back(case, by=people["street"], outcome="solved", satisfied=True)
    case = fresh(logged)
    assert (case.state, case.closed_at, case.satisfied) == ("solved", at("2026-11-24 10:00"), True)
    assert [c.outcome for c in case.call_backs.all()] == ["unsolved", "solved"]
    refused("wrong_state", answering.reply, case, by=people["street"], text="再答一次")


def test_partly_solved_goes_back_to_work_and_nobody_reached_changes_nothing(logged, people):
    worked(logged, people)
    answering.call_back(logged, by=people["street"], outcome="unreached")
    assert (fresh(logged).state, fresh(logged).outcome) == ("replied", "")
    refused("nobody_said", answering.call_back, logged, by=people["street"], outcome="unreached", satisfied=True)
    answering.call_back(logged, by=people["street"], outcome="partly")
    assert (fresh(logged).state, fresh(logged).reopened) == ("reopened", 1)


def test_an_interim_answer_counts_as_the_first_word_and_closes_nothing(logged, people, clock):
    clock("2026-11-23 10:00")
    answering.reply(logged, by=people["street"], text="电工下午到", interim=True)
    case = fresh(logged)
    assert (case.state, case.answered_at, case.replied_at) == ("received", at("2026-11-23 10:00"), None)


def test_seven_days_of_silence_close_apart_from_solved(logged, people, clock):
    worked(logged, people)
    assert answering.lapse(at("2026-11-30 09:00")) == 0
    assert answering.lapse(at("2026-11-30 09:01")) == 1
    assert answering.lapse(at("2026-12-09 09:01")) == 0
    case = fresh(logged)
    assert (case.state, case.outcome) == ("unrated", "")
    answering.call_back(case, by=people["street"], outcome="unsolved")
    assert fresh(logged).state == "reopened"


def test_the_district_reopens_what_was_closed(logged, people):
    worked(logged, people)
    answering.call_back(logged, by=people["street"], outcome="solved")
    answering.reopen(logged, by=people["district"], reason="抽查回访不一致")
    assert (fresh(logged).state, fresh(logged).closed_at, fresh(logged).reopened) == ("reopened", None, 1)


# --- pauses ---


def test_a_pause_moves_the_limit_by_the_working_time_it_took(logged, people, clock):
    routing.accept(logged, by=people["street"])
    clock("2026-11-24 16:30")
    pausing.pause(logged, by=people["street"], why="material", reason="等灯具到货")
    refused("paused", pausing.pause, logged, by=people["street"], why="weather", reason="下雨")
    refused("paused", routing.hand_over, logged, by=people["street"], handler="district", reason="转")
    clock("2026-11-30 09:30")  # an hour on the 24th, three whole days, an hour today
    assert not Feedback.objects.overdue().exists()
    pausing.resume(logged, by=people["street"])
    case = fresh(logged)
    assert case.due_at == at("2026-12-02 10:30")  # 27th, 30th, 1st and two hours
    assert (case.pauses, case.paused_at, Pause.objects.get().minutes) == (1, None, 23 * 60)


def test_what_is_late_or_runs_day_and_night_is_not_paused(logged, people, clock):
    routing.accept(logged, by=people["street"])
    clock("2026-11-26 17:31")
    refused("too_late", pausing.pause, logged, by=people["street"], why="weather", reason="下雨")
    clock("2026-11-24 09:00")
    type(logged.category).clocks.rel.related_model.objects.filter(severity="emerging").update(solve_unit="hours")
    refused("no_pause", pausing.pause, logged, by=people["street"], why="weather", reason="下雨")


def test_a_reply_ends_the_pause(logged, people, clock):
    routing.accept(logged, by=people["street"])
    pausing.pause(logged, by=people["street"], why="material", reason="等灯具到货")
    clock("2026-11-23 11:00")
    answering.reply(logged, by=people["street"], text="灯具到了，已换")
    assert (fresh(logged).state, fresh(logged).paused_at) == ("replied", None)
    assert fresh(logged).due_at == at("2026-11-27 10:30")  # two hours after the close of the 26th


def test_a_wrong_class_is_put_right_but_saves_nobody_who_is_late(logged, people, clock):
    change = {"category": logged.category, "building": "3幢", "reason": "登记时点错"}
    actions.classify(logged, by=people["street"], severity="key", **change)
    assert fresh(logged).due_at == at("2026-12-07 17:30")
    actions.classify(logged, by=people["street"], severity="emerging", **change)
    clock("2026-11-27 09:00")
    refused("too_late", actions.classify, logged, by=people["street"], severity="hard", **change)
    assert fresh(logged).severity == "emerging"


# --- merging ---


def pair(people, logged):
    other = actions.log(logged.community, "三楼灯也不亮", by=people["street"], contact_phone="13900001111")
    return merging.merge(other, by=people["street"], lead=logged)


def test_merged_cases_hear_the_same_reply_and_each_resident_answers_alone(logged, people):
    other = pair(people, logged)
    assert (other.state, other.lead) == ("merged", logged)
    refused("follows", answering.reply, fresh(other), by=people["street"], text="好了")
    worked(logged, people)
    mine, theirs = fresh(logged), fresh(other)
    assert (mine.state, theirs.state, theirs.reply, theirs.answered_at) == (
        "replied", "replied", "已换灯", mine.answered_at,
    )  # fmt: skip
    assert Reply.objects.count() == 1
    answering.call_back(mine, by=people["street"], outcome="solved", satisfied=True)
    assert fresh(other).state == "replied"
    answering.call_back(theirs, by=people["street"], outcome="unsolved")
    assert (fresh(other).state, fresh(logged).state) == ("reopened", "reopened")
    answering.reply(fresh(logged), by=people["street"], text="三楼也换了")
    assert (fresh(other).state, fresh(other).reply) == ("replied", "三楼也换了")


def test_unmerging_restores_what_was(logged, people):
    other = pair(people, logged)
    facts = {name: getattr(other, name) for name in ("number", "text", "contact_phone", "due_at", "answer_due_at")}
    worked(logged, people)
    merging.unmerge(fresh(other), by=people["street"], reason="不是一回事")
    case = fresh(other)
    assert {name: getattr(case, name) for name in facts} == facts
    assert (case.lead, case.state, case.reply, case.replied_at, case.answered_at) == (None, "accepted", "", None, None)
    answering.reply(case, by=people["street"], text="三楼另修")
    assert fresh(logged).reply == "已换灯"


def test_what_followed_follows_the_new_lead(logged, people):
    second = actions.log(logged.community, "灯不亮", by=people["street"])
    third = actions.log(logged.community, "灯不亮", by=people["street"])
    merging.merge(third, by=people["street"], lead=second)
    refused("follows", merging.merge, logged, by=people["street"], lead=third)
    merging.merge(second, by=people["street"], lead=logged)
    assert {c.lead_id for c in (fresh(second), fresh(third))} == {logged.pk}
    elsewhere = FeedbackFactory(community=CommunityFactory(), state="accepted")
    refused("elsewhere", merging.merge, elsewhere, by=people["street"], lead=logged)
    refused("itself", merging.merge, logged, by=people["street"], lead=logged)


def test_a_pause_of_the_lead_moves_the_followers(logged, people, clock):
    other = pair(people, logged)
    routing.accept(logged, by=people["street"])
    pausing.pause(logged, by=people["street"], why="material", reason="等灯具")
    clock("2026-11-23 11:00")
    pausing.resume(logged, by=people["street"])
    assert (fresh(logged).due_at, fresh(other).due_at) == (at("2026-11-27 10:30"),) * 2


# --- rising ---


def kinds(case):
    return [(e.kind, e.level, e.severity_after) for e in case.escalations.all()]


def test_the_next_working_day_the_district_sees_what_is_late_and_later_the_city(logged, people, clock):
    limit = at("2026-11-26 17:30")  # a Thursday
    assert rising.escalate(limit) == rising.escalate(at("2026-11-27 08:29")) == 0
    for _ in range(2):  # as often as the beat likes
        rising.escalate(at("2026-11-27 08:30"))
    case = fresh(logged)
    assert kinds(case) == [("overdue", "district", "emerging")]
    assert (case.escalated_to, case.handler, case.due_at) == ("district", "street", limit)
    assert list(Feedback.objects.watched_by(people["district"])) == [case]
    rising.escalate(at("2026-12-02 17:00"))
    assert fresh(logged).escalated_to == "district"
    rising.escalate(at("2026-12-03 08:30"))
    assert kinds(fresh(logged))[-1] == ("overdue", "city", "emerging")
    assert fresh(logged).escalated_to == "city"


def test_twice_unsolved_is_a_step_up(logged, people):
    for _ in range(2):
        if fresh(logged).state == "received":
            routing.accept(logged, by=people["street"])
        answering.reply(fresh(logged), by=people["street"], text="已换灯")
        answering.call_back(fresh(logged), by=people["street"], outcome="unsolved")
    assert rising.escalate() == 1
    assert kinds(fresh(logged)) == [("reopened", "district", "key")]
    assert fresh(logged).due_at == logged.due_at


def test_three_alike_in_a_building_are_no_trifle(people, consult, clock):
    clock("2026-11-23 09:00")
    community = CommunityFactory()
    new = [actions.log(community, f"漏水{n}", by=people["street"], building=b) for n, b in enumerate(
        ("5幢2单元", "5 幢", "6幢", "15幢"))]  # fmt: skip
    assert rising.escalate(at("2026-11-23 09:05")) == 0
    new.append(actions.log(community, "又漏水", by=people["street"], building="5栋301"))
    assert rising.escalate(at("2026-11-23 09:05")) == 3
    assert [fresh(c).severity for c in new] == ["key", "key", "emerging", "emerging", "key"]
    assert rising.escalate(at("2026-11-23 09:10")) == 0


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_raise_once(people, consult):
    FeedbackFactory(due_at=at("2026-11-02 17:30"), state="accepted")
    gate = threading.Barrier(4)

    def work(n):
        gate.wait()
        rising.escalate(at("2026-11-05 09:00"))
        connection.close()

    run(work, 4)
    assert Escalation.objects.count() == 1
