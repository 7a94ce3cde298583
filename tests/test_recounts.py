"""Paper ballots are looked at again: who may ask, which ones, by whom, and what becomes of a count that was wrong."""

import hashlib
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.utils import timezone

from core import keyring
from core.errors import Refused
from core.ledger import verify
from core.waiting import todos
from projects.consents.models import ConsultationRecord
from resident_participation.ballots.household import Household
from resident_participation.models import Challenge, Correction, PaperBallot, Recheck, Recount, Round
from resident_participation.recounts import actions
from resident_participation.results import actions as results
from resident_participation.votes import drawing
from resident_participation.votes import recount as script
from tests import votes
from tests.factories import AppointmentFactory, AreaFactory

MEETING = {"number": "52818", "place": "居委会会议室"}


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    votes.ready()
    return people["street"]


def clerk(name):
    street = AreaFactory(code="330203006")
    return AppointmentFactory(user__username=name, user__display_name=name, role="street", area=street).user


@pytest.fixture
def staff(by):
    """Two who read the ballots, one who looks again, one who rules; `by` brought the slips."""
    return [clerk(name) for name in ("first", "second", "third", "fourth")]


def opened(by, households=6, **values):
    home = votes.home(AreaFactory(code="330203006"), households)
    return votes.opened(votes.drafted(home, by, **values), by)


@pytest.fixture
def round_(by, staff):
    """Declared, seven households on paper: five agree, two are against. Three quarters would be six."""
    running = opened(by, 7)
    seats = list(running.seats.all())
    words = ["agree"] * 5 + ["against"] * 2
    votes.papers(running, dict(zip(seats, words, strict=True)), receiver=by, readers=staff[:2])
    return votes.declared(running, by)


def day():
    return timezone.localdate()


def asked(round_, by, n=1):
    return actions.challenge(actions.seat_of(round_, n), by=by, reason="唱票时听到念错")


def drawn(round_, by, **values):
    asked(round_, by)
    return actions.draw(round_, by=by, drawn_on=day(), **MEETING | values)


def number_that_draws(round_, paper):
    """A number by which the sample has a paper in it: what no clerk can choose, a test may."""
    numbers = range(1, 8)
    seeds = ((n, actions.seed_of(round_.root, n)) for n in range(10000, 20000))
    return str(next(n for n, seed in seeds if paper in drawing.drawn(seed, numbers, 5)))


def said(round_, choice):
    return {item["id"]: choice for item in round_.package["items"]}


def check(one, by, choice=None):
    """Look at a paper again and read what it was counted as, or `choice`."""
    round_ = one.recount.round
    found = said(round_, choice) if choice else {int(k): v for k, v in actions.counted(one.paper).items()}
    return actions.check(one, by=by, choices=found)


def check_all(recount, by):
    while one := actions.to_check(recount, by).first():
        check(one, by)


# who may ask, and when


def test_it_is_asked_for_while_the_result_hangs_and_by_the_roll_alone(by, staff):
    running = opened(by)
    seats = list(running.seats.all())
    votes.papers(running, {seats[0]: "agree"}, receiver=by, readers=staff[:2])
    with pytest.raises(Refused, match="公布结果以后"):
        asked(running, by)
    done = votes.declared(running, by)
    with pytest.raises(Refused, match="名册里没有这个号"):
        asked(done, by, 99)
    assert asked(done, by).recorded_by == by
    with pytest.raises(Refused, match="已经申请过"):
        asked(done, by)
    Round.objects.update(result_to=day() - timedelta(days=1))
    done.refresh_from_db()
    with pytest.raises(Refused, match="已经结束"):
        asked(done, by, 2)
    assert Challenge.objects.count() == 1


def test_a_household_asks_by_its_slip_without_scripts(by, staff):
    running = opened(by)
    seats = list(running.seats.all())
    votes.papers(running, {seats[0]: "agree"}, receiver=by, readers=staff[:2])
    code = votes.code_of(seats[3], by)
    votes.declared(running, by)
    resident = Client()
    page = resident.get(f"/b/{code}").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    resident.post("/b/open/", {"token": token, "factor": "0003"})
    standing = resident.get("/b/vote/").content.decode()
    assert "/b/challenge/" in standing and "还没有投票" in standing
    assert "请写一句为什么" in resident.post("/b/challenge/", {"reason": ""}).content.decode()
    assert "已收到您的申请" in resident.post("/b/challenge/", {"reason": "票箱没有贴封条"}).content.decode()
    one = Challenge.objects.get()
    assert (one.seat, one.recorded_by, one.reason) == (seats[3], None, "票箱没有贴封条")
    assert "已经申请过" in resident.post("/b/challenge/", {"reason": "再来"}).content.decode()
    Round.objects.update(result_to=day() - timedelta(days=1), version=99)
    assert resident.get("/b/challenge/").status_code == 302 and resident.get("/b/vote/").status_code == 302


def test_a_household_asks_for_itself_only(round_):
    seats = list(round_.seats.all())
    with pytest.raises(PermissionDenied):
        actions.challenge(seats[0], by=Household(seats[1].pk), reason="x")


def test_a_round_without_paper_has_nothing_to_look_at_again(by):
    running = opened(by)
    votes.says(running, running.seats.first(), "agree")
    with pytest.raises(Refused, match="没有计入的纸质票"):
        asked(votes.declared(running, by), by)


# which ones


@pytest.mark.parametrize(("papers", "size"), [(1, 1), (4, 4), (5, 5), (6, 5), (50, 5), (51, 6), (60, 6), (301, 31)])
def test_a_tenth_at_least_five_all_if_fewer(papers, size):
    assert drawing.size_of(papers, Decimal("10.0000"), Decimal("5.0000")) == size


def test_anybody_draws_the_same_sample_from_root_and_number(round_, by):
    recount = drawn(round_, by)
    order = sorted(range(1, 8), key=lambda n: hashlib.sha256(f"{round_.root}:52818:{n}".encode()).hexdigest())
    assert set(recount.rechecks.values_list("paper__number", flat=True)) == set(order[:5])
    assert (recount.papers, recount.sample, recount.state) == (list(range(1, 8)), 5, "sample")
    others = {tuple(drawing.drawn(f"{round_.root}:{n}", range(1, 61), 6)) for n in range(1000, 1100)}
    assert len(others) > 90, "another number is another sample"


def test_only_ballots_that_count_are_drawn_from(by, staff):
    running = opened(by)
    seats = list(running.seats.all())
    votes.says(running, seats[0], "agree")  # the first counts: this household's paper is a duplicate
    votes.papers(running, dict.fromkeys(seats[:4], "against"), receiver=by, readers=staff[:2])
    assert drawn(votes.declared(running, by), by).papers == [2, 3, 4]


def test_a_draw_needs_somebody_who_asked_and_happens_once(round_, by):
    with pytest.raises(Refused, match="还没有住户申请"):
        actions.draw(round_, by=by, drawn_on=day(), **MEETING)
    asked(round_, by)
    for wrong in (day() - timedelta(days=1), day() + timedelta(days=1)):
        with pytest.raises(Refused) as no:
            actions.draw(round_, by=by, drawn_on=wrong, **MEETING)
        assert list(no.value.fields) == ["drawn_on"]
    actions.draw(round_, by=by, drawn_on=day(), **MEETING)
    with pytest.raises(Refused, match="只能抽取一次"):
        actions.draw(round_, by=by, drawn_on=day(), number="99999", place="别处")
    for change in ("number = '1'", "papers = '{1}'", "seed = 'x'"):
        with pytest.raises(IntegrityError, match="declared"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE resident_participation_recount SET {change}")


@pytest.mark.django_db(transaction=True)
def test_two_draws_at_once_are_one(round_, by):
    asked(round_, by)

    def draw(number):
        try:
            actions.draw(Round.objects.get(pk=round_.pk), by=by, drawn_on=day(), place="会议室", number=number)
            return "drawn"
        except (Refused, ValidationError):
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(draw, ("11111", "22222", "33333", "44444")))
    assert sorted(got) == ["drawn", "refused", "refused", "refused"]
    assert Recount.objects.count() == 1 and Recheck.objects.count() == 5


# by whom


def test_who_read_brought_or_ruled_does_not_look_again(round_, by, staff):
    recount = drawn(round_, by)
    one = recount.rechecks.first()
    for reader in staff[:2]:
        with pytest.raises(Refused, match="录入或裁定过"):
            check(one, reader)
        assert not actions.to_check(recount, reader).exists()
    with pytest.raises(Refused, match="您送的"):
        check(one, by)
    check(one, staff[2])
    with pytest.raises(Refused, match="已经复看过"):
        check(one, staff[3])


def test_the_page_of_a_second_look_does_not_say_what_was_counted(round_, by, staff):
    recount = drawn(round_, by)
    one = actions.to_check(recount, staff[2]).first()
    browser = Client()
    browser.force_login(staff[2], backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(f"/rechecks/{one.pk}/").content.decode()
    assert "/files/" in page and "checked" not in page and "计入的" not in page
    item = round_.package["items"][0]["id"]
    word = actions.counted(one.paper)[str(item)]
    answer = browser.post(f"/rechecks/{one.pk}/", {f"item_{item}": word})
    following = actions.to_check(recount, staff[2]).first()
    assert answer["Location"] == f"/rechecks/{following.pk}/" and following != one
    one.refresh_from_db()
    assert one.agrees is True and "agree" not in one.sealed


# what comes of it


def test_a_sample_that_agrees_ends_it_and_the_page_says_so(round_, by, staff, as_):
    recount = drawn(round_, by)
    assert [t.url for own in todos(by).values() for t in own if "复核" in t.title]
    with pytest.raises(Refused, match="还有 5 张没有复看"):
        actions.finish(recount, by=by)
    check_all(recount, staff[2])
    done = actions.finish(recount, by=by)
    assert (done.state, done.finished_on) == ("done", day()) and not Correction.objects.exists()
    page = as_("visitor").get(f"/v/{round_.pk}/").content.decode()
    for words in ("52818", "居委会会议室", f"{round_.root}:52818", "全部相符", "结果不变"):
        assert words in page
    told = as_("visitor").get(f"/api/v1/votes/{round_.pk}/result/").json()
    assert told["recount"]["mismatches"] == [] and told["recount"]["checked"] == 5 and "correction" not in told
    with pytest.raises(Refused, match="已经复核过"):
        asked(round_, by, 5)
    assert as_("visitor").get(f"/v/{round_.pk}/certificate/2/").status_code == 404


def mended(round_, by, staff, wrong=(6,)):
    """All papers are looked at again; those numbered `wrong`, counted as 不同意 by both clerks, in truth say 同意."""
    recount = drawn(round_, by, number=number_that_draws(round_, wrong[0]))
    while one := actions.to_check(recount, staff[2]).first():
        check(one, staff[2], "agree" if one.paper.number in wrong else None)
    for one in recount.rechecks.filter(agrees=False):
        actions.rule(one, by=staff[3], choices=said(round_, "agree"), reason="照片上勾的是同意")
    recount.refresh_from_db()
    return recount


def test_one_mistake_makes_all_be_read_and_a_second_certificate_names_the_first(round_, by, staff, as_, tmp_path):
    before = {"results": round_.results, "root": round_.root}
    recount = mended(round_, by, staff)
    assert (recount.state, recount.rechecks.count()) == ("full", 7)
    assert recount.rechecks.filter(sampled=True).count() == 5
    assert actions.finish(recount, by=by).state == "done"
    second = Correction.objects.get()
    round_.refresh_from_db()
    assert {"results": round_.results, "root": round_.root} == before and second.first_root == round_.root
    page = as_("visitor").get(f"/v/{round_.pk}/").content.decode()
    assert page.index("依法通过") < page.index("第一次公布的结果") < page.index("没有通过")
    assert second.root in page and round_.root in page and "不一致的：第 6 号" in page
    paper = as_("visitor").get(f"/v/{round_.pk}/certificate/2/").content.decode()
    assert f"根值 {round_.root}" in paper and "第一份证书仍予保留" in paper and "300.00" in paper
    assert "结果有更正" in as_("visitor").get(f"/v/{round_.pk}/certificate/").content.decode()
    assert "依法通过" in paper and as_("street").get("/votes/").content.decode().count("没有通过") == 0
    told = as_("visitor").get(f"/api/v1/votes/{round_.pk}/result/").json()
    assert told["root"] == told["correction"]["corrects"] == round_.root
    first, corrected = told["items"][0], told["correction"]["items"][0]
    assert (first["agree"]["heads"], first["passed"]) == (5, False)
    assert (corrected["agree"], corrected["passed"]) == ({"heads": 6, "area_cm2": 30000}, True)
    assert told["recount"]["mismatches"] == [6]
    for name, url in (("first", "bundle/"), ("second", "bundle/?result=2")):
        file = tmp_path / f"{name}.json"
        file.write_bytes(as_("visitor").get(f"/api/v1/votes/{round_.pk}/{url}").content)
        alone = [sys.executable, "-I", "-S", script.__file__, str(file)]
        ran = subprocess.run(alone, capture_output=True, text=True, check=False)
        assert ran.returncode == 0 and (round_.root if name == "first" else second.root) in ran.stdout, ran.stdout
        assert "王0" not in file.read_text()
    assert json.loads((tmp_path / "second.json").read_text())["about"]["corrects"] == round_.root
    assert not list(verify())


def test_neither_result_can_be_replaced_and_the_second_leaves_sealed_by_two_people(round_, by, staff, people, tmp_path):
    with pytest.raises(Refused, match="没有更正过"):
        results.ask(round_, by=by, reason="复核", which=2)
    actions.finish(mended(round_, by, staff), by=by)
    for statement in (
        "UPDATE resident_participation_round SET results = '{}'",
        "UPDATE resident_participation_round SET root = 'x'",
        "UPDATE resident_participation_correction SET results = '{}'",
        "DELETE FROM resident_participation_correction",
        "UPDATE resident_participation_recheck SET agrees = true WHERE agrees = false",
    ):
        with pytest.raises(IntegrityError, match="declared"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    text = results.take(results.ask(round_, by=by, reason="诉讼", which=2), by=people["district"])
    (tmp_path / "sealed.json").write_text(text)
    assert script.main(str(tmp_path / "sealed.json")) == 0
    assert json.loads(text)["root"] == Correction.objects.get().root


def test_a_second_look_that_was_itself_wrong_changes_nothing(round_, by, staff):
    recount = drawn(round_, by)
    one = actions.to_check(recount, staff[2]).first()
    counted = {int(k): v for k, v in actions.counted(one.paper).items()}
    check(one, staff[2], "abstain")
    check_all(recount, staff[2])
    with pytest.raises(Refused, match="1 张复看不一致，没有裁定"):
        actions.finish(recount, by=by)
    with pytest.raises(Refused, match="您复看的"):
        actions.rule(one, by=staff[2], choices=counted, reason="看错了")
    with pytest.raises(Refused, match="理由"):
        actions.rule(one, by=staff[3], choices=counted, reason=" ")
    actions.rule(one, by=staff[3], choices=counted, reason="复看的人看错了一格")
    with pytest.raises(Refused, match="才要裁定"):
        actions.rule(one, by=staff[3], choices=counted, reason="再来")
    recount.refresh_from_db()
    assert actions.finish(recount, by=by).state == "done" and not Correction.objects.exists()


def test_without_the_key_nothing_is_looked_at_again(round_, by, staff):
    recount = drawn(round_, by)
    one = recount.rechecks.first()
    keyring.destroy(round_.key_name)
    with pytest.raises(Refused, match="密钥已按期销毁"):
        actions.check(one, by=staff[2], choices=said(round_, "agree"))
    with pytest.raises(Refused, match="还有 5 张没有复看"):
        actions.finish(recount, by=by)


def test_without_the_key_no_sample_is_drawn(round_, by):
    asked(round_, by)
    keyring.destroy(round_.key_name)
    with pytest.raises(Refused, match="密钥已按期销毁"):
        actions.draw(round_, by=by, drawn_on=day(), **MEETING)


def test_the_photos_stay_as_they_are_once_the_round_is_over(round_):
    paper = PaperBallot.objects.first()
    assert "凭证" in paper.files_closed


def test_a_consultation_hands_the_corrected_numbers_to_the_gates(by, staff):
    running = opened(by, 7, kind="consultation", items=(("要不要改造", "entry", None),))
    seats = list(running.seats.all())
    votes.papers(running, dict.fromkeys(seats, "against"), receiver=by, readers=staff[:2])
    done = votes.declared(running, by)
    assert ConsultationRecord.objects.get().agreed == 0
    actions.finish(mended(done, by, staff, (2, 3)), by=by)
    record = ConsultationRecord.objects.get()
    assert (record.agreed, record.took_part, record.posted_from) == (2, 7, day()) and "复核后更正" in record.note


def test_programs_go_the_same_way(round_, by, staff, api_, people):
    district, json_ = api_("district"), {"content_type": "application/json"}
    ask = {"round": round_.pk, "number": 3, "reason": "请再看"}
    assert district.post("/api/v1/challenges/", ask, **json_).status_code == 201
    drew = district.post("/api/v1/recounts/", {"round": round_.pk, "drawn_on": day().isoformat(), **MEETING}, **json_)
    assert drew.status_code == 201 and drew.json()["papers"] == list(range(1, 8))
    bad = district.post(
        "/api/v1/recounts/", {"round": round_.pk, "drawn_on": day().isoformat(), "number": "a"}, **json_
    )
    assert bad.status_code == 400 and {"number", "place"} <= set(bad.json()["fields"])
    for one in list(Recheck.objects.all()):
        words = {"choices": actions.counted(one.paper)}
        assert district.post(f"/api/v1/rechecks/{one.pk}/check/", words, **json_).json()["agrees"] is True
    wrong = district.post(f"/api/v1/rechecks/{one.pk}/check/", {"choices": ["agree"]}, **json_)
    assert wrong.status_code == 400 and "choices" in wrong.json()["fields"]
    done = district.post(f"/api/v1/recounts/{drew.json()['id']}/finish/", **json_)
    assert done.json()["state"] == "done"
    assert "sealed" not in district.get("/api/v1/rechecks/").content.decode()
