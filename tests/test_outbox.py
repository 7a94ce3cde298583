"""通知: what may be said, how it goes out, what is left when it does not, who sees what of it."""

import logging
import threading
from datetime import timedelta
from email.header import decode_header, make_header

import orjson
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from core import outgoing, waiting
from core.actors import SYSTEM
from core.errors import Refused
from core.models import Change, OutboxMessage
from core.outbox import actions
from core.records import compare
from tests import receivers
from tests.factories_gates import OutboxMessageFactory

STREET, PHONE = "330203006", "13800001234"
WORDS = {"subject": "停水通知", "text": "明天上午 8 点到 11 点停水，请提前存水。有事打 0574-87160000。"}


@pytest.fixture
def gateway(settings):
    with receivers.receiving() as one:
        settings.NOTICE_CHANNELS = {"sms": "core.outbox.channels.SmsGateway"}
        settings.SMS_URL, settings.SMS_TOKEN = one.url, "s3cret"
        yield one


@pytest.fixture
def mailbox(settings):
    with receivers.mailing() as one:
        settings.NOTICE_CHANNELS = {"email": "core.outbox.channels.Email"}
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", one.port
        settings.DEFAULT_FROM_EMAIL = "住建局 <zjj@example.gov.cn>"
        yield one


def send(people, kind="sms", recipient=PHONE, **words):
    return actions.send(by=people["street"], kind=kind, recipient=recipient, area_code=STREET, **{**WORDS, **words})


def due_again(message):
    OutboxMessage.objects.filter(pk=message.pk).update(next_at=timezone.now())


def fresh(message):
    return OutboxMessage.objects.get(pk=message.pk)


def test_an_sms_goes_to_the_gateway_once_with_its_number(people, gateway):
    message = send(people)
    assert actions.send_due() == 1 and actions.send_due() == 0
    ((path, headers, body),) = gateway.got
    assert orjson.loads(body) == {"id": str(message.uid), "phone": PHONE, "text": WORDS["text"]}
    assert (path, headers["Authorization"]) == ("/hook", "Bearer s3cret")
    message = fresh(message)
    assert (message.state, message.attempts, message.error) == ("sent", 1, "") and message.done_at


def test_a_mail_goes_out_by_smtp_with_its_number(people, mailbox):
    message = send(people, "email", "chen.lan@example.com")
    assert actions.send_due() == 1
    (mail,) = mailbox.mails
    assert str(make_header(decode_header(mail["Subject"]))) == "停水通知"
    assert mail.get_payload(decode=True).decode().strip() == WORDS["text"]
    assert (mail["To"], mail["Message-ID"]) == ("chen.lan@example.com", f"<{message.uid}@example.gov.cn>")


def test_without_a_channel_a_notice_waits_to_be_printed(people):
    assert [send(people).state, send(people, "email", "a@b.cn").state] == ["paper", "paper"]
    assert actions.send_due() == 0


def test_a_gateway_that_is_down_is_asked_again_later_and_later_then_somebody_is(people, gateway):
    message, pauses = send(people), []
    gateway.says = 503
    for _ in range(len(actions.PAUSES) + 1):
        before = timezone.now()
        assert actions.send_due() == 0
        message = fresh(message)
        pauses.append(round((message.next_at - before) / timedelta(minutes=1)))
        assert actions.send_due() == 0, "it is not due yet"
        due_again(message)
    assert pauses[:5] == [1, 5, 30, 120, 360]
    assert (message.state, message.attempts, len(gateway.got)) == ("failed", 6, 6)
    assert message.error == "短信网关没有接受（503）"
    gateway.says = 200
    actions.retry(message, by=people["street"])
    assert actions.send_due() == 1 and fresh(message).state == "sent"
    assert {orjson.loads(body)["id"] for body in gateway.bodies()} == {str(message.uid)}, "the gateway can tell"


def test_what_the_other_side_will_never_take_is_not_tried_again(people, gateway):
    gateway.says = 422
    message = send(people)
    actions.send_due()
    assert (fresh(message).state, fresh(message).attempts) == ("failed", 1)
    assert actions.to_paper(fresh(message), by=people["street"]).state == "paper"


def test_a_mailbox_that_is_full_is_tried_again_one_that_does_not_exist_is_not(people, mailbox):
    mailbox.full = True
    later, never = send(people, "email", "a@example.com"), send(people, "email", "b@nowhere.example")
    actions.send_due()
    assert [fresh(later).state, fresh(never).state] == ["waiting", "failed"]
    assert fresh(never).error == "邮件服务器不收这个邮箱（550）"
    mailbox.full = False
    due_again(later)
    assert actions.send_due() == 1


@pytest.mark.parametrize(("kind", "url"), [("SMS_URL", "http://127.0.0.1:9/"), ("EMAIL_PORT", 9)])
def test_nothing_that_fails_writes_a_recipient_into_a_log_or_an_error(people, settings, caplog, kind, url):
    settings.NOTICE_CHANNELS = {
        "sms": "core.outbox.channels.SmsGateway",
        "email": "core.outbox.channels.Email",
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.SMS_URL, settings.SMS_TOKEN = "127.0.0.1", "http://127.0.0.1:9/", ""
    setattr(settings, kind, url)
    settings.EMAIL_PORT = 9
    with caplog.at_level(logging.DEBUG):
        one, two = send(people), send(people, "email", "chen.lan@example.com")
        actions.send_due()
    said = caplog.text + "".join(f"{c.before}{c.after}{c.note}" for c in Change.objects.all())
    said += fresh(one).error + fresh(two).error
    assert PHONE not in said and "chen.lan" not in said and WORDS["text"] not in said
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(recipient || text, '') FROM core_outboxmessage")
        assert PHONE not in cursor.fetchone()[0], "encrypted at rest"


def test_the_log_agrees_with_what_became_of_it(people, gateway):
    message = send(people)
    actions.send_due()
    assert list(compare(OutboxMessage, [str(message.pk)])) == []
    acts = list(Change.objects.order_by("pk").values_list("act", "by_name"))
    assert acts == [("notice.send", "street"), ("notice.deliver", "系统")]


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_notice_once(people, gateway, monkeypatch):
    monkeypatch.setattr(outgoing, "SECONDS", 3)
    send(people)

    def slow(handler, receiver):
        receiver.released.wait(0.5)
        handler.send_response(200)
        handler.end_headers()

    gateway.says, sent = slow, []

    def work():
        sent.append(actions.send_due())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (sorted(sent), len(gateway.got)) == ([0, 0, 0, 1], 1)


class Dies:
    def send(self, message):
        raise MemoryError


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_leaves_it_waiting(people, gateway, settings):
    message = send(people)
    settings.NOTICE_CHANNELS = {"sms": "tests.test_outbox.Dies"}
    with pytest.raises(MemoryError):
        actions.send_due()
    assert (fresh(message).state, fresh(message).attempts) == ("waiting", 0)


LINKS = [
    "详情见 https://example.gov.cn/a", "请打开www.example.com", "点t.cn/A6xyz查看", "登录 ｗｗｗ．example．com 看结果",
    "见 HTTP：//example.cn", "结果在nbgz.gov.cn公布",
]  # fmt: skip


@pytest.mark.parametrize("text", LINKS)
def test_no_sms_has_a_link(people, gateway, text):
    with pytest.raises(Refused) as refused:
        send(people, text=text)
    assert refused.value.code == "link_in_sms" and "text" in refused.value.fields
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    "text", ["12月1日8:00停水，问0574-12345", "第3.5版方案已公示，请到社区看", "意见2611280001已办结。"]
)
def test_an_ordinary_sms_has_none(people, gateway, text):
    assert send(people, text=text).state == "waiting"


@pytest.mark.parametrize("kind", ["email", "paper"])
def test_no_notice_with_a_link_asks_for_data(people, mailbox, kind):
    with pytest.raises(Refused) as refused:
        send(people, kind, "a@b.cn", text="请打开 https://example.gov.cn 填写您的身份证和银行卡号")
    assert refused.value.code == "link_asks_for_data"
    assert send(people, kind, "a@b.cn", text="结果见 https://example.gov.cn/c/1/")
    assert send(people, kind, "a@b.cn", text="请带身份证到社区核对姓名")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"recipient": "1380000"}, "bad_recipient"),
        ({"kind": "email", "recipient": "陈岚"}, "bad_recipient"),
        ({"kind": "paper", "recipient": " "}, "bad_recipient"),
        ({"text": " "}, "no_text"),
        ({"subject": ""}, "no_text"),
        ({"text": "长" * 301}, "too_long"),
        ({"subject": "答复业主王建国"}, "personal_data"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_its_field(people, gateway, words, code):
    with pytest.raises(Refused) as refused:
        send(people, **words)
    assert refused.value.code == code and refused.value.fields
    assert not Change.objects.exists()


def test_nobody_sends_for_a_place_that_is_not_theirs(people, gateway):
    with pytest.raises(PermissionDenied):
        actions.send(by=people["street2"], kind="sms", recipient=PHONE, area_code=STREET, **WORDS)
    assert actions.send(by=SYSTEM, kind="sms", recipient=PHONE, area_code=STREET, **WORDS).state == "waiting"


def test_a_clerk_writes_prints_and_finds_a_notice(people, as_):
    client = as_("street")
    answer = client.post("/notices/new/", {"kind": "paper", "recipient": "5幢2单元全体住户", **WORDS}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200 and "待打印" in page and WORDS["text"] in page and "5幢…" in page
    assert "通知待打印" in [source.title for source in waiting.todos(people["street"])]
    (notice,) = OutboxMessage.objects.all()
    sheet = client.post(f"/notices/{notice.pk}/print/").content.decode()
    assert "5幢2单元全体住户" in sheet and WORDS["text"] in sheet and "不会要您点链接" in sheet
    notice = fresh(notice)
    assert (notice.state, bool(notice.done_at)) == ("printed", True)
    assert client.post(f"/notices/{notice.pk}/print/").status_code == 200, "the printer jams"
    assert waiting.todos(people["street"]) == {}


def test_all_that_wait_are_printed_together_or_none(people, as_):
    for n in range(3):
        OutboxMessageFactory(kind="paper", recipient=f"{n + 1}幢", state="paper")
    OutboxMessageFactory(kind="paper", recipient="别处", state="paper", area_code="330212012")
    sheet = as_("street").post("/notices/print/").content.decode()
    assert sheet.count("<article") == 3 and "别处" not in sheet
    answer = as_("street").post("/notices/print/", follow=True)
    assert "没有待打印的通知" in answer.content.decode()
    assert OutboxMessage.objects.filter(state="paper").count() == 1


def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(as_, gateway):
    answer = as_("street").post("/notices/new/", {"kind": "sms", "recipient": PHONE, **WORDS, "text": "点 t.cn/abc"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "短信里不能有网址" in page and "点 t.cn/abc" in page


def test_the_system_administrator_sees_that_it_went_and_not_what_it_said(people, as_, api_, gateway):
    message = send(people)
    client = as_("sysadmin")
    for path in ("/notices/", f"/notices/{message.pk}/"):
        page = client.get(path).content.decode()
        assert f"通知 {message.pk}" in page and "138****1234" in page and "待发送" in page
        assert "停水" not in page and PHONE not in page
    row = api_("sysadmin").get("/api/v1/notices/").json()["results"][0]
    assert row["state"] == "waiting" and "subject" not in row
    assert client.post(f"/notices/{message.pk}/print/").status_code == 403
    gateway.says = 400
    actions.send_due()
    assert client.post(f"/notices/{message.pk}/retry/", {"note": "网关修好了"}).status_code == 302


def test_a_sender_finds_their_own(people, as_):
    OutboxMessageFactory(by=people["street"], subject="我写的")
    OutboxMessageFactory(by=people["district"], subject="区里写的")
    own = as_("street").get("/notices/?mine=true").context["object_list"]
    assert [notice.subject for notice in own] == ["我写的"]
    assert len(as_("street").get("/notices/").context["object_list"]) == 2


@pytest.mark.parametrize("count", [5, 50])
def test_the_list_costs_the_same_for_5_and_50(count, people, as_, django_assert_max_num_queries):
    for _ in range(count):
        OutboxMessageFactory(by=people["street"])
    client = as_("street")
    client.get("/notices/")
    with django_assert_max_num_queries(14):
        client.get("/notices/")


def test_the_api_writes_and_lists_without_recipients(people, api_):
    client = api_("street")
    sent = client.post("/api/v1/notices/", {"kind": "sms", "recipient": PHONE, **WORDS}, "application/json")
    assert sent.status_code == 201 and sent.json()["state"] == "paper"
    listed = client.get("/api/v1/notices/").content.decode()
    assert PHONE not in listed and "存水" not in listed and "停水通知" in listed
    assert api_("auditor").post("/api/v1/notices/", {}, "application/json").status_code == 403
