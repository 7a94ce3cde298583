"""The household's way with its slip: code, second factor, one question a page, look over, receipt. No scripts."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from core.errors import Refused
from resident_participation.models import Ballot, Dispute, SlipBatch
from resident_participation.slips import actions as slips
from resident_participation.slips import codes
from resident_participation.votes import actions, closing
from tests import votes
from tests.factories import AreaFactory, UserFactory

TWO = (("把原锅炉房改成社区食堂", "special", 8), ("动用维修资金修屋面", "ordinary", 5))


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    cache.clear()
    votes.ready()
    return people["street"]


@pytest.fixture
def round_(by):
    home = votes.home(AreaFactory(code="330203006"), 12)
    return votes.opened(votes.drafted(home, by, items=TWO), by)


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page.content.decode())[1]


def enter(code, factor, client=None):
    client = client or Client()
    page = client.get(f"/b/{code}")
    answer = client.post("/b/open/", {"token": hidden(page, "token"), "factor": factor}, follow=True)
    return client, answer


def test_a_household_votes_with_its_slip_and_nobody_sees_what(round_, by, as_, api_):
    seat = round_.seats.first()
    code = votes.code_of(seat, by)
    client, page = enter(code, "0000")
    assert "第 1 项，共 2 项" in page.content.decode() and str(seat) in page.content.decode()
    page = client.post("/b/vote/?n=1", {})
    assert "请先选一个" in page.content.decode()
    client.post("/b/vote/?n=1", {"choice": "against"})
    page = client.post("/b/vote/?n=2", {"choice": "agree"}, follow=True)
    assert "不同意" in page.content.decode() and "请核对" in page.content.decode()
    page = client.post("/b/check/", follow=True).content.decode()
    receipt = re.search(r'class="receipt">([^<]+)<', page)[1]
    assert "投好了，已计入" in page and client.get("/b/done/").content.decode() == page  # loaded again
    assert Ballot.objects.count() == 1
    found = Client().post("/b/receipt/", {"number": receipt.lower()}).content.decode()
    assert "已计入" in found and "网上" in found and "不同意" not in found
    assert "没有这个回执号" in Client().post("/b/receipt/", {"number": receipt[:-1] + "2"}).content.decode()
    # the same slip again: it stands, nothing is asked, the family may say that it was not theirs
    client, page = enter(code, "王0000"[-2:])
    assert "已计入" in page.content.decode() and "不同意" not in page.content.decode()
    page = client.post("/b/dispute/", {"text": "没有投过"}).content.decode()
    assert "正在核实" in page and Dispute.objects.get().ballot.seat == seat
    # nobody, with whatever token, gets a choice before the result
    sealed = Ballot.objects.get().sealed
    for name in ("city", "district", "street", "auditor"):
        for path in ("", "slips/", "canvass/", "papers/", "disputes/", "audit/", "history/"):
            text = as_(name).get(f"/votes/{round_.pk}/{path}").content.decode()
            assert "against" not in text and sealed not in text, (name, path)
        told = api_(name).get(f"/api/v1/votes/{round_.pk}/result/").json()
        assert not {"agree", "against", "abstain", "invalid", "passed", "tests", "root"} & set(told)
        assert api_(name).get(f"/api/v1/votes/{round_.pk}/bundle/").status_code == 404
    public = Client().get(f"/v/{round_.pk}/").content.decode()
    assert "凭投票单投票" in public and "王00" not in public and sealed not in public


def test_a_wrong_code_says_which_character_and_too_many_are_locked_out(round_, by):
    code = votes.code_of(round_.seats.first(), by)
    page = Client().post("/b/", {"code": code[:-1] + "0"}).content.decode()
    assert "第 16 位“0”不会出现在投票码里" in page
    swapped = code[1] + code[0] + code[2:] if code[0] != code[1] else code[:-1]
    assert "填错了" in Client().post("/b/", {"code": swapped}).content.decode() or code[0] == code[1]
    assert "没有这个投票码" in Client().post("/b/", {"code": codes.new_code()}).content.decode()
    assert "1幢" in Client().post("/b/", {"code": codes.shown(code).lower()}).content.decode()
    client = Client()
    token = hidden(client.get(f"/b/{code}"), "token")
    for _ in range(5):
        assert "对不上" in client.post("/b/open/", {"token": token, "factor": "9999"}).content.decode()
    assert "请过 10 分钟再来" in client.post("/b/open/", {"token": token, "factor": "0000"}).content.decode()


def test_a_reprint_kills_the_old_slip(round_, by):
    seat = round_.seats.first()
    old = votes.code_of(seat, by)
    new = votes.code_of(seat, by)
    assert "没有这个投票码" in Client().get(f"/b/{old}").content.decode()
    assert str(seat) in Client().get(f"/b/{new}").content.decode()


def test_a_clerks_tablet_is_marked(round_, by, as_):
    seat = round_.seats.first()
    client, page = enter(votes.code_of(seat, by), "0000", as_("street"))
    assert "现场协助" in page.content.decode()
    client.post("/b/vote/?n=1", {"choice": "agree"})
    client.post("/b/vote/?n=2", {"choice": "agree"})
    client.post("/b/check/")
    ballot = Ballot.objects.get()
    assert (ballot.channel, ballot.helped_by) == ("tablet", by)
    # nothing of the household stays on the tablet: its receipt is shown once
    assert client.get("/b/vote/").status_code == client.post("/b/check/").status_code == 302
    assert "投好了，已计入" in client.get("/b/done/").content.decode() and client.get("/b/done/").status_code == 302


def test_slips_are_printed_once_by_another_person_and_kept_nowhere(round_, by, people):
    batch, job = slips.ask(round_, by=by, site=votes.SITE)
    slips.make(batch, job.params["seats"], votes.SITE)
    batch.refresh_from_db()
    assert batch.count == 12 and batch.slips.filter(live=True).count() == 12
    with pytest.raises(Refused, match="两个人办"):
        slips.take(batch, by=by)
    html = slips.take(batch, by=people["district"])
    printed = re.findall(r'class="code">([^<]+)<', html)
    assert len(printed) == 12 and html.count("<svg") == 12
    assert all(batch.slips.filter(fingerprint=codes.fingerprint(codes.read(c), slips.salt())).exists() for c in printed)
    with pytest.raises(Refused, match="打印过"):
        slips.take(batch, by=people["city"])
    SlipBatch.objects.get().forget(act="slip.destroy")
    batch.refresh_from_db()
    assert not batch.sheet
    with pytest.raises(Refused, match="每一户都已经有投票单"):
        slips.ask(round_, by=by, site=votes.SITE)


def test_the_result_page_the_certificate_and_the_api_say_the_same(round_, by, api_, people):
    for n, seat in enumerate(round_.seats.all()[:9]):
        votes.says(round_, seat, "agree" if n < 7 else "against")
    done = closing.declare(actions.close(votes.back(round_, 30), by=by), by=by)
    told = Client().get(f"/api/v1/votes/{done.pk}/result/").json()
    assert told["agree"] == {"heads": 7, "area_cm2": 35000} and told["passed"] and len(told["items"]) == 2
    assert Client().get("/api/v1/votes/?status=closed").json()["count"] == 1
    page = Client().get(f"/v/{done.pk}/").content.decode()
    paper = Client().get(f"/v/{done.pk}/certificate/").content.decode()
    for text in (page, paper):
        assert "依法通过" in text and "350.00" in text and done.root in text and "王00" not in text
    bundle = Client().get(f"/api/v1/votes/{done.pk}/bundle/")
    assert bundle.json()["root"] == told["root"] == done.root
    assert UserFactory and api_("auditor").get(f"/api/v1/votes/{done.pk}/audit/").json() == []


def test_the_canvasser_sees_earlier_tries_at_the_door(round_, by, as_):
    seat = round_.seats.first()
    page = as_("street").get(f"/seats/{seat.pk}/deliver/").content.decode()
    assert "已送达" in page and "本人签收" in page
    assert (
        as_("street").post(f"/seats/{seat.pk}/deliver/", {"outcome": "delivered", "way": "posted"}).status_code == 409
    )
    board = as_("street").get(f"/votes/{round_.pk}/canvass/").content.decode()
    assert board.count('class="door ok"') == 12
