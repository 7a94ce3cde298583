"""The one gate for writes, the log it keeps, and the chain that seals the log."""

import io
import threading
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from accounts.policy import Act
from communities.models import Community
from core import ledger, records
from core.actors import SYSTEM
from core.changes import change, change_many, remove, snapshot
from core.errors import Refused
from core.models import Change, Seal
from tests.factories import AreaFactory, CommunityFactory, FeedbackFactory


@pytest.fixture(autouse=True)
def witness(settings, tmp_path):
    settings.LEDGER_WITNESS = tmp_path / "seals.log"


@pytest.fixture
def logged(people):
    """A community that came in through the gate."""
    community = Community(code="3302030060001", name="双桥新村", area=AreaFactory(), built_year=1990, floor_area=41300)
    community.derive()
    with change(community, by=people["city"], act=Act.COMMUNITY_CREATE):
        pass
    return community


def rename(community, by, name="新双桥"):
    with change(community, by=by, act=Act.COMMUNITY_EDIT) as c:
        c.name = name


def faults():
    """All faults but the cast's own accounts, which no act made."""
    return [s for s in (*ledger.verify(), *records.verify()) if not s.startswith(("账号", "授权"))]


def test_a_change_is_saved_and_logged_with_what_changed_only(logged, people):
    rename(logged, people["street"])
    last = Change.objects.first()
    assert (last.by, last.act, last.target_name, last.area_code) == (
        people["street"],
        "community.edit",
        "新双桥",
        "330203006",
    )
    assert (last.before, last.after) == ({"name": "双桥新村"}, {"name": "新双桥"})
    logged.refresh_from_db()
    assert (logged.name, logged.version) == ("新双桥", 2)


def test_an_act_that_changes_nothing_is_not_logged(logged, people):
    rename(logged, people["street"], "双桥新村")
    assert Change.objects.count() == 1
    assert Community.objects.get().version == 1


@pytest.mark.parametrize("actor", ["street2", "auditor", "sysadmin", "secadmin", "auditadmin"])
def test_without_the_right_nothing_is_left_behind(logged, people, actor):
    with pytest.raises(PermissionDenied):
        rename(logged, people[actor])
    logged.refresh_from_db()
    assert (logged.name, Change.objects.count()) == ("双桥新村", 1)


def test_nobody_moves_a_row_out_of_their_reach(logged, people):
    elsewhere = AreaFactory(code="330212012")
    with pytest.raises(PermissionDenied), change(logged, by=people["street"], act=Act.COMMUNITY_EDIT) as c:
        c.area, c.code = elsewhere, "3302120120001"
        c.derive()
    assert Community.objects.get().area_id == "330203006"


def test_a_stale_write_is_refused_and_names_who_was_faster(logged, people):
    seen = logged.version
    rename(logged, people["street"])
    with (
        pytest.raises(Refused) as refused,
        change(logged, by=people["city"], act=Act.COMMUNITY_EDIT, version=seen) as c,
    ):
        c.name = "第三个名字"
    assert refused.value.code == "stale"
    assert refused.value.message.startswith("street在")
    assert Community.objects.get().name == "新双桥"


def test_an_invalid_row_is_refused_whole(logged, people):
    with pytest.raises(ValidationError) as error, change(logged, by=people["city"], act=Act.COMMUNITY_EDIT) as c:
        c.name, c.floor_area = "好名字", Decimal("-1")
    assert "floor_area" in error.value.message_dict
    assert Community.objects.get().name == "双桥新村"


def test_a_sheet_is_written_whole_or_not_at_all(people):
    def row(n, **kwargs):
        c = Community(
            code=f"33020300600{n:02d}", name=f"小区{n}", area=AreaFactory(), built_year=1990, floor_area=n, **kwargs
        )
        c.derive()
        return c, {}

    assert (
        change_many([row(n) for n in range(1, 6)], by=people["city"], act=Act.COMMUNITY_IMPORT, batch="import:7") == 5
    )
    assert Change.objects.filter(batch="import:7").count() == 5
    first, last = Community.objects.order_by("code").first(), Community.objects.order_by("code").last()
    before = snapshot(first)
    first.households = 99
    pairs = [
        (first, before),
        row(7),
        (Community(**{f.attname: getattr(last, f.attname) for f in last._meta.concrete_fields} | {"id": None}), {}),
    ]  # noqa: E501
    with pytest.raises(IntegrityError), transaction.atomic():
        change_many(pairs, by=people["city"], act=Act.COMMUNITY_IMPORT)
    first.refresh_from_db()
    assert (first.households, Community.objects.count(), Change.objects.count()) == (0, 5, 5)
    assert faults() == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"structure": "wood"}, "小区3：结构："),
        ({"households": -1}, "小区3：户数（户）："),
        ({"name": ""}, "：小区名称："),
    ],
)
def test_a_wrong_value_in_a_sheet_is_named_with_its_row(people, wrong, words):
    def row(n, **kwargs):
        values = {"code": f"33020300600{n:02d}", "name": f"小区{n}", "area": AreaFactory(), "built_year": 1990}
        c = Community(**values | {"floor_area": Decimal("41300.00"), "households": 1} | kwargs)
        c.derive()
        return c, {}

    with pytest.raises(Refused) as refused:
        change_many([row(1), row(2), row(3, **wrong)], by=people["city"], act=Act.COMMUNITY_IMPORT)
    assert refused.value.code == "invalid_row"
    assert refused.value.message.startswith(words)
    assert not Community.objects.exists()
    as_written = [row(1), row(2, households=True), row(3, built_year="1991")]
    assert change_many(as_written, by=people["city"], act=Act.COMMUNITY_IMPORT) == 3
    assert set(Community.objects.values_list("households", "built_year")) == {(1, 1990), (1, 1991)}
    assert faults() == []


def test_an_untouched_ledger_verifies(logged, people):
    rename(logged, people["street"])
    assert ledger.seal() == 2
    rename(logged, people["city"], "又一个名字")
    assert (ledger.seal(), ledger.seal(), Seal.objects.count()) == (1, 0, 2)
    assert faults() == []


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE core_change SET by_name = '别人' WHERE id = %s", "被改动"),
        ('UPDATE core_change SET after = \'{"name": "假"}\' WHERE id = %s', "被改动"),
        ("DELETE FROM core_change WHERE id = %s", "被删除"),
        (
            "UPDATE core_seal SET entries = '[]' WHERE id = (SELECT seal_id FROM core_change WHERE id = %s)",
            "封存被改动",
        ),
        (
            "INSERT INTO core_change SELECT id + 1000, gen_random_uuid(), at, by_name, act, target_type, target_id,"
            " target_name, area_code, before, after, note, batch, mac, by_id, seal_id FROM core_change WHERE id = %s",
            "后来插入的",
        ),
    ],
)
def test_a_tampered_log_row_is_named(logged, people, statement, words):
    rename(logged, people["street"])
    ledger.seal()
    row = Change.objects.earliest("pk")
    columns = [c.column for c in Change._meta.concrete_fields]
    if "INSERT" in statement:
        source = ["id + 1000" if c == "id" else "gen_random_uuid()" if c == "uid" else c for c in columns]
        statement = (
            f"INSERT INTO core_change ({', '.join(columns)}) SELECT {', '.join(source)} FROM core_change WHERE id = %s"
        )
    sql(statement, row.pk)
    found = list(ledger.verify())
    assert any(words in sentence for sentence in found), found
    if "core_seal" not in statement and "INSERT" not in statement:
        assert any(f"第 {row.pk} 号变更记录" in sentence for sentence in found), found


def test_the_end_of_the_chain_cannot_be_cut_off(logged, people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ledger.seal()
        rename(logged, people["street"])
        ledger.seal()
    last = Seal.objects.last()
    sql("DELETE FROM core_change WHERE seal_id = %s", last.pk)
    sql("DELETE FROM core_seal WHERE id = %s", last.pk)
    assert [s for s in ledger.verify() if f"第 {last.pk} 号封存与库外留底不符" in s]


def test_a_record_changed_behind_the_gate_is_named_by_the_command(logged):
    sql("UPDATE communities_community SET households = 9999 WHERE id = %s", logged.pk)
    out = io.StringIO()
    with pytest.raises(CommandError, match="账本核对：发现"):
        call_command("verify_ledger", stdout=out)
    assert f"小区“双桥新村”（编号 {logged.pk}）的户数（户）与变更记录不符" in out.getvalue()


def test_records_without_a_log_and_missing_ones_are_named(logged, people):
    stranger = CommunityFactory(name="凭空来的")
    sql("DELETE FROM communities_community WHERE id = %s", logged.pk)
    found = {s for s in records.verify() if s.startswith("小区")}
    assert found == {
        f"小区（编号 {logged.pk}）在数据库里不见了，变更记录里没有删除它",
        f"小区“凭空来的”（编号 {stranger.pk}）没有变更记录，不是系统写入的",
    }


def test_a_removed_record_is_no_fault(logged, people):
    remove(logged, by=people["city"], act=Act.COMMUNITY_EDIT, note="重复建档")
    assert [s for s in records.verify() if s.startswith("小区")] == []
    assert Change.objects.first().after is None


def test_secrets_enter_the_log_as_fingerprints_only(people):
    feedback = FeedbackFactory()
    with change(feedback, by=SYSTEM, act=Act.FEEDBACK_HAND_OVER) as f:
        f.contact_phone = "13800009999"
    last = Change.objects.first()
    assert "13800009999" not in str(last.after)
    assert set(last.after) == {"contact_phone"}


@pytest.mark.django_db(transaction=True)
def test_of_ten_writers_on_one_version_one_wins(people, logged):
    gate, outcomes = threading.Barrier(10), []

    def write(n):
        gate.wait()
        try:
            with change(logged, by=people["street"], act=Act.COMMUNITY_EDIT, version=1) as c:
                c.households = n
            outcomes.append("saved")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(1, 11)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(outcomes) == ["saved"] + ["stale"] * 9
    assert Change.objects.filter(act="community.edit").count() == 1
