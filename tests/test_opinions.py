"""方案意见: said with a card or written down, counted apart, each answered with a reason before anything is settled."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import waiting
from core.errors import Refused
from projects.stages.gates import missing
from projects.stages.models import Phase
from resident_participation.cards.household import CardHolder
from resident_participation.models import OpinionWindow, Round, SchemeOpinion
from resident_participation.opinions import actions, figures
from tests import cards, votes
from tests.factories import AreaFactory, CommunityFactory, ProjectFactory
from tests.factories_voices import OpinionWindowFactory, SchemeOpinionFactory

TODAY = timezone.localdate()


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    cache.clear()
    votes.ready()
    return people["street"]


@pytest.fixture
def home(by):
    return votes.home(AreaFactory(code="330203006"), 24)


@pytest.fixture
def lift(home, by):
    """The draft of a lift's consent with a window on it."""
    place = {"scope": "unit", "building": "1幢", "unit": "1单元"}
    round_ = votes.drafted(home, by, items=(("本单元加装电梯", "lift", 7),), **place)
    return actions.ask(
        by=by, community=home, round=round_, title="1幢1单元加装电梯", text="分摊表见附件\n一层不出钱",
        opens_on=TODAY - timedelta(days=3), closes_on=TODAY,
    )  # fmt: skip


def says(window, row, **values):
    return actions.say(window, by=CardHolder(row), **({"topic": "lift", "text": "挡住我家采光"} | values))


def over(window):
    OpinionWindow.objects.filter(pk=window.pk).update(closes_on=TODAY - timedelta(days=1))


def rows_of(home):
    return list(home.roll.order_by("building", "unit", "floor", "room"))


def test_a_household_says_it_at_its_own_page_and_reads_the_answer_there(home, lift, by):
    row = rows_of(home)[0]
    client = cards.at_home(row, by)
    assert f"征求意见：{lift}" in client.get("/h/home/").content.decode()
    page = client.post(f"/h/opinions/{lift.pk}/", {"topic": "lift", "text": "  "})
    assert page.status_code == 200 and "您的意见" in page.content.decode() and not SchemeOpinion.objects.exists()
    sent = client.post(f"/h/opinions/{lift.pk}/", {"topic": "lift", "text": "挡住我家采光", "against": "on"})
    assert sent.status_code == 302
    opinion = SchemeOpinion.objects.get()
    assert (opinion.row, opinion.building, opinion.band, opinion.ground_objection) == (row, "1幢", "ground", True)
    public = client.get(f"/c/{home.code}/opinions/").content.decode()
    assert "挡住我家采光" not in public, "nothing is published before it was answered"
    actions.adopt_partly(opinion, by=by, reply="井道改用玻璃，往东移 1 米")
    page = client.get(f"/h/opinions/{lift.pk}/").content.decode()
    assert "井道改用玻璃" in page and "部分采纳" in page
    public = client.get(f"/c/{home.code}/opinions/").content.decode()
    assert "1幢住户" in public and "挡住我家采光" in public and "井道改用玻璃" in public
    for secret in (row.owner_name, row.owner_phone, row.room, str(row)):
        assert secret not in public
    over(lift)
    assert f"征求意见：{lift}" in client.get("/h/home/").content.decode(), "the answer stays to be read"


def test_one_opinion_a_household_and_topic_replaced_until_it_is_answered(home, lift, by):
    row = rows_of(home)[0]
    first = says(lift, row, text="挡光")
    again = says(lift, row, text="挡光，还有噪音", against=True)
    assert first.pk == again.pk and SchemeOpinion.objects.get().text == "挡光，还有噪音"
    says(lift, row, topic="cost")
    actions.decline(again, by=by, reply="已做采光分析，满足规范")
    with pytest.raises(Refused) as refused:
        says(lift, row, text="又改")
    assert refused.value.code == "wrong_state" and SchemeOpinion.objects.get(pk=first.pk).text == "挡光，还有噪音"
    for stranger in (votes.home(AreaFactory(code="330203006"), 2, name="别处").roll.first(), rows_of(home)[6]):
        with pytest.raises(Refused, match="只征求双桥新村 1幢 1单元住户的意见") as refused:
            says(lift, stranger)
        assert refused.value.code == "not_concerned"
        client = cards.at_home(stranger, by)
        assert str(lift) not in client.get("/h/home/").content.decode()
        assert client.get(f"/h/opinions/{lift.pk}/").status_code == 404
    over(lift)
    with pytest.raises(Refused) as refused:
        says(lift, rows_of(home)[1])
    assert refused.value.code == "window_closed"


def test_linked_and_free_are_counted_apart(home, lift, by):
    rows = rows_of(home)
    says(lift, rows[0])
    says(lift, rows[0], topic="cost")
    says(lift, rows[1])
    for _ in range(3):
        actions.write(lift, by=by, topic="other", text="路过的人说的", building="")
    (one,) = figures.facts(home)["heard"]
    assert (one.households, one.linked, one.free, one.waiting) == (2, 3, 3, 6)


def test_an_answer_with_a_phone_or_an_id_number_is_not_published(home, lift, by):
    opinion = says(lift, rows_of(home)[0], text="打我电话13800001234，证号330203198001011234")
    with pytest.raises(Refused) as refused:
        actions.adopt(opinion, by=by, reply="好")
    assert refused.value.code == "personal_data" and set(refused.value.fields) == {"public_text"}
    assert "电话号码" in str(refused.value) and "身份证号" in str(refused.value)
    with pytest.raises(Refused) as refused:
        actions.adopt(opinion, by=by, public_text="请联系我", reply="打 138 0000 1234")
    assert set(refused.value.fields) == {"reply"}
    assert SchemeOpinion.objects.get().state == "open"
    actions.adopt(opinion, by=by, public_text="请联系我", reply="已当面说明")
    assert SchemeOpinion.objects.get().public_text == "请联系我"


def test_a_round_is_not_locked_over_open_opinions(home, lift, by, as_):
    opinion = says(lift, rows_of(home)[0], against=True)
    round_ = lift.round
    assert "还有 1 条意见没有答复" in as_("street").get(round_.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="还有 1 条意见没有答复"):
        votes.locked(round_, by)
    assert not round_.seats.exists()
    actions.decline(opinion, by=by, reply="采光分析满足规范")
    with pytest.raises(Refused, match="还在征求意见"):
        votes.locked(round_, by)
    over(lift)
    assert votes.locked(round_, by).status == Round.Status.NOTICE
    with pytest.raises(Refused) as refused:
        actions.write(lift, by=by, topic="other", text="晚来的")
    assert refused.value.code == "locked"
    with pytest.raises(Refused) as refused:
        actions.edit(lift, by=by, closes_on=TODAY + timedelta(days=9))
    assert refused.value.code == "locked"


def test_the_public_page_of_a_lift_round_tells_ground_floor_objections_with_replies(home, lift, by, client):
    rows = rows_of(home)
    ground, other, top = (next(r for r in rows[n:] if r.floor == f) for n, f in ((0, 1), (1, 1), (0, 3)))
    for row in (ground, other):
        actions.decline(says(lift, row, against=True), by=by, reply="已移位，不占一楼窗前")
    actions.adopt(says(lift, top, against=True, topic="cost", text="分摊不公"), by=by, reply="改按楼层系数")
    actions.adopt(says(lift, rows[5], text="早点装"), by=by, reply="好")
    over(lift)
    round_ = votes.locked(lift.round, by)
    page = client.get(f"/v/{round_.pk}/").content.decode()
    assert "1–2层住户 2 户" in page and "3–4层住户 1 户" in page and "已移位" in page
    assert page.index("1–2层") < page.index("3–4层") and "早点装" not in page
    for row in (ground, top):
        assert row.room not in page.split("反对意见和答复")[1]


def test_a_project_waits_at_its_notice(by):
    home = CommunityFactory(area=AreaFactory(code="330203006"))
    project = ProjectFactory(area=home.area, community=home, building=True)
    window = OpinionWindowFactory(community=home, project=project, round=None, closes_on=TODAY - timedelta(days=1),
                                  opens_on=TODAY - timedelta(days=9))  # fmt: skip
    opinion = SchemeOpinionFactory(window=window)
    (left,) = [one for one in missing(project, [Phase.NOTICE]) if one.code == "notice.opinions"]
    assert "1 条意见没有答复" in left.words and left.url == window.get_absolute_url()
    assert [todo.title for todo in waiting.todos(by)[source("方案意见")]] == [str(opinion)]
    actions.adopt(opinion, by=by, reply="采纳")
    assert not [one for one in missing(project, [Phase.NOTICE]) if one.code == "notice.opinions"]
    with pytest.raises(Refused) as refused:
        actions.ask(by=by, community=CommunityFactory(area=home.area), project=project, title="x",
                    opens_on=TODAY, closes_on=TODAY)  # fmt: skip
    assert refused.value.code == "other_community" and "project" in refused.value.fields


def source(title):
    return next(one for one in waiting.SOURCES if one.title == title)


def test_what_was_answered_says_why_by_the_database(lift):
    from_ = SchemeOpinionFactory(window=lift)
    with pytest.raises(Exception, match="answered_opinion_has_a_reason"):
        SchemeOpinion.objects.filter(pk=from_.pk).update(state="adopted", answered_on=TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_phones_of_one_household_leave_one_opinion(home, lift):
    row, gate, codes = rows_of(home)[0], threading.Barrier(6), []

    def phone(n):
        gate.wait()
        codes.append(says(lift, row, text=f"第 {n} 次").pk)
        connection.close()

    threads = [threading.Thread(target=phone, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(codes) == 6 and SchemeOpinion.objects.count() == 1


def test_visitors_get_what_was_published_and_lists_cost_the_same(home, lift, by, as_, api_, client):
    actions.adopt(says(lift, rows_of(home)[0]), by=by, reply="采纳", public_text="公布的话")
    says(lift, rows_of(home)[1], text="没有答复的原话")
    (row,) = client.get("/api/v1/scheme-opinions/").json()["results"]
    assert row["public_text"] == "公布的话" and "text" not in row and "band" not in row and "filed_at" not in row
    urls = ["/opinions/", "/opinion-windows/", lift.get_absolute_url(), f"/c/{home.code}/opinions/", "/my-work/"]
    few = [spent(as_("street"), url) for url in urls]
    for row in rows_of(home)[2:6]:
        says(lift, row)
    SchemeOpinionFactory.create_batch(20, window=lift)
    OpinionWindowFactory.create_batch(9, round=lift.round, community=home)
    assert [spent(as_("street"), url) for url in urls] == few


def spent(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    return len(found)
