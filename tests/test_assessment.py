"""效果共评: one answer a household, read by nobody, counted once, cells too small for secrecy never written down."""

import threading
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from core import keyring, records, waiting
from core.errors import Refused
from core.models import Change
from projects.models import Project
from resident_participation.assessment import actions, tally
from resident_participation.assessment.cells import publishable
from resident_participation.assessment.questions import ITEMS
from resident_participation.cards.household import CardHolder
from resident_participation.models import AnswerSheet, LowScore, Participation, Remark, Wave
from tests import cards, shared
from tests.factories import RollRowFactory
from tests.factories_shared import LowScoreFactory, WaveFactory

TODAY = timezone.localdate()


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    cache.clear()
    return people["street"]


def opened(households=24):
    """The completion wave of a project that was completed today."""
    home = shared.home(households)
    shared.built(home, status="completed", works_complete_date=TODAY)
    assert actions.open_due() == 1
    return Wave.objects.get()


@pytest.fixture
def wave(by):
    return opened()


def rows(wave, *place):
    found = wave.community.roll.order_by("building", "unit", "floor", "room")
    return list(found.filter(**dict(zip(("building", "unit"), place, strict=False))))


def say(wave, by, row, value=4, **others):
    return actions.take(wave, row, by=by, scores=shared.scores(value, **others), channel="paper", helper=by)


def test_waves_open_by_the_projects_dates_once(by):
    home = shared.home(12)
    project = shared.built(home, status="completed", works_complete_date=date(2026, 8, 31))
    known = lambda: [(w.occasion, w.opens_on) for w in Wave.objects.order_by("pk")]  # noqa: E731
    assert actions.open_due(date(2026, 8, 30)) == 0
    assert actions.open_due(date(2026, 9, 2)) == 1 and actions.open_due(date(2026, 9, 3)) == 0
    assert actions.open_due(date(2026, 11, 29)) == 0, "three months after August 31 is November 30"
    assert actions.open_due(date(2026, 11, 30)) == 1
    assert actions.open_due(date(2027, 9, 21)) == 0, "three weeks late is too late"
    assert actions.open_due(date(2027, 8, 31)) == 1
    assert known() == [
        ("completion", date(2026, 9, 2)),
        ("three", date(2026, 11, 30)),
        ("twelve", date(2027, 8, 31)),
    ]
    Project.objects.filter(pk=project.pk).update(status="removed")
    empty = shared.built(shared.votes.CommunityFactory(area=home.area), works_complete_date=date(2026, 8, 31))
    assert actions.open_due(date(2026, 9, 4)) == 0 and not empty.waves.exists(), "nobody on the roll, nobody to ask"


def test_one_household_answers_once_and_only_its_own_wave(wave, by):
    row = rows(wave)[0]
    say(wave, by, row)
    with pytest.raises(Refused) as twice:
        say(wave, by, row, 1)
    assert twice.value.code == "already"
    other, parking = RollRowFactory(), RollRowFactory(community=wave.community, kind="parking", room="车位1")
    for stranger in (other, parking):
        with pytest.raises(Refused, match="不在这次评价的范围"):
            say(wave, by, stranger)
    with pytest.raises(Refused, match="五项都要选"):
        actions.take(wave, rows(wave)[1], by=by, scores={"quality": 5}, channel="paper", helper=by)
    shared.passed(wave)
    with pytest.raises(Refused, match="已经截止"):
        say(wave, by, rows(wave)[2])
    assert Participation.objects.count() == AnswerSheet.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_leave_one_answer(by):
    wave = opened()
    row, outcomes = rows(wave)[0], []

    def press():
        try:
            say(wave, by, row)
            outcomes.append("taken")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["already"] * 7 + ["taken"]
    assert Participation.objects.count() == AnswerSheet.objects.count() == 1


def test_nothing_of_a_household_can_be_read_while_open_or_after(wave, by, as_):
    for n, row in enumerate(rows(wave, "1幢")):
        actions.take(
            wave, row, by=by, scores=shared.scores(1 if n == 0 else 5), text=f"说了{n}", channel="paper", helper=by
        )
    stored = " ".join(AnswerSheet.objects.values_list("sealed", flat=True))
    assert "quality" not in stored and "1幢" not in stored and "说了" not in stored
    assert not {f.name for f in AnswerSheet._meta.get_fields()} & {"row", "at", "by", "building"}
    page = as_("street").get(f"/evaluations/{wave.pk}/").content.decode()
    assert "谁也看不到分数" in page and "分</small>" not in page and "说了" not in page
    assert not Change.objects.filter(target_name__contains="101室").exists()
    key = wave.key_name
    assert keyring.exists(key)
    shared.passed(wave)
    assert actions.close_due() == 1 and actions.close_due() == 0
    assert not AnswerSheet.objects.exists() and Remark.objects.count() == 12
    assert "101室" not in str(Wave.objects.get().results)


@pytest.mark.django_db(transaction=True)
def test_the_key_is_destroyed_with_the_count(by):
    wave = opened()
    say(wave, by, rows(wave)[0])
    actions.close(shared.passed(wave))
    assert not keyring.exists(wave.key_name)


def test_the_count_is_exact_and_small_cells_are_not_even_stored(wave, by):
    """2 buildings × 2 stairs × 6 flats. Scores: 6 × 5 and 5 × 3; 3 × 1 and 5 × 4."""
    told = {("1幢", "1单元"): (6, 5), ("1幢", "2单元"): (5, 3), ("2幢", "1单元"): (3, 1), ("2幢", "2单元"): (5, 4)}
    for place, (n, value) in told.items():
        for row in rows(wave, *place)[:n]:
            say(wave, by, row, value)
    found = actions.close(shared.passed(wave)).results
    cells = {(c["building"], c["unit"]): c for c in found["cells"]}
    assert (found["households"], found["answered"], found["participations"]) == (24, 19, 19)
    assert cells["", ""]["items"]["overall"] == {"sum": 30 + 15 + 3 + 20, "n": 19, "good": 11}
    assert cells["1幢", ""]["items"]["quality"] == {"sum": 45, "n": 11, "good": 6}
    assert cells["1幢", "2单元"]["items"]["site"] == {"sum": 15, "n": 5, "good": 0}
    assert cells["2幢", ""]["items"]["heard"] == {"sum": 23, "n": 8, "good": 5}
    assert cells["2幢", "1单元"]["items"] is None, "three answers"
    assert cells["2幢", "2单元"]["items"] is None, "8 less 5 would tell what the three said"
    assert (cells["2幢", "1单元"]["answered"], cells["2幢", "1单元"]["households"]) == (3, 6)
    assert found["channels"] == {"paper": 19}
    low = LowScore.objects.get()
    assert (low.building, low.unit, sorted(low.items)) == ("2幢", "", sorted(ITEMS)), "2.875, the limit is 3"
    for model in (Participation, LowScore):
        assert not list(records.compare(model, [str(pk) for pk in model.objects.values_list("pk", flat=True)]))


def test_too_few_answers_show_nothing_and_keep_no_words(wave, by):
    for row in rows(wave)[:4]:
        actions.take(wave, row, by=by, scores=shared.scores(1), text="楼上漏水", channel="paper", helper=by)
    found = actions.close(shared.passed(wave)).results
    assert found["answered"] == 4 and not any(c["items"] for c in found["cells"])
    assert not Remark.objects.exists() and not LowScore.objects.exists()


TREES = st.dictionaries(
    st.sampled_from("ABCD"), st.dictionaries(st.sampled_from("1234"), st.integers(0, 12), min_size=1), min_size=1
)


@given(TREES, st.integers(2, 6))
@settings(max_examples=300, deadline=None)
def test_no_hidden_cell_can_be_found_by_subtraction(tree, least):
    """Of every whole that is shown, what is hidden of it is nothing, or several cells with enough answers together."""
    show = publishable(tree, least)
    wholes = {("", ""): {(b, ""): sum(units.values()) for b, units in tree.items()}}
    wholes |= {(b, ""): {(b, u): n for u, n in units.items()} for b, units in tree.items()}
    sizes = {key: n for cells in wholes.values() for key, n in cells.items()} | {
        ("", ""): sum(sum(u.values()) for u in tree.values())
    }
    assert all(sizes[key] >= least for key in show)
    for whole, cells in wholes.items():
        hidden = [n for key, n in cells.items() if key not in show and n]
        if whole in show and any(key in show for key in cells):
            assert not hidden or (len(hidden) > 1 and sum(hidden) >= least)
        if whole not in show:
            assert not any(key in show for key in cells)


def test_averages_are_exact_to_the_hundredth():
    assert str(tally.average({"sum": 23, "n": 8})) == "2.88"
    assert str(tally.average({"sum": 5, "n": 1})) == "5.00"


def test_a_household_answers_on_its_phone_and_cannot_see_it_again(wave, by):
    client = cards.at_home(rows(wave)[0], by)
    assert "完工评价" in client.get("/h/home/").content.decode()
    url = f"/h/assess/{wave.pk}/"
    page = client.get(url).content.decode()
    assert page.count('type="radio"') == 25 and "<script" not in page
    missing = client.post(url, {"quality": "5"}).content.decode()
    assert missing.count("请选一个") == 4 and not Participation.objects.exists()
    assert client.post(url, shared.scores(4) | {"text": "谢谢"}).status_code == 302
    page = client.get(url).content.decode()
    assert "已收到" in page and 'type="radio"' not in page
    assert "已经评价过" in client.post(url, shared.scores(1)).content.decode() or Participation.objects.count() == 1
    part = Participation.objects.get()
    assert (part.channel, part.helper) == ("card", None)
    stranger = cards.at_home(RollRowFactory(owner_name="李四"), by)
    assert stranger.get(url).status_code == 404


def test_tablet_and_paper_count_as_assisted(wave, by, as_):
    tablet = cards.at_home(rows(wave)[0], by, as_("street"))
    tablet.post(f"/h/assess/{wave.pk}/", shared.scores(5))
    part = Participation.objects.get()
    assert (part.channel, part.helper) == ("tablet", by)
    url = f"/evaluations/{wave.pk}/paper/"
    row = rows(wave)[1]
    sent = {"household": f"{row.building}{row.unit}{row.room}", **shared.scores(3)}
    assert as_("street").post(url, sent).status_code == 302
    assert "已经评价过" in as_("street").post(url, sent).content.decode()
    assert "名册里没有" in as_("street").post(url, sent | {"household": "9幢"}).content.decode()
    for row in rows(wave)[2:8]:
        actions.take(wave, row, by=CardHolder(row), scores=shared.scores(5))
    actions.close(shared.passed(wave))
    page = as_("visitor").get(f"/c/{wave.community.code}/assessment/").content.decode()
    assert "8 / 24 户" in page and "25.0%" in page, "2 of 8 were assisted"


def test_low_scores_wait_for_the_street_and_the_answer_is_public(by, as_, client):
    low = LowScoreFactory(wave=WaveFactory(project=shared.built(shared.home(12)), state="closed"))
    results = tally.results([("1幢", "")] * 6, [sheet()] * 6, 5) | {"least": 5, "participations": 6}
    Wave.objects.update(results=results)
    assert {s.title for s in waiting.todos(by)} == {"评价低分待整改"}
    url = f"/c/{low.wave.community.code}/assessment/"
    assert "街道答复" not in client.get(url).content.decode()
    as_("street").post(f"/low-scores/{low.pk}/mend/", {"measures": "每周五在门口公布进度"})
    assert "每周五在门口公布进度" in client.get(url).content.decode()
    assert not waiting.todos(by)


def sheet(value=2):
    return {"building": "1幢", "unit": "", "channel": "card", "scores": shared.scores(value)}


def test_the_sheet_has_cells_only(by, as_):
    wave = WaveFactory(state="closed")
    found = tally.results([("1幢", "1单元")] * 6 + [("1幢", "2单元")] * 4, [sheet(4) | {"unit": "1单元"}] * 6, 5)
    Wave.objects.update(results=found | {"least": 5, "participations": 6})
    lines = as_("street").get(f"/evaluations/{wave.pk}/cells/").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("幢号,单元,户数,参加户数,参加率（%）") and len(lines) == 5
    assert lines[1] == "全小区,,10,6,60.0,4.00,4.00,4.00,4.00,4.00,100.0"
    assert lines[4] == "1幢,2单元,4,少于5户,少于5户,不公布,不公布,不公布,不公布,不公布,不公布"


@pytest.mark.parametrize("count", [5, 50])
def test_the_list_costs_the_same_for_5_and_50(count, by, as_, django_assert_max_num_queries):
    for _ in range(count):
        WaveFactory(closes_on=TODAY + timedelta(days=9))
    street = as_("street")
    street.get("/evaluations/")
    with django_assert_max_num_queries(14):
        street.get("/evaluations/")
