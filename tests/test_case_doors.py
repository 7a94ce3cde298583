"""Cases through HTTP: the API's contract, the clerk's page, the resident's look-up, 12345 orders as a sheet."""

import pytest
from django.utils import timezone

from core.models import Import
from resident_participation.cases import actions, answering, routing
from resident_participation.cases.models import Feedback
from resident_participation.cases.numbers import numbered
from resident_participation.models import CallBack
from tests.factories import AreaFactory, CommunityFactory, FeedbackCategoryFactory, FeedbackFactory
from tests.test_sheets import commit, judged
from tests.uploads import picture


@pytest.fixture
def consult(db):
    return FeedbackCategoryFactory()


@pytest.fixture
def community(consult):
    return CommunityFactory(name="双桥新村")


@pytest.fixture
def logged(people, community):
    case = actions.log(community, "楼道灯不亮", by=people["street"], contact_phone="13800007788")
    routing.accept(case, by=people["street"])
    return case


def test_the_api_takes_two_fields_and_answers_number_and_deadline(people, community, api_):
    api = api_("street")
    response = api.post("/api/v1/feedback/", {"community": community.pk, "text": "路灯坏了"})
    assert response.status_code == 201
    body = response.json()
    assert {"id", "number", "due_at", "word"} <= set(body) and len(body["word"]) == 6
    assert "word" not in api.get(f"/api/v1/feedback/{body['id']}/").json()
    everything = {"community": community.code, "text": "漏水", "channel": "phone", "category": "consult",
                  "severity": "key", "building": "5幢", "contact": "王阿姨 13800001234"}  # fmt: skip
    again = api.post("/api/v1/feedback/", everything, "application/json")
    case = Feedback.objects.get(pk=again.json()["id"])
    assert (case.contact_name, case.contact_phone, case.building, case.severity) == (
        "王阿姨", "13800001234", "5幢", "key",
    )  # fmt: skip
    foreign = CommunityFactory(area=AreaFactory(code="330212012"))
    refused = api.post("/api/v1/feedback/", {"community": foreign.pk, "text": "路灯坏了"})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert "不在您的管辖范围" in refused.json()["fields"]["community"][0]


def test_the_acts_of_the_contract(logged, api_, people):
    street, district = api_("street"), api_("district")

    def act(who, name, **values):
        answer = who.post(f"/api/v1/feedback/{logged.pk}/{name}/", values, "application/json")
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()["state"]

    assert act(street, "hand_over", handler="district", reason="需区里协调") == "handed"
    assert act(district, "accept") == "accepted"
    assert act(district, "reply", text="已换灯") == "replied"
    assert act(street, "call_back", outcome="unsolved", satisfied=False) == "reopened"
    assert act(district, "reply", text="线路也换了") == "replied"
    assert act(street, "call_back", outcome="solved", satisfied=True) == "solved"
    assert act(district, "reopen", reason="抽查") == "reopened"
    lead = actions.log(logged.community, "灯不亮", by=people["street"])
    assert act(district, "merge", lead=lead.number) == "merged"
    assert act(district, "unmerge", reason="不是一件事") == "accepted"
    case = Feedback.objects.get(pk=logged.pk)
    assert (case.satisfied, case.reopened) == (True, 2)


def test_refusal_reads_the_same_on_page_and_api(logged, as_, api_):
    values = {"handler": "street", "reason": "转"}
    said = api_("street").post(f"/api/v1/feedback/{logged.pk}/hand_over/", values)
    page = as_("street").post(f"/feedback/{logged.pk}/hand_over/", values)
    assert (said.status_code, said.json()["code"], page.status_code) == (409, "same_handler", 409)
    assert said.json()["detail"] in page.content.decode()


def test_visitors_get_what_was_published_and_search_nothing_else(logged, people, api_):
    assert api_("visitor").get("/api/v1/feedback/").json()["count"] == 0
    actions.publish(logged, by=people["street"], public_summary="3 幢楼道照明")
    body = api_("visitor").get("/api/v1/feedback/").json()
    assert body["results"][0]["public_summary"] == "3 幢楼道照明"
    assert "text" not in body["results"][0] and "number" not in body["results"][0]
    assert api_("visitor").get("/api/v1/feedback/?q=灯不亮").json()["count"] == 0
    assert api_("visitor").get("/api/v1/feedback/?q=照明").json()["count"] == 1
    actions.publish(logged, by=people["street"], public_summary="")
    assert api_("visitor").get("/api/v1/feedback/").json()["count"] == 0


def test_logging_by_page_gives_a_receipt_with_number_word_and_deadline(people, community, as_):
    client = as_("street")
    body = {"community": f"双桥新村 白云街道 {community.code}", "text": "下水道倒灌", "category": "consult"}
    page = client.post("/feedback/new/", body | {"photos": [picture(), picture()]}, follow=True)
    saved = Feedback.objects.get()
    assert page.redirect_chain[-1][0] == f"/feedback/{saved.pk}/receipt/"
    shown, due = page.content.decode(), timezone.localtime(saved.due_at)
    assert saved.number in shown and f"{due.month}月{due.day}日前" in shown and page.context["word"] in shown
    assert saved.files.count() == 2
    assert not as_("street").get(f"/feedback/{saved.pk}/receipt/").context["word"]
    again = client.post(f"/feedback/{saved.pk}/receipt/new/", follow=True)
    assert len(again.context["word"]) == 6


def test_a_wrong_community_is_told_at_the_field_and_the_words_stay(people, consult, as_):
    CommunityFactory(name="东柳坊", area=AreaFactory(code="330212012"))
    page = as_("street").post("/feedback/new/", {"community": "东柳坊", "text": "一段很长的话", "category": "consult"})
    assert "没有“东柳坊”这个小区" in page.content.decode() and "一段很长的话" in page.content.decode()
    assert not Feedback.objects.exists()


def test_every_step_has_a_page_that_says_what_it_does(logged, as_):
    page = as_("district").get(f"/feedback/{logged.pk}/")
    offered = {name for name, _ in page.context["steps"]} | {page.context["main"][0]}
    assert offered == {"reply", "hand_over", "decide", "pause", "merge", "classify", "publish"}
    for name in offered:
        assert as_("district").get(f"/feedback/{logged.pk}/{name}/").status_code == 200
    assert as_("district").get(f"/feedback/{logged.pk}/nonsense/").status_code == 404


# --- the resident's look-up ---


def test_the_number_shows_where_it_stands_and_nothing_personal(logged, people, as_):
    answering.reply(logged, by=people["street"], text="已换灯，找李工 13912345678，您家 302 室也看过")
    shown = as_("visitor").get(f"/case/?number={logged.number.replace('-', ' ')}").content.decode()
    assert "已经答复" in shown and "白云街道" in shown and "已换灯" in shown
    for private in ("楼道灯不亮", "13800007788", "7788", "13912345678", "302 室"):
        assert private not in shown
    wrong = logged.number[:-1] + ("1" if logged.number[-1] != "1" else "2")
    assert "有一位填错了" in as_("visitor").get(f"/case/?number={wrong}").content.decode()
    assert "没有这个编号" in as_("visitor").get(f"/case/?number={numbered('200101', 1)}").content.decode()


def test_the_holder_of_the_receipt_answers_and_nobody_else(people, community, as_):
    case = actions.log(community, "楼道灯不亮", by=people["street"])
    answering.reply(case, by=people["street"], text="已换灯")
    say = {"number": case.number, "outcome": "unsolved", "note": "还是不亮"}
    wrong = as_("visitor").post("/case/", say | {"word": "AAAAAA"})
    assert "口令不对" in wrong.content.decode() and not CallBack.objects.exists()
    right = as_("visitor").post("/case/", say | {"word": case.word.lower()})
    assert "已经记下" in right.content.decode()
    again = CallBack.objects.get()
    assert (again.way, again.outcome, Feedback.objects.get().state) == ("receipt", "unsolved", "reopened")


def test_words_are_not_guessed(people, community, as_):
    case = actions.log(community, "楼道灯不亮", by=people["street"])
    answering.reply(case, by=people["street"], text="已换灯")
    say = {"number": case.number, "outcome": "solved"}
    for _ in range(5):
        as_("visitor").post("/case/", say | {"word": "AAAAAA"})
    locked = as_("visitor").post("/case/", say | {"word": case.word}).content.decode()
    assert "试错太多次" in locked and Feedback.objects.get().state == "replied"


# --- 12345 ---

HEAD = ["12345工单号", "小区编号", "诉求内容", "来电时间", "来电人", "来电号码", "工单期限", "工单类别"]


def orders(community, deadline="2026-11-27 17:30"):
    return [
        HEAD,
        ["NB1", community.code, "路灯不亮", "2026-11-20 09:30", "王阿姨", "13800001234", deadline, "咨询"],
        ["NB2", community.code, "下水道堵", "2026-11-20", "", "", deadline, ""],
    ]


@pytest.mark.django_db(transaction=True)
def test_orders_come_in_once_and_a_second_import_changes_nothing(people, community, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    first = commit(judged("feedback", orders(community), people["street"]), people["street"])
    assert first.counts["new"] == 2, first.errors
    one = Feedback.objects.get(external_number="NB1")
    assert (one.channel, one.text, one.contact_phone, one.state) == ("hotline", "路灯不亮", "13800001234", "received")
    assert f"{timezone.localtime(one.external_due_at):%m-%d %H:%M}" == "11-27 17:30"
    assert f"{timezone.localtime(one.due_at):%m-%d %H:%M}" == "11-25 17:30"
    second = judged("feedback", orders(community), people["street"])
    assert second.counts == {"new": 0, "changed": 0, "unchanged": 2, "rejected": 0}, second.errors
    moved = judged("feedback", orders(community, "2026-12-01 17:30"), people["street"])
    assert moved.counts["changed"] == 2
    assert Import.objects.count() == 3 and Feedback.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_wrong_orders_are_told_at_their_cells(people, community, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    foreign = CommunityFactory(area=AreaFactory(code="330212012"))
    rows = [HEAD, ["", community.code, "没有工单号", "", "", "", "", ""],
            ["NB3", foreign.code, "别的街道", "", "", "", "", ""],
            ["NB4", community.code, "类别不对", "", "", "", "", "天气"],
            ["NB5", community.code, "明年的事", "2036-11-20", "", "", "", ""]]  # fmt: skip
    found = judged("feedback", rows, people["street"])
    words = "；".join(e["message"] for e in found.errors)
    assert found.counts["rejected"] == 4
    for sentence in ("没有填12345工单号", "不在您的管辖范围", "没有“天气”这个类别", "不能晚于现在"):
        assert sentence in words


def test_streets_see_disjoint_cases(logged, as_, api_):
    other = FeedbackFactory(community__area=AreaFactory(code="330212012"))
    for who, own, foreign in (("street", logged, other), ("street2", other, logged)):
        assert [row["id"] for row in api_(who).get("/api/v1/feedback/").json()["results"]] == [own.pk]
        assert api_(who).get(f"/api/v1/feedback/{foreign.pk}/").status_code == 404
        assert as_(who).get(f"/feedback/{foreign.pk}/").status_code == 404
