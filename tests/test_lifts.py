"""Twelve stair units of one community decide about their lifts side by side, each for itself, through the pages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.errors import Refused
from core.models import Attachment
from resident_participation.lifts import actions as lifts
from resident_participation.models import Objection, RollRow, Round
from resident_participation.objections import actions as objections
from resident_participation.votes import actions, closing
from resident_participation.votes.figures import result
from tests import votes
from tests.factories import AreaFactory
from tests.uploads import pdf

FORM = {"title": "加装电梯", "text": "费用按楼层分摊，一层不出钱\n位置在北侧", "phone": "0574-87654321"}


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    votes.ready()
    return people["street"]


@pytest.fixture
def area(by):
    return AreaFactory(code="330203006")


def units_of(home):
    return [f"{building}幢 {unit}单元" for building in range(1, home.buildings + 1) for unit in (1, 2)]


def ballot(code, seat, choice):
    """What a household's phone sends, page by page, without scripts; the first question's page."""
    phone = Client()
    token = re.search(r'name="token" value="([^"]+)"', phone.get(f"/b/{code}").content.decode())[1]
    number = RollRow.objects.get(building=seat.building, unit=seat.unit, room=seat.room).owner_phone[-4:]
    assert phone.post("/b/open/", {"token": token, "factor": number}).status_code == 302
    question = phone.get("/b/vote/").content.decode()
    phone.post("/b/vote/?n=1&again", {"choice": choice})
    assert "投好了，已计入" in phone.post("/b/check/", {"go": "1"}, follow=True).content.decode()
    return question


def test_twelve_units_from_one_form_to_twelve_results(area, by, as_):
    home = votes.home(area, 72, buildings=6)
    desk, units = as_("street"), units_of(home)
    page = desk.get(f"/communities/{home.pk}/lift-consents/draft/").content.decode()
    assert all(f"{unit}（6 户）" in page for unit in units)
    share = SimpleUploadedFile("分摊表.pdf", pdf().read())
    sent = desk.post(f"/communities/{home.pk}/lift-consents/draft/", FORM | {"units": units, "document": share})
    assert sent["Location"] == f"/communities/{home.pk}/lift-consents/"
    rounds = list(Round.objects.order_by("building", "unit"))
    assert [f"{r.building} {r.unit}" for r in rounds] == units and Attachment.objects.count() == 12
    assert {(r.items.get().title, r.items.get().rule.code, r.items.get().matter) for r in rounds} == {
        ("加装电梯", "lift", 7)
    }
    running = [votes.opened(r, by) for r in rounds]
    assert Round.objects.filter(status="voting").count() == 12, "all run at once"
    for n, round_ in enumerate(running):
        for m, seat in enumerate(round_.seats.all()):
            choice = "agree" if m < (5 if n % 2 else 4) else "against"
            if m == n % 6:
                assert "这次只有 6 户，公布总数以后，邻居可能猜得出您的意见" in ballot(
                    votes.code_of(seat, by), seat, choice
                )
            else:
                votes.says(round_, seat, choice)
    public = as_("visitor").get(f"/v/lifts/{home.code}/").content.decode()
    assert public.count("表决中") == 12 and public.count("6 人") == 24 and "依法通过" not in public
    for round_ in running:
        closing.declare(actions.close(votes.back(round_, 30), by=by), by=by)
    for client, path in ((as_("visitor"), f"/v/lifts/{home.code}/"), (desk, f"/communities/{home.pk}/lift-consents/")):
        page = client.get(path).content.decode()
        assert (page.count("依法通过"), page.count("没有通过")) == (6, 6), path
    found = [result(Round.objects.get(pk=r.pk)) for r in running]
    assert [one["passed"] for one in found] == [False, True] * 6
    assert all(one["roll"] == {"heads": 6, "area_cm2": 30000} for one in found)
    assert len({one["root"] for one in found}) == 12


def test_all_drafts_or_none(area, by):
    home = votes.home(area, 24)
    with pytest.raises(Refused) as no:
        lifts.draft_units(home, by=by, units=["1幢 1单元", "9幢 1单元"], **FORM)
    assert list(no.value.fields) == ["units"] and not Round.objects.exists()
    lifts.draft_units(home, by=by, units=["1幢 2单元"], **FORM)
    with pytest.raises(Refused, match="1幢 2单元还有一轮没有结束"):
        lifts.draft_units(home, by=by, units=["1幢 1单元", "1幢 2单元"], **FORM)
    assert Round.objects.count() == 1
    bad = SimpleUploadedFile("分摊表.pdf", b"no pdf")
    with pytest.raises(Refused):
        lifts.draft_units(home, by=by, units=["1幢 1单元", "2幢 1单元"], document=bad, **FORM)
    assert Round.objects.count() == 1


def test_a_program_drafts_the_same(area, by, api_):
    home = votes.home(area, 24)
    sent = FORM | {"community": home.pk, "units": ["1幢 1单元", "2幢 2单元"]}
    answer = api_("street").post("/api/v1/lift-consents/", sent, content_type="application/json")
    assert answer.status_code == 201 and len(answer.json()["rounds"]) == 2
    listed = api_("street").get(f"/api/v1/lift-consents/?community={home.pk}").json()
    assert listed["count"] == 2 and {row["unit"] for row in listed["results"]} == {"1单元", "2单元"}
    assert Client().get("/api/v1/lift-consents/").json()["count"] == 0, "drafts are nobody's business"


def test_a_unit_of_four_does_not_tell_who_has_voted_before_the_result(area, by, as_):
    home = votes.home(area, 4)
    (round_,) = lifts.draft_units(home, by=by, units=["1幢 1单元"], **FORM)
    round_ = votes.opened(round_, by)
    votes.says(round_, round_.seats.first(), "agree")
    for path in (f"/v/lifts/{home.code}/", f"/v/{round_.pk}/", f"/votes/{round_.pk}/"):
        page = as_("street").get(path).content.decode()
        assert "户数少" in page and "1 人" not in page and "50.00 ㎡" not in page, path
    told = as_("visitor").get(f"/api/v1/votes/{round_.pk}/result/").json()
    assert told["participating"] == {"heads": None, "area_cm2": None}
    votes.declared(round_, by)
    assert as_("visitor").get(f"/api/v1/votes/{round_.pk}/result/").json()["participating"]["heads"] == 1


def test_progress_of_a_small_building_is_told_with_another_one(area, by, as_):
    round_ = votes.opened(votes.drafted(votes.home(area, 27), by), by)
    page = as_("visitor").get(f"/v/{round_.pk}/").content.decode()
    table = page[page.index("参加了多少") :]
    assert "3幢" not in table and "其他" in table and ">15<" in table


def test_the_side_by_side_page_costs_the_same_for_many_units(area, by, as_):
    home = votes.home(area, 72, buildings=6)
    units = units_of(home)

    def cost():
        with CaptureQueriesContext(connection) as found:
            as_("city").get(f"/communities/{home.pk}/lift-consents/")
        return len(found)

    lifts.draft_units(home, by=by, units=units[:2], **FORM)
    cost()
    few = cost()
    lifts.draft_units(home, by=by, units=units[2:], **FORM)
    assert cost() == few


# objections


def test_objections_are_answered_and_residents_see_floors_not_rooms(area, by, as_):
    home = votes.home(area, 6)
    (round_,) = lifts.draft_units(home, by=by, units=["1幢 1单元"], **FORM)
    today = timezone.localdate()
    with pytest.raises(Refused, match="公示以后"):
        objections.file(round_, by=by, number=1, text="挡光", filed_on=today)
    round_ = votes.opened(round_, by)
    with pytest.raises(Refused, match="没有这个号"):
        objections.file(round_, by=by, number=99, text="挡光", filed_on=today)
    with pytest.raises(Refused, match="提出日期"):
        objections.file(round_, by=by, number=1, text="挡光", filed_on=today.replace(year=today.year + 1))
    for number in (1, 2, 5):
        objections.file(round_, by=by, number=number, text="挡住我家采光", filed_on=today)
    answer = as_("street").post(f"/objections/{Objection.objects.first().pk}/reply/", {"reply": "井道外移一米"})
    assert answer.status_code == 302
    page = as_("visitor").get(f"/v/{round_.pk}/").content.decode()
    assert "1–2 层住户 2 户，3–4 层住户 1 户提出异议，还有 2 件待答复" in page and "井道外移一米" in page
    assert "101室" not in page and "挡住我家采光" not in page
    assert "3 件，已答复 1 件" in as_("visitor").get(f"/v/lifts/{home.code}/").content.decode()
    with pytest.raises(Refused, match="已答复"):
        objections.reply(Objection.objects.get(state="answered"), by=by, reply="改口")
    done = votes.declared(round_, by)
    Round.objects.update(result_to=today.replace(year=today.year - 1))
    done.refresh_from_db()
    with pytest.raises(Refused, match="已经结束"):
        objections.file(done, by=by, number=3, text="迟了", filed_on=today)
