"""订阅: by card, encrypted, masked; each thing told once to whom it concerns; ended by card or by the code."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from core.errors import Refused
from core.models import Change, OutboxMessage
from core.outbox import rules
from resident_participation.cards.household import CardHolder
from resident_participation.models import Meeting, Subscription, Told
from resident_participation.subscriptions import actions, news
from tests import cards
from tests.factories import CommunityFactory, RollRowFactory, RoundFactory
from tests.factories_meetings import MeetingFactory, MinutesFactory
from tests.factories_residents import SubscriptionFactory, ToldFactory
from tests.factories_works import SpecialWorkFactory

TODAY = timezone.localdate()
PHONE = "13800005678"
SOON = {"starts_on": TODAY + timedelta(days=2), "ends_on": TODAY + timedelta(days=4), "state": "committed"}
CHANNELS = {"sms": "core.outbox.channels.SmsGateway", "email": "core.outbox.channels.Email"}


@pytest.fixture
def row(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR, settings.NOTICE_CHANNELS = tmp_path / "m", tmp_path / "k", CHANNELS
    cache.clear()
    home = CommunityFactory(name="双桥新村", status="in_progress")
    return RollRowFactory(community=home, building="5幢", unit="2单元", room="301室")


def subscribe(row, way="sms", recipient=PHONE, topics=("works", "votes", "meetings")):
    return actions.subscribe(by=CardHolder(row), way=way, recipient=recipient, topics=topics)


def notices():
    return [(m.kind, m.recipient, m.text) for m in OutboxMessage.objects.order_by("pk")]


def test_a_household_subscribes_by_its_card_and_its_number_is_seen_by_nobody(row, people, as_):
    client = cards.at_home(row, people["street"])
    assert "订阅小区通知" in client.get("/h/home/").content.decode()
    page = client.get("/h/news/").content.decode()
    assert "<script" not in page and "网址" in page
    wrong = client.post("/h/news/", {"topics": ["works"], "way": "sms", "recipient": ""})
    assert "请填手机号" in wrong.content.decode()
    wrong = client.post("/h/news/", {"topics": [], "way": "sms", "recipient": "139"})
    assert "请至少选一样" in wrong.content.decode()
    wrong = client.post("/h/news/", {"topics": ["works"], "way": "email", "recipient": PHONE})
    assert wrong.status_code == 409 and "邮箱地址不对" in wrong.content.decode()
    assert client.post("/h/news/", {"topics": ["works"], "way": "sms", "recipient": PHONE})["Location"].endswith(
        "?done"
    )
    one = Subscription.objects.get()
    assert (one.row, one.recipient, one.topics) == (row, PHONE, ["works"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient, code, fingerprint FROM resident_participation_subscription")
        raw = str(cursor.fetchone())
    assert PHONE not in raw and one.code not in raw
    shown = client.get("/h/news/").content.decode() + client.get("/h/home/").content.decode()
    assert "138****5678" in shown and PHONE not in shown and one.code not in shown
    log = "".join(str(c.after) + str(c.before) for c in Change.objects.all())
    assert PHONE not in log and one.code not in log
    assert PHONE not in as_("street").get("/notices/").content.decode()


def test_a_new_number_learns_at_once_who_gave_it_and_how_to_leave(row):
    one = subscribe(row)
    ((kind, to, text),) = notices()
    assert (kind, to) == ("sms", PHONE) and one.code in text and "不是您订的" in text
    subscribe(row, topics=["works"])
    assert len(notices()) == 1, "the same number knows already"
    again = subscribe(row, recipient="13900001111")
    assert len(notices()) == 2 and again.code != one.code and again.pk == one.pk


def test_who_changes_only_the_topics_leaves_the_number_empty(row, people):
    subscribe(row)
    client = cards.at_home(row, people["street"])
    client.post("/h/news/", {"topics": ["votes"], "way": "sms", "recipient": ""})
    one = Subscription.objects.get()
    assert (one.recipient, one.topics) == (PHONE, ["votes"])


def test_what_happens_is_told_once_from_what_the_public_page_shows(row):
    one, home = subscribe(row), row.community
    work = SpecialWorkFactory(community=home, outage="上午停水", **SOON)
    RoundFactory(community=home, title="外墙改造", status="notice", notice_to=TODAY, opens_at=timezone.now())
    MeetingFactory(body__community=home, state="called", starts_at=timezone.now() + timedelta(days=2))
    before = len(notices())
    assert actions.tell_all(TODAY) == 3 == len(notices()) - before
    assert actions.tell_all(TODAY) == 0
    texts = [text for _, _, text in notices()[before:]]
    assert any("上午停水" in text for text in texts) and any("外墙改造" in text for text in texts)
    assert any("停车位协调会" in text for text in texts)
    assert all(one.code in text and len(text) <= rules.SMS_MOST and not rules.LINK.search(text) for text in texts)
    work.starts_on = TODAY + timedelta(days=3)
    work.save()
    assert actions.tell_all(TODAY) == 1, "put off is news"
    Meeting.objects.update(state="cancelled", called_on=TODAY, cancel_reason="会议室停电")
    assert actions.tell_all(TODAY) == 1 and "会议室停电" in notices()[-1][2]


def test_results_and_minutes_are_news_for_a_fortnight(row):
    subscribe(row)
    items = {"items": [{"id": 1, "title": "改食堂"}]}
    old = RoundFactory(community=row.community, status="closed", result_from=TODAY - timedelta(days=15), package=items)
    assert f"round:{old.pk}:closed" not in {n.event for _, n in news.of(row.community, TODAY)}
    meeting = MeetingFactory(body__community=row.community, state="held", result={"x": 1}, closed_at=timezone.now())
    MinutesFactory(meeting=meeting, at=timezone.now() - timedelta(days=20))
    assert actions.tell_all(TODAY) == 0
    MinutesFactory(meeting=meeting, number=2, reason="记错日期")
    assert actions.tell_all(TODAY) == 1 and "会议纪要" in notices()[-1][2]


def test_topics_places_and_other_communities_are_kept_apart(row):
    subscribe(row, topics=["votes"])
    SpecialWorkFactory(community=row.community, **SOON)
    lift = {"scope": "unit", "building": "5幢", "status": "notice", "notice_to": TODAY, "opens_at": timezone.now()}
    RoundFactory(community=row.community, unit="1单元", title="别家加梯", **lift)
    RoundFactory(community=row.community, unit="2单元", title="自家加梯", **lift)
    RoundFactory(title="别处的表决", status="notice", notice_to=TODAY, opens_at=timezone.now())
    assert actions.tell_all(TODAY) == 1 and "自家加梯" in notices()[-1][2]


def test_paper_goes_to_the_box_and_so_does_what_no_channel_takes(row, settings, as_):
    subscribe(row, way="paper", recipient="ignored")
    assert not notices() and Subscription.objects.get().recipient == ""
    SpecialWorkFactory(community=row.community, **SOON)
    assert actions.tell_all(TODAY) == 1
    assert notices()[0][:2] == ("paper", str(row))
    settings.NOTICE_CHANNELS = {}
    other = RollRowFactory(community=row.community, building="6幢", unit="1单元", room="101室")
    subscribe(other)
    assert [n[:2] for n in notices()[1:]] == [("paper", str(other))]
    assert "施工通知" in as_("street").get("/notices/").content.decode()


def test_the_card_ends_it_and_the_number_is_gone(row, people):
    subscribe(row)
    client = cards.at_home(row, people["street"])
    assert client.get("/h/news/stop/").status_code == 302 and Subscription.objects.live().exists()
    client.post("/h/news/stop/")
    one = Subscription.objects.get()
    assert one.ended_at and not one.recipient and not one.code
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}, "what was not out is taken back"
    SpecialWorkFactory(community=row.community, **SOON)
    assert actions.tell_all(TODAY) == 0
    assert subscribe(row).ended_at is None


def test_the_code_of_a_notice_ends_it_by_one_button_without_a_card(row, client):
    one = subscribe(row)
    typed = f"{one.code[:4].lower()} {one.code[4:]}"
    page = client.get(f"/c/stop/?code={one.code}")
    assert page.status_code == 200 and Subscription.objects.live().exists(), "opening it ends nothing"
    assert client.post("/c/stop/", {"code": "AAAA2222"}).status_code == 409
    assert client.post("/c/stop/", {"code": ""}).status_code == 400
    done = client.post("/c/stop/", {"code": typed})
    assert "已退订" in done.content.decode() and PHONE not in done.content.decode()
    assert not Subscription.objects.live().exists()
    assert client.post("/c/stop/", {"code": one.code}).status_code == 409
    log = Change.objects.filter(act="subscription.stop").latest("pk")
    assert log.by_name == "持退订码的人"


def test_an_email_opens_the_form_with_its_code_and_only_the_button_ends_it(row, client, settings):
    settings.SITE = settings.SITE | {"url": "https://portal.example"}
    one = subscribe(row, way="email", recipient="a@example.com")
    ((kind, _, text),) = notices()
    address = text.splitlines()[-1]
    assert (kind, address) == ("email", f"https://portal.example/c/stop/?code={one.code}")
    for method in (client.get, client.head, client.get):  # what scanners of mail do
        assert method(address.removeprefix("https://portal.example")).status_code == 200
    assert Subscription.objects.live().count() == 1
    page = client.get(address.removeprefix("https://portal.example")).content.decode()
    assert f'name="code" maxlength="20" autocomplete="off" value="{one.code}"' in page
    assert "已退订" in client.post("/c/stop/", {"code": one.code}).content.decode()
    assert not Subscription.objects.live().exists()


def test_no_sms_or_sheet_has_the_address_nor_an_email_that_asks_for_data(row, settings):
    asks = "请到居委会登记姓名"
    settings.SITE = settings.SITE | {"url": "https://portal.example"}
    one = SubscriptionFactory(row=row)
    for way, words in ((actions.Way.SMS, "停水"), (actions.Way.PAPER, "停水"), (actions.Way.EMAIL, asks)):
        text = actions.letter(one, words, way)
        assert "http" not in text and one.code in text
        rules.check(way, {"email": "a@example.com"}.get(way, PHONE), "施工通知", text)
    settings.SITE = settings.SITE | {"url": ""}
    assert one.code in actions.letter(one, "停水", actions.Way.EMAIL), "a portal that knows no address of its own"


def test_codes_cannot_be_tried_out(row, client):
    one = subscribe(row)
    answers = {client.post("/c/stop/", {"code": f"AAAA22{n:02d}"}).status_code for n in range(20)}
    assert answers == {409}
    assert client.post("/c/stop/", {"code": one.code}).status_code == 429
    assert Client(REMOTE_ADDR="10.1.1.1").post("/c/stop/", {"code": one.code}).status_code == 200


def test_nobody_else_sets_or_ends_it(row, people):
    one = subscribe(row)
    other = RollRowFactory(community=row.community, room="302室")
    with pytest.raises(PermissionDenied):
        actions.stop(one, by=CardHolder(other))
    with pytest.raises(PermissionDenied):
        actions.stop(one, by=people["street"])
    with pytest.raises(PermissionDenied):
        actions.stop(one, by=actions.CodeHolder(SubscriptionFactory(row=other)))
    with pytest.raises(Refused, match="至少选一样"):
        subscribe(row, topics=[])


def test_a_notice_that_may_not_go_out_is_kept_as_refused_and_not_tried_for_ever(row, monkeypatch):
    one = subscribe(row)
    bad = news.News("work:1:x", "请看 www.example.com")
    monkeypatch.setattr(news, "NEWS", [("works", lambda community, today: [bad])])
    assert actions.tell_all(TODAY) == 1 and actions.tell_all(TODAY) == 0
    told = Told.objects.get(subscription=one, event=bad.event)
    assert told.message is None and "网址" in told.refused


def test_the_database_keeps_one_notice_for_a_subscriber_and_an_event(row):
    told = ToldFactory(subscription__row=row)
    with pytest.raises(IntegrityError), transaction.atomic():
        ToldFactory(subscription=told.subscription, event=told.event)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_once(row):
    one = subscribe(row)
    SpecialWorkFactory(community=row.community, **SOON)
    found = news.of(row.community, TODAY)

    def run():
        actions.tell(one.pk, found)
        close_old_connections()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Told.objects.filter(subscription=one, event__startswith="work:").count() == 1


def test_a_run_with_nothing_new_costs_the_same_for_few_and_for_many_things(row):
    def spent():
        with CaptureQueriesContext(connection) as found:
            assert actions.tell_all(TODAY) == 0
        return len(found)

    subscribe(row)
    costs = []
    for _ in range(2):
        for _ in range(3):
            SpecialWorkFactory(community=row.community, **SOON)
        actions.tell_all(TODAY)
        costs.append(spent())
    assert costs[0] == costs[1], costs


def test_the_desk_sees_how_many_take_which_news_and_nothing_of_who(row, as_, settings):
    home, other = row.community, CommunityFactory(area__code="330212012")

    def others(n, **values):
        for _ in range(n):
            SubscriptionFactory(row__community=home, **values)

    others(3)
    others(2, way="email", recipient="a@example.com", topics=["votes"])
    others(1, way="paper", recipient="", topics=["works"])
    others(1, recipient="", code="", ended_at=timezone.now())
    SubscriptionFactory(row__community=other)
    with CaptureQueriesContext(connection) as found:
        page = as_("street").get(home.get_absolute_url()).content.decode()
    assert sum("subscription" in q["sql"] for q in found) == 1, "one statement, however many"
    words = " ".join(strip_tags(page[page.index('id="subscriptions"') :].split("</section>")[0]).split())
    for told in ("6 户订了", "施工、停水停电4 户", "表决和结果5 户", "会议和纪要3 户", "短信 3 户 邮件 2 户 纸质 1 户"):
        assert told in words, (told, words)
    assert "还没有接通" not in words and PHONE not in page and "a@example.com" not in page
    assert as_("street").get(other.get_absolute_url()).status_code == 404
    settings.NOTICE_CHANNELS = {}
    assert "短信、邮件还没有接通" in as_("street").get(home.get_absolute_url()).content.decode()


def test_where_nobody_takes_news_the_desk_is_told_to_use_the_board(row, as_):
    assert "还没有住户订阅" in as_("street").get(row.community.get_absolute_url()).content.decode()
