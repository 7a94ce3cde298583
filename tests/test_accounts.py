"""Who may come in, for how long, and who decides about it."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.former import AreaFinder
from accounts.models import Area, ManagementOrg, User
from accounts.policy import Role
from core.errors import Refused
from core.models import Change
from core.reference import load_all
from tests.factories import AppointmentFactory, AreaFactory, CommunityFactory, ManagementOrgFactory, UserFactory

PASSWORD = "Yongjiang-2026"


@pytest.fixture
def clerk(people):
    user = people["street"]
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password=PASSWORD, **extra):
    return client.post("/sign-in/", {"username": "street", "password": password, **extra})


@pytest.fixture(scope="module")
def ningbo(django_db_setup, django_db_blocker):
    """The areas that ship with the product, once for this file."""
    with django_db_blocker.unblock():
        load_all()
        yield
        from django.core.management import call_command  # noqa: PLC0415

        call_command("flush", "--no-input", verbosity=0)


# --- areas ---


def test_the_statutory_tree_is_complete(ningbo, db):
    today = Area.objects.today()
    counts = {level: today.filter(level=level).count() for level in Area.Level.values}
    assert counts == {"city": 1, "district": 10, "street": 162, "neighborhood": 3042}
    assert today.filter(is_core=True).count() == 6


@pytest.mark.parametrize(
    ("text", "district", "code", "notice"),
    [
        ("白云街道", "海曙区", "330203006", ""),
        ("白云", "海曙", "330203006", ""),
        ("330203006", "", "330203006", ""),
        ("330203006001", "", "330203006", ""),
        ("330204005", "", "330212012", "“江东区东柳街道”现为鄞州区东柳街道，按现在的区划读取"),
        ("东柳街道", "江东区", "330212012", "“江东区东柳街道”现为鄞州区东柳街道，按现在的区划读取"),
        ("石碶街道", "鄞州区", "330203009", "“鄞州区石碶街道”现为海曙区石碶街道，按现在的区划读取"),
        ("尚田镇", "", "330213007", "“奉化市尚田镇”现为奉化区尚田街道，按现在的区划读取"),
        ("茶院乡", "宁海县", "330226113", "“茶院乡”现为宁海县茶院镇，按现名读取"),
    ],
)
def test_an_old_code_or_name_finds_today_s_area(ningbo, db, text, district, code, notice):
    found = AreaFinder().find(text, district)
    assert (found.area.pk if found.area else found.error, found.notice) == (code, notice)


@pytest.mark.parametrize(
    ("text", "district", "words"),
    [
        ("月河街道", "海曙区", "没有“月河街道”这个街道（镇、乡），最接近“月湖街道”"),
        ("中马街道", "", "“中马街道”已撤销，没有一一对应的现行街道"),
        ("白云街道", "鄞州区", "“白云街道”不在鄞州区，在海曙区"),
        ("999999999", "", "没有代码为 999999999 的街道"),
    ],
)
def test_an_unknown_area_is_told_in_words(ningbo, db, text, district, words):
    found = AreaFinder().find(text, district)
    assert found.area is None
    assert found.error.startswith(words)


@pytest.mark.parametrize(
    ("code", "org"),
    [
        ("330212004", "宁波国家高新区"),
        ("330212103", "东钱湖旅游度假区"),
        ("330206001", "大榭开发区"),
        ("330212012", "鄞州区"),
    ],
)
def test_functional_zones_manage_their_streets(ningbo, db, code, org):
    assert ManagementOrg.objects.of(code).name == org


# --- signing in ---


def test_signing_in_leads_back_to_where_one_wanted_to_go(clerk):
    client = Client()
    asked = client.get("/communities/?q=双桥")
    assert asked.url.startswith("/sign-in/?next=/communities/")
    assert sign_in(client, next="/communities/?q=1").url == "/communities/?q=1"
    assert sign_in(Client(), next="https://elsewhere.example/").url == "/"


def test_a_wrong_password_says_so_and_five_lock_for_half_an_hour(clerk):
    client = Client()
    for _ in range(4):
        assert "账号或密码不对" in sign_in(client, "wrong").content.decode()
    locked = sign_in(client, "wrong")
    assert (locked.status_code, "已锁定半小时" in locked.content.decode()) == (429, True)
    assert sign_in(client).status_code == 429


def test_the_api_locks_with_the_same_words(clerk):
    client = Client()
    for _ in range(5):
        answer = client.post("/api/v1/auth/token/", {"username": "street", "password": "wrong"})
    assert (answer.status_code, answer.json()["code"]) == (429, "locked")


def test_a_token_opens_the_api_and_ends_with_the_account(clerk, people):
    token = Client().post("/api/v1/auth/token/", {"username": "street", "password": PASSWORD}).json()["token"]
    client = Client(headers={"Authorization": f"Token {token}"})
    CommunityFactory()
    assert client.get("/api/v1/communities/").json()["count"] == 1
    actions.edit_account(clerk, by=people["sysadmin"], is_active=False)
    refused = client.get("/api/v1/communities/")
    assert (refused.status_code, refused.json()["code"]) == (401, "sign_in_failed")


def test_a_quiet_session_ends(clerk, settings):
    client = Client()
    sign_in(client)
    assert client.get("/communities/").status_code == 200
    session = client.session
    session["seen"] -= settings.SESSION_IDLE_MINUTES * 60 + 1
    session.save()
    assert client.get("/communities/").url.startswith("/sign-in/")


def test_a_session_ends_after_a_working_day_however_busy(clerk, settings):
    client = Client()
    sign_in(client)
    client.get("/communities/")
    session = client.session
    session["since"] -= settings.SESSION_HOURS * 3600 + 1
    session.save()
    assert client.get("/communities/").url.startswith("/sign-in/")


# --- passwords ---


@pytest.mark.parametrize("due", ["first", "old"])
def test_a_first_or_old_password_opens_one_page_only(clerk, due):
    if due == "first":
        clerk.must_change_password = True
    else:
        clerk.password_changed_at = timezone.now() - timedelta(days=91)
    clerk.save()
    client = Client()
    sign_in(client)
    assert client.get("/communities/").url == "/password/"
    new = {"old": PASSWORD, "new": "Sanjiangkou-99", "again": "Sanjiangkou-99"}
    assert client.post("/password/", new).status_code == 302
    assert client.get("/communities/").status_code == 200


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("Ab1-", "密码太短，至少 10 个字符"),
        ("abcdefghij1", "三种"),
        ("Street-20261", "密码里不能有账号名"),
        (PASSWORD, "不能和最近 5 次用过的密码相同"),
    ],
)
def test_a_poor_password_is_refused_with_what_to_do(clerk, new, words):
    client = Client()
    sign_in(client)
    page = client.post("/password/", {"old": PASSWORD, "new": new, "again": new}).content.decode()
    assert words in page
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_passwords_never_reach_the_log(clerk, people):
    actions.change_own_password(clerk, password="Sanjiangkou-99")
    row = Change.objects.get(act="account.password")
    assert "argon" not in str(row.after) + str(row.before)
    assert "md5" not in str(row.after) + str(row.before)


# --- the three administrators ---


def test_a_new_account_sees_nothing_until_it_is_appointed(people, as_):
    page = as_("sysadmin").post("/accounts/new/", {"username": "newbie", "display_name": "新来的", "office": ""})
    password = re.search(r'<b class="code">(.+?)</b>', page.content.decode()).group(1)
    user = User.objects.get(username="newbie")
    assert user.check_password(password)
    assert (user.must_change_password, user.prefixes) == (True, [])
    body = {"role": "street", "area": "330203006", "org": "", "note": "调令 1 号"}
    assert as_("sysadmin").post(f"/accounts/{user.pk}/appoint/", body).status_code == 403
    assert as_("secadmin").post(f"/accounts/{user.pk}/appoint/", body).status_code == 302
    assert User.objects.get(pk=user.pk).prefixes == ["330203006"]


def test_nobody_appoints_themselves_or_holds_two_administrators_offices(people):
    with pytest.raises(Refused) as refused:
        actions.appoint(people["secadmin"], by=people["secadmin"], role=Role.CITY, area=AreaFactory(code="3302"))
    assert refused.value.code == "own_appointment"
    for role in (Role.AUDIT_ADMIN, Role.CITY):
        with pytest.raises(ValidationError):
            actions.appoint(people["sysadmin"], by=people["secadmin"], role=role, area=AreaFactory(code="3302"))


def test_a_zone_s_officer_sees_the_zone_s_streets(people):
    zone = ManagementOrgFactory(code="test-zone", name="测试功能区")
    zone.areas.add(AreaFactory(code="330212004"), AreaFactory(code="330212015"))
    officer = AppointmentFactory(user=UserFactory(), role="district", area=None, org=zone).user
    assert officer.prefixes == ["330212004", "330212015"]


def test_an_ended_appointment_ends_at_once(people, as_):
    CommunityFactory()
    assert as_("street").get("/communities/").context["page"].paginator.count == 1
    post = people["street"].appointments.get()
    assert as_("secadmin").post(f"/appointments/{post.pk}/end/").status_code == 302
    assert as_("street").get("/communities/").context["page"].paginator.count == 0


def test_the_audit_page_tells_acts_but_no_contents(people, as_):
    actions.create_account(by=people["sysadmin"], username="x1", display_name="甲某")
    page = as_("auditadmin").get("/audit/").content.decode()
    assert "甲某" in page
    assert as_("city").get("/audit/").status_code == 403
