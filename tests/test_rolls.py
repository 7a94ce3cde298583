"""业主名册: a sheet that is refused row by row, heads by Ningbo's article 18, differences and objections explained."""

from decimal import Decimal

import pytest

from core import thresholds
from core.errors import Refused
from core.ledger import verify
from core.models import Change
from core.records import verify as verify_records
from resident_participation.models import RollObjection, RollRow
from resident_participation.reference import DATA
from resident_participation.rolls import actions, reconcile
from resident_participation.rolls.heads import owners
from tests.factories import AreaFactory, CommunityFactory, RollRowFactory
from tests.test_sheets import commit, header_of, judged, table

D = Decimal
HEAD = [
    "小区编号",
    "幢号",
    "单元号",
    "室号",
    "楼层",
    "用途",
    "专有部分面积（㎡）",
    "权属",
    "业主姓名",
    "证件号码",
    "联系电话",
]


@pytest.fixture
def home(people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    thresholds.load(DATA / "participation_thresholds.csv")
    area = AreaFactory(code="330203006")
    return CommunityFactory(area=area, name="双桥新村", households=3, buildings=1, floor_area=D("250.00"))


def flat(home, room, area="68.52", kind="住宅", holder="个人", name="王小明", number="", phone="13812342071"):
    return [home.code, "3", "1", room, room[0], kind, area, holder, name, number, phone]


def test_a_bad_sheet_is_refused_row_by_row_and_a_good_one_adds_up(home, people):
    nameless = ["小区编号", "幢号", "单元号", "室 号 码", "楼层", *HEAD[5:]]
    assert "缺少必需的列" in judged("roll", [nameless, flat(home, "101")], people["street"]).error
    rows = [flat(home, "101"), flat(home, "101"), flat(home, "201", area=0), flat(home, "301", holder="共有", name="")]
    imported = judged("roll", [HEAD, *rows], people["street"])
    said = {(e["row"], e["column"]): e["message"] for e in imported.errors}
    assert "与第 2 行重复" in said[(3, "室号")] and (4, "专有部分面积（㎡）") in said
    assert said[(5, "业主姓名")] == "共有的房屋，填共有人推举的表决人" and not RollRow.objects.exists()

    good = [flat(home, "101"), flat(home, "201", D("70.10")), flat(home, "301", D("71.38"))]
    good += [flat(home, "901", D("12.50"), kind="车位")]
    imported = judged("roll", [HEAD, *good], people["street"])
    commit(imported, people["street"])
    found = reconcile.totals(home)
    assert (found["rows"], found["voting"], found["area"]) == (4, 3, D("210.00"))
    assert not reconcile.unexplained(home)


def test_the_file_with_id_numbers_is_gone_once_its_rows_are_in(home, people):
    imported = judged("roll", [HEAD, flat(home, "101", number="330203195001011234")], people["street"])
    assert "330203195001011234" not in str(imported.preview)
    commit(imported, people["street"])
    assert not imported.file and not imported.preview
    row = RollRow.objects.get()
    assert row.owner_mark == actions.mark_of("330203195001011234") and "1950" not in row.owner_mark
    logged = Change.objects.get(target_type="resident_participation.RollRow")
    assert all(word not in str(logged.after) for word in ("王小明", "13812342071", row.owner_mark))


def test_names_stay_masked_in_the_list_and_the_export_and_an_export_changes_nothing(home, people, as_):
    commit(judged("roll", [HEAD, flat(home, "101", number="330203195001011234")], people["street"]), people["street"])
    before = RollRow.objects.get()
    page = as_("city").get("/roll/").content.decode()
    rows = table(as_("street"), "/roll/export/")
    for shown in (page, str(rows)):
        assert "王小明" not in shown and "13812342071" not in shown and "王**" in shown
    out = rows[header_of(rows) : header_of(rows) + 2]
    assert judged("roll", out, people["street"]).counts["unchanged"] == 1
    assert RollRow.objects.get().owner_mark == before.owner_mark
    half = [HEAD, flat(home, "201", name="李**", phone="138****0000")]
    assert "遮盖过的" in judged("roll", half, people["street"]).errors[0]["message"]


def test_heads_are_owners_not_flats(home):
    """Fifteen flats of one owner, forty of the developer, two co-owners: 1 + 1 + 1 (宁波 2021 art. 18)."""
    mark = actions.mark_of("330203195001011234")
    for n in range(15):
        RollRowFactory(community=home, owner_mark=mark, owner_group="A7" if n == 0 else "")
    for _ in range(40):
        RollRowFactory(community=home, building="6幢", holder="developer")
    RollRowFactory(community=home, building="7幢", holder="shared", owner_name="李梅")
    numbered = owners(home.roll.all())
    assert len(numbered) == 56 and len({owner for _, owner in numbered}) == 3
    # a flat without an ID number, but with the number that one of the fifteen carries, is the same owner's
    RollRowFactory(community=home, building="8幢", owner_group="A7")
    RollRowFactory(community=home, building="9幢")
    assert len({owner for _, owner in owners(home.roll.all())}) == 4


def test_a_difference_is_explained_for_exactly_these_numbers(home, people):
    for _ in range(2):
        RollRowFactory(community=home, area_m2=D("80.00"))
    assert reconcile.unexplained(home) == ["住宅户数：小区档案 3 户，名册 2 户，还没有人说明原因"]
    actions.explain(home, by=people["street"], quantity="households", reason="两户打通成一户")
    assert not reconcile.unexplained(home)
    with pytest.raises(Refused, match="没有差异"):
        actions.explain(home, by=people["street"], quantity="buildings", reason="没有")
    RollRowFactory(community=home, area_m2=D("95.00"))
    RollRowFactory(community=home, area_m2=D("95.00"), kind="residence")
    assert [line.quantity for line in reconcile.lines(home) if line.is_open] == ["households", "area"]


def test_an_objection_is_answered_once_with_a_reason(home, people, as_):
    objection = actions.object_to(home, by=people["street"], place="5幢 101室", text="面积不对", contact="13900000000")
    assert as_("street").get("/my-work/").content.decode().count("面积不对") == 1
    actions.refuse(objection, by=people["street"], answer="与不动产登记一致")
    with pytest.raises(Refused, match="不更正"):
        actions.accept(RollObjection.objects.get(), by=people["street"], answer="改")
    assert "与不动产登记一致" in as_("street").get(f"/communities/{home.pk}/roll/").content.decode()


def test_who_looks_at_an_owner_says_why_and_is_on_record(home, people, as_):
    row = RollRowFactory(community=home)
    door = f"/roll/{row.pk}/reveal/"
    assert "请写查看原因" in as_("street").post(door, {"reason": " "}).content.decode()
    page = as_("street").post(door, {"reason": "电话核实面积"}).content.decode()
    assert "王小明" in page and "13812342071" in page
    seen = Change.objects.get(act="roll.reveal")
    assert (seen.by_name, seen.note) == ("street", "电话核实面积")


def test_what_is_written_stands_in_the_log(home, people):
    values = {"building": "3幢", "unit": "1单元", "room": "101室", "floor": 1, "area_m2": D("60.00")}
    row = actions.add(by=people["street"], community=home, id_number="330203195001011234", **values)
    actions.edit(row, by=people["street"], area_m2=D("61.00"))
    assert not [words for words in verify_records() if "名册" in words] and not list(verify())
    RollRow.objects.update(area_m2=D("99.00"))
    assert "专有部分面积" in next(words for words in verify_records() if "名册" in words)
    row.refresh_from_db()
    assert actions.strike(row, by=people["street"], reason="录重了") == home and not RollRow.objects.exists()
