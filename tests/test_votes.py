"""A round from its draft to its result: what the law asks for, each refusal, exact counts, secrecy until the end."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core import keyring
from core.errors import Refused
from core.ledger import verify
from core.records import verify as verify_records
from projects.consents import ratios
from resident_participation.ballots import actions as ballots
from resident_participation.ballots import casting
from resident_participation.models import Ballot, Dispute, Item, RollRow, Round
from resident_participation.paper import actions as paper
from resident_participation.rolls import actions as rolls
from resident_participation.votes import actions, closing, figures, recount
from resident_participation.votes.rule_sets import in_force
from tests import votes
from tests.factories import AppointmentFactory, AreaFactory, AttachmentFactory


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    votes.ready()
    return people["street"]


@pytest.fixture
def street_area(by):
    return AreaFactory(code="330203006")


@pytest.fixture
def home(street_area):
    return votes.home(street_area, 12)


def clerk(name):
    return AppointmentFactory(
        user__username=name, user__display_name=name, role="street", area=AreaFactory(code="330203006")
    ).user


def test_nothing_is_locked_before_the_roll_hung_its_days(home, by):
    round_ = votes.drafted(home, by)
    when = timezone.now() + timedelta(days=16)
    days = {"notice_from": timezone.localdate(), "opens_at": when, "closes_at": when + timedelta(days=10)}
    with pytest.raises(Refused, match="名册要先公示 7 天"):
        actions.lock(round_, by=by, **days)
    actions.post_roll(round_, by=by, date=timezone.localdate())
    with pytest.raises(Refused, match="结束以后才能定稿"):
        actions.lock(round_, by=by, **days)
    with pytest.raises(Refused, match="过去的日子"):
        actions.post_roll(round_, by=by, date=timezone.localdate() - timedelta(days=7))


def test_a_roll_with_open_questions_is_not_frozen(home, by):
    round_ = votes.drafted(home, by)
    rolls.object_to(home, by=by, place="1幢 101室", text="面积不对")
    RollRow.objects.filter(community=home).first().delete()
    with pytest.raises(Refused) as refused:
        votes.locked(round_, by)
    assert (
        "住宅户数：小区档案 12 户，名册 11 户" in refused.value.message and "1 件异议没有答复" in refused.value.message
    )
    assert not round_.seats.exists() and Round.objects.get().status == "draft"


def test_the_notice_runs_in_full_and_nothing_is_added_to_it(home, by):
    round_ = votes.drafted(home, by)
    today, soon = timezone.localdate(), timezone.now() + timedelta(days=10)
    Round.objects.update(roll_from=today - timedelta(days=20), roll_to=today - timedelta(days=2))
    days = {"opens_at": soon, "closes_at": soon + timedelta(days=10)}
    with pytest.raises(Refused, match="公示要满 15 天"):
        actions.lock(round_, by=by, notice_from=today, **days)
    with pytest.raises(Refused, match="过去的日子"):
        actions.lock(round_, by=by, notice_from=today - timedelta(days=15), **days)
    late = timezone.now() + timedelta(days=16)
    with pytest.raises(Refused, match="3 到 60 天，现在是 2 天"):
        actions.lock(round_, by=by, notice_from=today, opens_at=late, closes_at=late + timedelta(days=1))
    round_ = votes.locked(round_, by)
    for act in (
        lambda: actions.add_item(round_, by=by, title="再加一项", rule=in_force()["special"], matter=6),
        lambda: actions.edit_item(round_.items.get(), by=by, title="改一改"),
        lambda: actions.drop_item(round_.items.get(), by=by),
    ):
        with pytest.raises(Refused, match="没有公示的事项不得表决"):
            act()
    with pytest.raises(Refused, match="公示中"):
        actions.edit(round_, by=by, title="换个题目")
    with pytest.raises(Refused, match="还没有到开始表决的时间.*公告栏张贴的照片"):
        actions.open_(round_, by=by)


def test_a_frozen_roll_stays_as_it_was(home, by):
    round_ = votes.locked(votes.drafted(home, by), by)
    assert round_.package["roll"] == {
        "hash": round_.roll_hash, "households": 12, "heads": 12, "area_cm2": 60000,
    }  # fmt: skip
    RollRow.objects.filter(community=home).update(area_m2=99)
    assert figures.share(round_.seats) == {"heads": 12, "area_cm2": 60000}
    for statement in ("UPDATE resident_participation_seat SET area_cm2 = 1", "DELETE FROM resident_participation_seat"):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_kinds_and_matters_never_mix(home, by):
    round_ = votes.drafted(home, by, items=())
    rules = in_force()
    with pytest.raises(Refused, match="不能用“意愿征询：是否改造”"):
        actions.add_item(round_, by=by, title="想不想改", rule=rules["entry"])
    with pytest.raises(Refused, match="只用于民法典第二百七十八条第 6、7、8 项"):
        actions.add_item(round_, by=by, title="聘物业", rule=rules["special"], matter=4)
    with pytest.raises(Refused, match="第二百七十八条的第几项"):
        actions.add_item(round_, by=by, title="聘物业", rule=rules["ordinary"])
    assert not Item.objects.exists()


def test_only_a_household_that_was_reached_votes_and_only_while_it_is_open(home, by):
    round_ = votes.locked(votes.drafted(home, by), by)
    seat = round_.seats.first()
    with pytest.raises(Refused, match="现在还在公示"):
        votes.says(round_, seat, "agree")
    round_ = votes.opened(round_, by)
    seat.deliveries.all().delete()
    with pytest.raises(Refused, match="还没有登记送达"):
        votes.says(round_, seat, "agree")
    votes.deliver_all(round_, by)
    assert votes.says(round_, seat, "agree").counted
    with pytest.raises(Refused, match="不能提前"):
        actions.close(round_, by=by)
    round_ = votes.back(round_, 30)
    with pytest.raises(Refused, match="截止"):
        votes.says(round_, round_.seats.last(), "agree")
    assert Ballot.objects.count() == 1


def test_the_first_ballot_counts_and_the_second_is_kept_as_a_duplicate(home, by):
    round_ = votes.opened(votes.drafted(home, by), by)
    seat = round_.seats.first()
    first, second = votes.says(round_, seat, "agree"), votes.says(round_, seat, "against")
    assert (first.counted, second.counted) == (True, False)
    assert [b.standing for b in seat.ballots.order_by("cast_at")] == ["counted", "duplicate"]
    nonce = casting.new_nonce()
    words = {item["id"]: "agree" for item in round_.package["items"]}
    other = round_.seats.last()
    one, two = (casting.cast(round_, other, words, nonce=nonce) for _ in range(2))
    assert one.receipt == two.receipt and other.ballots.count() == 1


def test_in_a_consultation_the_last_word_counts(street_area, by):
    home = votes.home(street_area, 12)
    items = (("要不要改造", "entry", None),)
    round_ = votes.opened(votes.drafted(home, by, kind="consultation", items=items), by)
    seats = list(round_.seats.all())
    for seat in seats[:10]:
        votes.says(round_, seat, "against")
    for seat in seats[:9]:
        votes.says(round_, seat, "agree")
    assert {b.standing for b in seats[0].ballots.all()} == {"replaced", "counted"}
    assert ratios.missing(home, "entry") == [f"{home}还没有登记“是否改造”的征询结果"]
    round_ = actions.close(votes.back(round_, 30), by=by)
    round_ = closing.declare(round_, by=by)
    found = figures.result(round_)
    assert (found["kind"], found["rule"]["class"], found["passed"]) == ("consultation", "consultation", True)
    assert (found["participating"]["heads"], found["agree"]["heads"], found["against"]["heads"]) == (10, 9, 1)
    # the gates of plans and projects read it from now on; its posting has begun and must run out
    words = ratios.missing(home, "entry")
    assert len(words) == 1 and "公示到" in words[0]
    assert not ratios.missing(home, "entry", timezone.localdate() + timedelta(days=8))


def test_an_owners_vote_is_exact_and_anybody_can_count_it_again(home, by, tmp_path):
    """Eight of twelve take part: exactly two thirds. Six of them agree: exactly three quarters. One less fails."""
    for agree, passed in ((6, True), (5, False)):
        round_ = votes.opened(votes.drafted(home, by), by)
        for n, seat in enumerate(round_.seats.all()[:8]):
            votes.says(round_, seat, "agree" if n < agree else "against" if n < 7 else "abstain")
        before = figures.result(round_)
        assert set(before) == {"kind", "status", "package_hash", "rule", "roll", "participating"}
        assert before["participating"] == {"heads": 8, "area_cm2": 40000}
        with pytest.raises(Refused, match="谁也不能看"):
            closing.said(round_)
        round_ = closing.declare(actions.close(votes.back(round_, 30), by=by), by=by)
        found = figures.result(round_)
        assert found["passed"] is passed and found["agree"] == {"heads": agree, "area_cm2": agree * 5000}
        short = {test["name"]: test["short_by"] for test in found["tests"]}
        assert short["agree_heads_of_participating"] == (0 if passed else 1)
        assert short["agree_area_of_participating"] == (0 if passed else 5000)
        public = round_.public_bundle.read().decode()
        assert "agree" not in json.dumps(json.loads(public)["roll"]) and "王0" not in public
        sealed = keyring.unseal(round_.key_name, round_.sealed_bundle.read().decode())
        for name, text in (("public", public), ("sealed", sealed)):
            file = tmp_path / f"{name}.json"
            file.write_text(text)
            told = subprocess.run(
                [sys.executable, "-I", "-S", recount.__file__, str(file)], capture_output=True, text=True, check=False
            )
            assert told.returncode == 0 and round_.root in told.stdout, told.stdout
            assert f"同意 {agree} 人，{agree * 50:.2f} ㎡" in told.stdout
        with pytest.raises(Refused, match="已公布结果"):
            closing.declare(round_, by=by)


def test_an_owner_whose_flats_disagree_is_held_until_one_is_withdrawn(street_area, by, people):
    home = votes.home(street_area, 12)
    flats = RollRow.objects.filter(community=home).order_by("pk")[:3]
    RollRow.objects.filter(pk__in=[f.pk for f in flats]).update(owner_mark="a" * 64)
    round_ = votes.opened(votes.drafted(home, by), by)
    seats = list(round_.seats.all())
    assert round_.package["roll"]["heads"] == 10
    for n, seat in enumerate(seats):
        votes.says(round_, seat, "against" if n == 0 else "agree")
    round_ = actions.close(votes.back(round_, 30), by=by)
    with pytest.raises(Refused, match="1 位业主的几套房选择不一致"):
        closing.declare(round_, by=by)
    with pytest.raises(Refused, match="没有不一致"):
        closing.withdraw(seats[-1].ballots.get(), by=people["district"], reason="书面确认")
    closing.withdraw(seats[0].ballots.get(), by=people["district"], reason="业主书面确认同意")
    found = figures.result(closing.declare(round_, by=by))
    assert (found["agree"]["heads"], found["agree"]["area_cm2"]) == (10, 55000)


def test_i_did_not_vote_stops_the_result_until_it_is_looked_into(home, by, people):
    round_ = votes.opened(votes.drafted(home, by), by)
    seats = list(round_.seats.all())
    for seat in seats:
        votes.says(round_, seat, "agree")
    ballots.dispute(seats[0], text="我家没有人投过")
    with pytest.raises(Refused, match="正在核实"):
        ballots.dispute(seats[0])
    ballots.annul(Dispute.objects.get(), by=people["district"], answer="签名不是本人")
    assert not seats[0].ballots.filter(standing="counted").exists()
    assert votes.says(round_, seats[0], "against").counted
    ballots.dispute(seats[1])
    round_ = actions.close(votes.back(round_, 30), by=by)
    with pytest.raises(Refused, match="1 件“没有投过”没有核实"):
        closing.declare(round_, by=by)
    ballots.uphold(Dispute.objects.get(state="open"), by=people["district"], answer="家人代投，本人认可")
    assert figures.result(closing.declare(round_, by=by))["against"]["heads"] == 1


def test_paper_is_read_twice_blind_and_a_third_person_rules(home, by):
    round_ = votes.opened(votes.drafted(home, by), by)
    item, seats = round_.items.get().pk, list(round_.seats.all())
    second, third, carrier = clerk("second"), clerk("third"), clerk("carrier")
    seats[2].deliveries.update(by=carrier)
    papers = [paper.receive(round_, by=by, seat=seat) for seat in seats[:3]]
    with pytest.raises(Refused, match="拍照"):
        paper.read(papers[0], by=second, choices={item: "agree"})
    for one in papers:
        AttachmentFactory(target=one)
    # the street's clerk of this test brought the slips: who brings does not read
    with pytest.raises(Refused, match="您送的"):
        paper.read(papers[0], by=by, choices={item: "agree"})
    paper.read(papers[0], by=second, choices={item: "agree"})
    with pytest.raises(Refused, match="不同的人录入"):
        paper.read(papers[0], by=second, choices={item: "agree"})
    assert list(paper.to_read(round_, second)) == papers[1:] and not Ballot.objects.exists()
    paper.read(papers[0], by=third, choices={item: "agree"})
    assert Ballot.objects.get().channel == "paper"
    paper.read(papers[1], by=second, choices={item: "invalid"})
    assert paper.read(papers[1], by=third, choices={item: "against"}).state == "reading"
    papers[1].refresh_from_db()
    assert papers[1].state == "unequal"
    round_ = actions.close(votes.back(round_, 30), by=by)
    with pytest.raises(Refused, match="2 张纸质票没有录完"):
        closing.declare(round_, by=by)
    fourth = clerk("fourth")
    with pytest.raises(Refused, match="理由"):
        paper.rule(papers[1], by=fourth, choices={item: "against"}, reason=" ")
    paper.rule(papers[1], by=fourth, choices={item: "invalid"}, reason="两处都打了勾")
    paper.read(papers[2], by=second, choices={item: "against"})
    paper.read(papers[2], by=third, choices={item: "against"})
    found = figures.result(closing.declare(round_, by=by))
    assert (found["agree"]["heads"], found["against"]["heads"], found["invalid"]["heads"]) == (1, 1, 1)
    assert found["participating"]["heads"] == 2 and paper.disagreement(round_) == (1, 3)


def test_destroying_the_key_forgets_the_choices_and_the_public_count_still_verifies(home, by, tmp_path):
    round_ = votes.opened(votes.drafted(home, by), by)
    votes.says(round_, round_.seats.first(), "agree")
    round_ = closing.declare(actions.close(votes.back(round_, 30), by=by), by=by)
    keyring.destroy(round_.key_name)
    with pytest.raises(keyring.KeyGone):
        closing.said(round_)
    file = tmp_path / "public.json"
    file.write_bytes(round_.public_bundle.read())
    assert recount.main(str(file)) == 0


def test_every_step_stands_in_the_log(home, by):
    round_ = votes.opened(votes.drafted(home, by), by)
    for seat in round_.seats.all():
        votes.says(round_, seat, "agree")
    votes.says(round_, seat, "against")
    closing.declare(actions.close(votes.back(round_, 30), by=by), by=by)
    assert not list(verify())
    assert not [words for words in verify_records() if words.startswith("选票")]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE resident_participation_ballot SET standing = 'annulled' WHERE standing = 'duplicate'")
    assert "被人绕过系统改动" in next(words for words in verify_records() if words.startswith("选票"))
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE resident_participation_ballot SET sealed = 'x'")


def test_lift_consent_of_twelve_stair_units_side_by_side(street_area, by):
    """Each stair decides for itself: six flats, five must agree (three quarters of six is 4.5)."""
    home = votes.home(street_area, 72, buildings=6)
    rounds = []
    for building in range(1, 7):
        for unit in (1, 2):
            one = votes.drafted(
                home, by, items=((f"{building}幢{unit}单元加装电梯", "lift", 7),), scope="unit",
                building=f"{building}幢", unit=f"{unit}单元",
            )  # fmt: skip
            rounds.append(votes.opened(one, by))
    for n, round_ in enumerate(rounds):
        seats = list(round_.seats.all())
        assert len(seats) == 6
        for m, seat in enumerate(seats):
            votes.says(round_, seat, "agree" if m < (5 if n % 2 else 4) else "against")
    done = [figures.result(closing.declare(actions.close(votes.back(r, 30), by=by), by=by)) for r in rounds]
    assert [found["passed"] for found in done] == [False, True] * 6
    assert all(found["roll"] == {"heads": 6, "area_cm2": 30000} for found in done)


def test_another_communitys_household_has_no_say(home, by, street_area):
    round_ = votes.opened(votes.drafted(home, by), by)
    other = votes.opened(votes.drafted(votes.home(street_area, 12, name="白云新村"), by), by)
    stranger = other.seats.first()
    with pytest.raises(Refused):
        votes.says(round_, stranger, "agree")
    assert not Ballot.objects.exists()
