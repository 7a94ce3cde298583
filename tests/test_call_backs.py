"""Who is rung up about the slip is drawn by the worker, reproducibly, and its rate stands with the result."""

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import Refused
from resident_participation.models import CallBackDraw, Delivery
from resident_participation.slips import call_backs
from resident_participation.slips.tasks import draw_call_backs
from resident_participation.votes.tasks import rounds_by_clock
from tests import votes
from tests.factories import AreaFactory, DeliveryFactory


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    votes.ready()
    return people["street"]


@pytest.fixture
def round_(by):
    return votes.opened(votes.drafted(votes.home(AreaFactory(code="330203006"), 42), by), by)


def test_one_in_twenty_is_drawn_under_a_seed_that_draws_the_same_again(round_):
    assert draw_call_backs() == 1
    one = CallBackDraw.objects.get()
    assert (len(one.population), one.size) == (42, 3)  # 2.1, rounded up
    order = sorted(one.population, key=lambda key: hashlib.sha256(f"{one.seed}:{key}".encode()).hexdigest())
    assert set(one.deliveries.values_list("pk", flat=True)) == set(order[:3])
    with pytest.raises(IntegrityError, match="declared"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE resident_participation_callbackdraw SET seed = 'x'")


def test_what_was_drawn_from_is_not_drawn_from_again(round_, by):
    call_backs.draw(round_)
    assert call_backs.draw(round_) is None and draw_call_backs() == 0
    late = DeliveryFactory(seat=round_.seats.first(), by=by)
    DeliveryFactory(seat=round_.seats.last(), by=by, outcome="absent", proof="")
    assert call_backs.draw(round_).population == [late.pk]
    late.refresh_from_db()
    assert late.draw_id, "of a single delivery that one is drawn"


def test_a_round_declared_by_hand_is_drawn_from_while_its_result_hangs(round_, by):
    done = votes.declared(round_, by)
    assert draw_call_backs() == 1 and done.call_back_draws.get().size == 3


def test_nobody_chooses_whom_to_ring(round_, by, people, as_):
    call_backs.draw(round_)
    drawn, free = Delivery.objects.filter(draw__isnull=False), Delivery.objects.filter(draw=None).first()
    with pytest.raises(Refused, match="没有抽中"):
        call_backs.call_back(free, by=people["district"], true=True)
    with pytest.raises(Refused, match="不能给自己回访"):
        call_backs.call_back(drawn[0], by=by, true=True)
    page = as_("district").get(f"/votes/{round_.pk}/canvass/").content.decode()
    assert page.count("登记回访") == 3 and as_("street").get("/my-work/").content.decode().count("送达回访") == 0
    assert "送达回访" in as_("district").get("/my-work/").content.decode()
    call_backs.call_back(drawn[0], by=people["district"], true=True)
    with pytest.raises(Refused, match="已经回访过"):
        call_backs.call_back(drawn[0], by=people["district"], true=False)
    assert Delivery.objects.filter(called_back=True).count() == 1


def test_the_clock_draws_once_more_at_the_end_and_the_result_tells_the_rate(round_, people, as_):
    votes.back(round_, 30)
    rounds_by_clock()
    round_.refresh_from_db()
    assert round_.status == "closed" and CallBackDraw.objects.get().size == 3
    before = as_("visitor").get(f"/v/{round_.pk}/").content.decode()
    assert "随机抽 3 户，已回访 0 户，属实 0 户" in before
    for n, one in enumerate(Delivery.objects.filter(draw__isnull=False)):
        call_backs.call_back(one, by=people["district"], true=n > 0)
    page = as_("visitor").get(f"/v/{round_.pk}/").content.decode()
    assert "随机抽 3 户，已回访 3 户，属实 2 户" in page
    told = as_("visitor").get(f"/api/v1/votes/{round_.pk}/result/").json()["call_backs"]
    assert told == {"delivered": 42, "drawn": 3, "asked": 3, "true": 2}
    audit = as_("auditor").get(f"/api/v1/votes/{round_.pk}/audit/").json()
    assert "fake_delivery" in {one["kind"] for one in audit}
