"""A resident says something without an account: a number and a date at once, nothing public, no flood, no machine."""

import re
import time

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client

from core.models import Attachment, Change
from resident_participation.cases import actions, say_views
from resident_participation.cases.models import Feedback
from resident_participation.cases.say_forms import SALT
from resident_participation.cases.saying import Neighbour
from resident_participation.cases.words import is_word_of
from tests.factories import CommunityFactory, FeedbackCategoryFactory, FeedbackFactory
from tests.uploads import picture, upload

SECRET = "五幢门口的路灯不亮，昨天摔了一跤"


@pytest.fixture
def home(people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    FeedbackCategoryFactory()
    return CommunityFactory(name="双桥新村")


def token(age=60, key="a1"):
    return signing.dumps([int(time.time()) - age, key], salt=SALT)


def send(client, home, **values):
    body = {"category": "consult", "text": SECRET, "token": token(), **values}
    return client.post(f"/c/{home.code}/say/", body)


def test_number_word_and_date_at_once_and_the_look_up_by_them(home, client):
    page = client.get(f"/c/{home.code}/say/").content.decode()
    assert "<script" not in page and "想问一件事" in page and "119" in page
    answer = send(client, home, phone=" 138 0000 5678 ", building="5幢", photos=[picture(), picture("PNG")])
    assert answer.status_code == 302 and answer["Location"] == f"/c/{home.code}/say/done/"
    case = Feedback.objects.get()
    assert (case.channel, case.state, case.logged_by, case.contact_phone) == ("web", "received", None, "13800005678")
    kept = client.get(answer["Location"])
    shown, word = kept.content.decode(), kept.context["word"]
    assert case.number in shown and is_word_of(case, word) and word in shown and "13800005678" not in shown
    assert f"{case.due_at:%Y}年" in shown and "no-store" in kept["Cache-Control"]
    found = Client().get(f"/case/?number={case.number}").content.decode()
    assert "已经登记，等待受理" in found and SECRET not in found and "13800005678" not in found
    assert Client().get(answer["Location"])["Location"] == f"/c/{home.code}/say/", "the receipt is its sender's"
    other = CommunityFactory()
    assert client.get(f"/c/{other.code}/say/done/")["Location"] == f"/c/{other.code}/say/"


def test_staff_find_it_in_the_inbox_as_one_that_came_by_the_page(home, client, as_):
    send(client, home, phone="13800005678", photos=[picture()])
    case = Feedback.objects.get()
    inbox = as_("street").get("/feedback/?channel=web").content.decode()
    assert case.number in inbox and "小区页面" in inbox
    page = as_("street").get(f"/feedback/{case.pk}/").content.decode()
    assert SECRET in page and "小区页面" in page and "13800005678" not in page
    assert "登记，居民自己填写" in page
    assert as_("street2").get(f"/feedback/{case.pk}/").status_code == 404
    log = Change.objects.get(act="feedback.log", target_id=str(case.pk))
    assert log.by_name == "居民（小区页面）" and log.by_id is None and "13800005678" not in str(log.after)
    assert as_("street").post(f"/feedback/{case.pk}/accept/").status_code == 302


def test_nothing_of_it_is_public_before_an_office_publishes_a_summary(home, client, people, api_):
    send(client, home, photos=[picture()])
    case = Feedback.objects.get()
    photo = case.files.get()
    assert not photo.is_public and client.get(f"/files/{photo.pk}/").status_code in (302, 403, 404)
    pages = [f"/c/{home.code}/", f"/c/{home.code}/plan/", "/api/v1/feedback/", "/open311/v2/requests.json"]
    assert all("摔了一跤" not in client.get(url).content.decode() for url in pages)
    actions.publish(case, by=people["street"], public_summary="门口路灯不亮")
    body = api_("visitor").get("/api/v1/feedback/").content.decode()
    assert "门口路灯不亮" in body and "摔了一跤" not in body


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": " "}, "请写下是什么事"),
        ({"category": ""}, "请选一类"),
        ({"category": "none"}, "请选一类"),
        ({"phone": "12345"}, "电话号码不对"),
        ({"building": "五" * 21}, "不超过"),
        ({"trap": "http://x"}, "有一格应当空着"),
        ({"token": "forged"}, "页面放得太久了"),
        ({"token": signing.dumps(["x"], salt=SALT)}, "页面放得太久了"),
        ({"token": signing.dumps([1, "a"], salt="other")}, "页面放得太久了"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_draft_stays(values, words, home, client):
    answer = send(client, home, **{"building": "5幢", **values})
    page = answer.content.decode()
    assert answer.status_code == 400 and words in page and not Feedback.objects.exists()
    assert "text" in values or SECRET in page
    assert "building" in values or 'value="5幢"' in page
    fresh = re.search(r'name="token" value="([^"]+)"', page)[1]
    signing.loads(fresh, salt=SALT)


def test_a_machine_is_too_quick_and_a_person_who_is_too_quick_tries_again(home, client):
    quick = token(age=0)
    page = send(client, home, token=quick)
    assert page.status_code == 400 and "提交得太快了" in page.content.decode()
    assert f'value="{quick}"' in page.content.decode(), "its time goes on"
    assert send(client, home).status_code == 302


@pytest.mark.parametrize(
    ("photos", "words"),
    [
        (lambda: [picture() for _ in range(4)], "最多 3 张照片"),
        (lambda: [upload("a.pdf", b"%PDF-1.4 x")], "照片"),
        (lambda: [upload("a.jpg", b"MZ not a photo")], "照片"),
        (lambda: [upload("a.jpg", b"\xff\xd8\xff broken")], "照片"),
    ],
)
def test_only_photos_and_no_more_than_three(photos, words, home, client):
    answer = send(client, home, photos=photos())
    assert answer.status_code in (400, 409) and words in answer.content.decode()
    assert SECRET in answer.content.decode() and "照片要重新选一次" in answer.content.decode()
    assert not Feedback.objects.exists() and not Attachment.objects.exists()


def test_sent_twice_it_is_one_case_with_one_receipt(home, client):
    send(client, home)
    first = client.get(f"/c/{home.code}/say/done/").context["word"]
    again = Client()
    send(again, home)
    assert again.get(f"/c/{home.code}/say/done/").context["word"] == first
    send(client, home, token=token(key="b2"))
    assert Feedback.objects.count() == 2


def test_one_address_cannot_flood_the_inbox(home, client, monkeypatch):
    monkeypatch.setattr(say_views.Sayings, "rate", "3/hour")
    answers = [send(client, home, token=token(key=str(n))).status_code for n in range(5)]
    assert answers == [302, 302, 302, 429, 429] and Feedback.objects.count() == 3
    page = send(client, home, token=token(key="9")).content.decode()
    assert "提交得太多了" in page and SECRET in page
    elsewhere = Client(REMOTE_ADDR="10.9.8.7")
    assert send(elsewhere, home, token=token(key="z")).status_code == 302
    assert send(client, home, text="", token=token(key="y")).status_code == 400, "a slip of the pen is not counted"


def test_the_form_is_for_its_own_new_cases_and_for_public_communities(home, client):
    who = Neighbour()
    assert not who.may("feedback.log", FeedbackFactory(channel="phone"))
    assert not who.may("feedback.reply", FeedbackFactory(channel="web", state="accepted"))
    assert not who.may("feedback.publish", FeedbackFactory(channel="web"))
    assert client.get("/c/9999999999999/say/").status_code == 404


def test_a_clerk_cannot_write_down_that_a_case_came_by_the_page(home, as_):
    body = {"community": home.code, "text": "路灯坏了", "channel": "web"}
    assert as_("street").post("/feedback/new/", body).status_code != 302
    assert not Feedback.objects.exists()
