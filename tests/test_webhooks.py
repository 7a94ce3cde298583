"""接口推送: what is told, signed, in order, at least once, to whoever misbehaves how; and what is never told."""

import socket
import threading
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from django.db import connection, transaction
from django.utils import timezone
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from core import outgoing, waiting
from core.errors import Refused
from core.models import Change, WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookEvent
from core.records import compare
from core.webhooks import actions, kinds
from core.webhooks.events import emit
from projects.stages import actions as stages
from resident_participation.cases import actions as feedback
from resident_participation.cases import answering
from tests import receivers
from tests.factories import AreaFactory, CommunityFactory, FeedbackCategoryFactory, ProjectFactory
from tests.factories_gates import WebhookAttemptFactory, WebhookDeliveryFactory, WebhookEndpointFactory
from tests.factories_works import waive

SAYS = {"events": ["feedback.logged", "feedback.closed", "project.stage_changed", "report.issued", "round.declared"]}


@pytest.fixture
def receiver(settings):
    settings.WEBHOOK_ALLOWED_HOSTS = ["127.0.0.1"]
    with receivers.receiving() as one:
        yield one


@pytest.fixture
def endpoint(receiver, db):
    return WebhookEndpointFactory(url=receiver.url, **SAYS)


@pytest.fixture
def home(db):
    FeedbackCategoryFactory(code="consult")
    return CommunityFactory(area=AreaFactory(code="330203006"), name="安丰小区")


def log(people, home, text="楼道灯不亮"):
    return feedback.log(home, text, by=people["street"], contact_name="王小明", contact_phone="13800001234")


def told(receiver):
    return [(orjson.loads(body)["type"], orjson.loads(body)["data"]) for body in receiver.bodies()]


def due_again():
    WebhookDelivery.objects.update(next_at=timezone.now())


def test_a_case_is_told_in_summary_and_nothing_of_its_resident(people, home, endpoint, receiver):
    case = log(people, home, text="5幢2单元301室王小明家漏水")
    answering.reply(case, by=people["street"], text="已修好，请王先生验收")
    case.refresh_from_db()
    answering.call_back(case, by=people["street"], outcome="solved", satisfied=True)
    assert actions.deliver(endpoint.pk) == 2
    (kind, logged), (_, closed) = told(receiver)
    assert kind == "feedback.logged" and logged == {
        "number": case.number,
        "community": home.code,
        "area": "330203006",
        "category": "consult",
        "severity": "emerging",
        "channel": "window",
        "received_at": logged["received_at"],
        "due_at": logged["due_at"],
    }
    assert closed["on_time"] is True and closed["number"] == case.number
    sent = b"".join(receiver.bodies()).decode()
    for secret in ("王", "13800001234", "漏水", "301", "修好"):
        assert secret not in sent


def test_any_receiver_verifies_it_with_the_standard_s_own_library(people, home, endpoint, receiver):
    log(people, home)
    actions.deliver(endpoint.pk)
    ((_, headers, body),) = receiver.got
    assert Webhook(endpoint.secret).verify(body, headers)["type"] == "feedback.logged"
    for secret, content in (("whsec_" + "QUFB" * 11, body), (endpoint.secret, body.replace(b"feedback", b"feedbock"))):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(content, headers)


def test_the_ten_lines_of_the_docs_verify_it_too(people, home, endpoint, receiver):
    page = (Path(__file__).parent.parent / "docs/dev/webhooks.md").read_text(encoding="utf-8")
    code, names = page.split("```python")[1].split("```")[0], {}
    exec(code, names)
    log(people, home)
    actions.deliver(endpoint.pk)
    ((_, headers, body),) = receiver.got
    assert names["verified"](endpoint.secret, headers, body)["type"] == "feedback.logged"
    with pytest.raises(ValueError, match="not ours"):
        names["verified"](endpoint.secret, headers, body + b" ")


def test_a_project_s_step_is_told_with_both_stages(people, endpoint, receiver):
    project = waive(ProjectFactory(area=AreaFactory(code="330203006"), name="安丰改造"))
    stages.prepare(project, by=people["city"])
    actions.deliver(endpoint.pk)
    ((kind, data),) = told(receiver)
    assert kind == "project.stage_changed"
    assert data == {"project": project.pk, "name": "安丰改造", "area": "330203006", "before": "planned",
                    "after": "preliminary"}  # fmt: skip


def test_an_act_that_is_rolled_back_was_never_told(people, home, endpoint):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        log(people, home)
        raise ZeroDivisionError
    assert not WebhookEvent.objects.exists() and not WebhookDelivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_a_mistake():
    with pytest.raises(transaction.TransactionManagementError):
        emit("webhook.test", message="x")


def test_only_the_fields_of_a_kind_are_told(db):
    with pytest.raises(ValueError, match="contact_phone"):
        emit("webhook.test", message="x", contact_phone="13800001234")
    with pytest.raises(ValueError, match="is no summary"):
        emit("webhook.test", message={"phone": "13800001234"})


def test_a_phone_in_a_title_is_hidden(endpoint, receiver, monkeypatch):
    monkeypatch.setitem(kinds.EVENTS, "x.y", kinds.EventKind("x.y", "试", {"title": "标题"}))
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(events=["x.y"])
    emit("x.y", title="加梯表决，问13800001234")
    actions.deliver(endpoint.pk)
    assert told(receiver) == [("x.y", {"title": "加梯表决，问〔电话号码〕"})]


def test_every_kind_of_event_names_only_what_is_no_person_s(db):
    personal = {"contact", "phone", "contact_name", "contact_phone", "text", "reply", "owner", "owner_name", "address"}
    assert set(SAYS["events"]) < kinds.EVENTS.keys()
    for kind in kinds.EVENTS.values():
        assert not personal & kind.fields.keys()


def test_whoever_does_not_ask_is_told_nothing(people, home, receiver, django_assert_num_queries):
    WebhookEndpointFactory(url=receiver.url, events=["report.issued"])
    WebhookEndpointFactory(url=receiver.url, state="off", **SAYS)
    with django_assert_num_queries(1):
        emit("webhook.test", message="x")
    log(people, home)
    assert not WebhookEvent.objects.exists()


def test_what_fails_is_tried_again_later_and_later_and_nothing_overtakes(people, home, endpoint, receiver):
    first, second = log(people, home), log(people, home)
    receiver.says, pauses = 500, []
    for _ in range(3):
        before = timezone.now()
        assert actions.deliver(endpoint.pk) == 0
        pauses.append(round((WebhookDelivery.objects.earliest("pk").next_at - before).total_seconds()))
        assert actions.deliver(endpoint.pk) == 0 and actions.ring_all() == 1, "the second waits behind the first"
        due_again()
    assert pauses == [30, 60, 120]
    assert len(set(receiver.ids())) == 1, "the same number, so that the receiver can tell"
    receiver.says = 200
    assert actions.deliver(endpoint.pk) == 2
    assert [data["number"] for _, data in told(receiver)][-2:] == [first.number, second.number]
    assert not WebhookDelivery.objects.waiting().exists()


def test_after_eight_failures_it_is_paused_and_the_administrators_are_asked(people, home, receiver, as_):
    endpoint = actions.save_endpoint(by=people["city"], name="四个平台", url=receiver.url, **SAYS)
    receiver.says = 500
    log(people, home)
    for _ in range(actions.MOST_FAILURES):
        actions.deliver(endpoint.pk)
        due_again()
    endpoint.refresh_from_db()
    assert (endpoint.state, len(receiver.got)) == ("paused", 8)
    assert "连续 8 次没有送达，最后一次：状态码 500" in Change.objects.filter(act="webhook.pause").get().note
    for name in ("city", "sysadmin"):
        assert "接口推送已暂停" in [source.title for source in waiting.todos(people[name])]
    assert "接口推送已暂停" not in [source.title for source in waiting.todos(people["district"])]
    log(people, home)
    assert actions.deliver(endpoint.pk) == 0 and len(receiver.got) == 8, "it is left alone"
    receiver.says = 200
    as_("sysadmin").post(f"/webhooks/{endpoint.pk}/resume/", {"note": "对方修好了"})
    assert actions.deliver(endpoint.pk) == 2, "nothing was lost"
    assert list(compare(WebhookEndpoint, [str(endpoint.pk)])) == []


def test_an_address_that_is_gone_is_paused_at_once(people, home, endpoint, receiver):
    receiver.says = 410
    log(people, home)
    actions.deliver(endpoint.pk)
    endpoint.refresh_from_db()
    assert endpoint.state == "paused"


@pytest.mark.parametrize(
    ("way", "status", "words"),
    [
        (receivers.hang, None, "秒内没有回答"),
        (receivers.trickle, None, "秒内没有回答"),
        (receivers.redirect, 302, "没有跟过去"),
        (receivers.drop, None, "连不上对方"),
        (receivers.flood, 500, ""),
    ],
)
def test_a_receiver_that_misbehaves_loses_nothing(people, home, endpoint, receiver, monkeypatch, way, status, words):
    monkeypatch.setattr(outgoing, "SECONDS", 0.6)
    receiver.says = way
    log(people, home)
    assert actions.deliver(endpoint.pk) == 0 and len(receiver.got) == 1
    tried = WebhookAttempt.objects.get()
    assert tried.status == status and words in tried.error and len(tried.response) <= actions.SHOWN
    assert tried.delivery.state == "waiting" and tried.delivery.attempts == 1


def test_an_endpoint_that_points_inside_is_never_asked(people, home, endpoint, receiver, settings):
    settings.WEBHOOK_ALLOWED_HOSTS = []
    log(people, home)
    assert actions.deliver(endpoint.pk) == 0
    assert receiver.got == [] and "内部网络" in WebhookAttempt.objects.get().error


def test_a_name_that_begins_to_point_inside_is_not_followed(people, home, receiver, settings, monkeypatch):
    """It was outside when it was entered; before each delivery it is judged anew, and the judged address is used."""
    settings.WEBHOOK_ALLOWED_HOSTS = []
    where = ["223.5.5.5"]

    def look_up(host, port, *args, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (where[0], port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    values = {"name": "外部", "url": f"http://hook.example:{receiver.port}/", "events": ["feedback.logged"]}
    endpoint = actions.save_endpoint(by=people["city"], **values)
    where[0] = "127.0.0.1"
    log(people, home)
    assert actions.deliver(endpoint.pk) == 0 and receiver.got == []
    assert "内部网络" in WebhookAttempt.objects.get().error


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_after_sending_sends_again_under_the_same_number(
    people, home, endpoint, receiver, monkeypatch
):
    log(people, home)

    def die(**kwargs):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(WebhookAttempt.objects, "create", die)
        with pytest.raises(MemoryError):
            actions.deliver(endpoint.pk)
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("waiting", 0)
    assert actions.deliver(endpoint.pk) == 1
    assert len(receiver.got) == 2 and len(set(receiver.ids())) == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_keep_the_order_and_send_each_once(people, home, endpoint, receiver):
    numbers = [log(people, home).number for _ in range(12)]

    def work():
        for _ in range(20):
            actions.deliver(endpoint.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    actions.deliver(endpoint.pk)
    assert [data["number"] for _, data in told(receiver)] == numbers


def test_a_replay_goes_to_the_end_under_the_old_number(people, home, endpoint, receiver, as_):
    log(people, home)
    actions.deliver(endpoint.pk)
    old = WebhookDelivery.objects.get()
    client = as_("city")
    assert client.post(f"/webhooks/deliveries/{old.pk}/replay/").status_code == 302
    assert actions.deliver(endpoint.pk) == 1
    assert len(receiver.got) == 2 and len(set(receiver.ids())) == 1 and len(set(receiver.bodies())) == 1
    new = WebhookDelivery.objects.latest("pk")
    assert (new.kind, new.by_name, new.state) == ("replay", "city", "done")


def test_what_waits_is_not_replayed_and_what_arrived_is_not_skipped(people, home, endpoint, receiver):
    log(people, home)
    delivery = WebhookDelivery.objects.select_related("endpoint").get()
    with pytest.raises(Refused, match="会自动再推"):
        actions.replay(delivery, by=people["city"])
    actions.deliver(endpoint.pk)
    with pytest.raises(Refused, match="不用跳过"):
        actions.skip(delivery, by=people["city"])


def test_what_the_receiver_will_never_take_is_skipped_and_the_next_goes(people, home, endpoint, receiver, as_):
    receiver.says = [400, 200]
    log(people, home), log(people, home)
    actions.deliver(endpoint.pk)
    first = WebhookDelivery.objects.earliest("pk")
    as_("sysadmin").post(f"/webhooks/deliveries/{first.pk}/skip/")
    first.refresh_from_db()
    assert (first.state, actions.deliver(endpoint.pk)) == ("skipped", 1)


def test_a_test_message_is_signed_and_tried_once_whatever_waits(people, home, endpoint, receiver, as_):
    receiver.says = 500
    log(people, home)
    actions.deliver(endpoint.pk)
    for says, words in ((503, "测试消息没有送达"), (200, "测试消息已送达")):
        receiver.says = says
        page = as_("city").post(f"/webhooks/{endpoint.pk}/test/", follow=True).content.decode()
        assert words in page and "hello" in page, "what the receiver said is shown"
    _, headers, body = receiver.got[-1]
    assert Webhook(endpoint.secret).verify(body, headers)["type"] == "webhook.test"
    assert WebhookDelivery.objects.waiting().count() == 1


def test_a_secret_is_shown_once_and_a_new_one_signs_from_then_on(people, home, receiver, as_, api_):
    client = as_("city")
    form = {"name": "四个平台", "url": receiver.url, "events": ["feedback.logged"]}
    page = client.post("/webhooks/new/", form)
    made = WebhookEndpoint.objects.get()
    assert made.secret in page.content.decode() and page["Cache-Control"] == "no-store"
    history = client.get(f"/webhooks/{made.pk}/").content.decode()
    assert "<b>意见登记</b>" in history and "feedback.logged" not in history, "the log reads in words"
    assert made.secret.startswith("whsec_") and len(made.secret) == 50
    for path in (f"/webhooks/{made.pk}/", f"/webhooks/{made.pk}/edit/", "/webhooks/", "/api/v1/webhooks/"):
        assert made.secret not in client.get(path).content.decode()
    assert made.secret not in str(list(Change.objects.values()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM core_webhookendpoint")
        assert made.secret not in cursor.fetchone()[0], "encrypted at rest"
    new = api_("sysadmin").post(f"/api/v1/webhooks/{made.pk}/rotate/").json()["secret"]
    assert new != made.secret
    log(people, home)
    actions.deliver(made.pk)
    ((_, headers, body),) = receiver.got
    assert Webhook(new).verify(body, headers)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"url": "http://10.0.0.1/"}, "url"),
        ({"url": "ftp://a.example/"}, "url"),
        ({"events": []}, "events"),
        ({"events": ["webhook.test"]}, "events"),
        ({"name": ""}, "name"),
    ],
)
def test_an_endpoint_that_cannot_be_is_refused_at_its_field(values, field, people, receiver, as_, api_):
    form = {"name": "四个平台", "url": receiver.url, "events": ["feedback.logged"]} | values
    answer = as_("city").post("/webhooks/new/", form)
    assert answer.context["form"].errors[field] and answer.status_code in (200, 409)
    answer = api_("city").post("/api/v1/webhooks/", form, "application/json")
    assert answer.status_code in (400, 409) and field in answer.json()["fields"]
    assert not WebhookEndpoint.objects.exists()


def test_the_system_administrator_sees_that_it_went_and_not_what_it_told(people, home, endpoint, receiver, as_):
    case = log(people, home)
    actions.deliver(endpoint.pk)
    path = WebhookDelivery.objects.get().get_absolute_url()
    assert case.number in as_("city").get(path).content.decode()
    page = as_("sysadmin").get(path).content.decode()
    assert case.number not in page and "已送达" in page and "hello" in page


@pytest.mark.parametrize("count", [5, 50])
@pytest.mark.parametrize("path", ["/webhooks/", "/webhooks/deliveries/", "/api/v1/webhook-deliveries/"])
def test_lists_cost_the_same_for_5_and_50(path, count, as_, django_assert_max_num_queries):
    for _ in range(count):
        WebhookAttemptFactory(delivery=WebhookDeliveryFactory())
    client = as_("city")
    client.get(path)
    with django_assert_max_num_queries(14):
        assert client.get(path).status_code == 200


def test_an_endpoint_s_page_tells_how_far_it_is(people, home, endpoint, receiver, as_):
    receiver.says = [200, 500]
    log(people, home), log(people, home)
    actions.deliver(endpoint.pk)
    page = as_("city").get(f"/webhooks/{endpoint.pk}/").content.decode()
    assert "等待再推" in page and "已送达" in page and "500" in page
    row = as_("city").get("/api/v1/webhooks/").json()["results"][0]
    assert row["waiting"] == 1 and row["last_ok"] and "secret" not in row
    assert row["name"] == endpoint.name


def test_the_oldest_day_that_waits_is_kept(endpoint):
    """A year later the row still waits: there is no time-out but an administrator."""
    old = timezone.now() - timedelta(days=365)
    WebhookDeliveryFactory(endpoint=endpoint, created_at=old, next_at=old)
    assert actions.deliver(endpoint.pk) == 1
