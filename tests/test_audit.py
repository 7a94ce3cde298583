"""Twelve planted frauds, twelve found; an honest round has none."""

import pytest
from django.core.management import call_command

from resident_participation.models import Ballot, Round
from resident_participation.results import audit
from tests import votes
from tests.factories import AreaFactory, BuildingFactory, CommunityFactory

EVIDENCE = {
    "dead_owner": ("101室", "业主已故"),
    "late_signature": ("102室", "晚于"),
    "agent": ("丁**", "代交 5 位业主"),
    "split_owner": ("丁", "同名同电话 15 户，按 15 人计"),
    "parking_counted": ("车位12", "60.00 ㎡"),
    "ghost_room": ("901室", "只有 6 层"),
    "backdated_notice": ("北门公告栏", "照片拍于"),
    "package_changed": ("同意物业费上调三成", "公示里没有这一项"),
    "one_clerk": ("第 3 号票", "同一台设备"),
    "edited_row": ("选票", "被人绕过系统改动"),
    "merged_entrances": ("2幢", "公示的范围是1幢"),
    "fake_delivery": ("1幢", "在 15 秒里登记送达 6 户"),
}


@pytest.fixture
def planted(people, settings, tmp_path, capsys):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    votes.ready()
    home = CommunityFactory(area=AreaFactory(code="330203006"), households=191, buildings=4, floor_area=16889)
    BuildingFactory(community=home, number="1幢", storeys=6, stair_units=3)  # as in the demo city: more than the roll
    call_command("demo_participation")
    return Round.objects.get(), capsys.readouterr().out


def test_twelve_of_twelve_frauds_are_found(planted, api_, as_):
    round_, out = planted
    assert "十二处查出 12 处" in out
    found = api_("auditor").get(f"/api/v1/votes/{round_.pk}/audit/").json()
    assert set(EVIDENCE) == set(audit.LOOKED_FOR) == {one["kind"] for one in found}
    for kind, (row, words) in EVIDENCE.items():
        own = [one for one in found if one["kind"] == kind]
        assert any(row in one["row"] + one["evidence"] and words in one["evidence"] for one in own), (kind, own)
    page = as_("auditor").get(f"/votes/{round_.pk}/audit/").content.decode()
    assert all(title in page for title in audit.LOOKED_FOR.values())
    assert not any(word in page for word in ("agree", "against", "丁一鸣", "13800009999"))
    assert Ballot.objects.filter(round=round_).count() == 25


def test_an_honest_round_has_nothing_to_show(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    votes.ready()
    home = votes.home(AreaFactory(code="330203006"), 12)
    BuildingFactory(community=home, number="1幢", storeys=6)
    round_ = votes.opened(votes.drafted(home, people["street"]), people["street"])
    for seat in round_.seats.all():
        votes.says(round_, seat, "agree")
    assert audit.findings(round_) == []
