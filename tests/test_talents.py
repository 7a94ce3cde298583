"""能人库: found by what they can and wish, listed by consent only, gone at once on a word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import thresholds
from core.errors import Refused
from core.models import Change
from core.records import verify
from resident_participation.reference import DATA
from resident_participation.slips import codes
from resident_participation.talents import actions
from resident_participation.talents.models import Talent
from tests.factories import AreaFactory, CommunityFactory
from tests.factories_meetings import TalentFactory

TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def home(people):
    thresholds.load(DATA / "participation_thresholds.csv")
    return CommunityFactory(area=AreaFactory(code="330203006"), name="双桥新村")


def able(home, by, **values):
    told = {"name": "周阿毛", "phone": "13812342071", "work": "retired", "consent_on": TODAY}
    told |= {"skills": ["electrician"], "wishes": ["supervise"], "remark": "原供电所"}
    return actions.enter(by=by, community=home, **told | values)


def test_retired_electricians_who_wish_to_supervise(home, people, as_, api_):
    three = [TalentFactory(community=home, name=name) for name in ("周一", "吴二", "郑三")]
    TalentFactory(community=home, work="employed")
    TalentFactory(community=home, skills=["law"])
    TalentFactory(community=home, wishes=["council"])
    TalentFactory(community=home, expires_on=TODAY - DAY)
    asked = "?skill=electrician&work=retired&wish=supervise"
    assert set(as_("street").get(f"/talents/{asked}").context["object_list"]) == set(three)
    told = api_("street").get(f"/api/v1/talents/{asked}").json()
    assert {row["id"] for row in told["results"]} == {t.pk for t in three}
    assert all(word not in str(told) for word in ("周一", "13812342071", "address"))
    page = as_("street").get(f"/talents/{asked}").content.decode()
    assert "周一" not in page and "周*" in page and "13812342071" not in page
    assert "清除全部" in page or "电工" in page


def test_the_consent_prints_a_code_that_the_database_does_not_know(home, people, as_):
    sent = {"community": home.pk, "name": "周阿毛", "phone": "13812342071", "work": "retired"}
    sent |= {"skills": ["electrician"], "wishes": ["supervise"], "consent_on": str(TODAY)}
    response = as_("street").post("/talents/new/", sent)
    page, talent = response.content.decode(), Talent.objects.get()
    assert response["Cache-Control"] == "no-store" and "周阿毛" in page and "撤回码" in page
    code = page.split("撤回码　<b>")[1].split("<")[0]
    assert talent.fingerprint == actions.mark(codes.read(code)) and code.replace(" ", "") not in str(vars(talent))
    assert talent.expires_on == TODAY + 365 * DAY
    assert "周阿毛" not in str(list(Change.objects.values_list("after", "target_name", "note")))

    gone = as_("visitor").post("/t/", {"code": code.lower()})
    assert "已撤回" in gone.content.decode()
    talent.refresh_from_db()
    assert (talent.name, talent.phone, talent.remark, talent.withdrawn_on) == ("", "", "", TODAY)
    assert not as_("street").get("/talents/").context["object_list"]
    assert as_("street").get(f"/talents/{talent.pk}/").status_code == 404
    assert Change.objects.get(act="talent.withdraw").by_name == "本人"
    assert "没有这个撤回码" in as_("visitor").post("/t/", {"code": code}).content.decode()
    assert not [words for words in verify() if "能人" in words]


def test_who_tries_codes_is_stopped(home, as_):
    visitor = as_("visitor")
    for _ in range(60):
        visitor.post("/t/", {"code": codes.new_code()})
    assert "试错太多次" in visitor.post("/t/", {"code": codes.new_code()}).content.decode()


def test_a_clerk_withdraws_and_a_new_print_kills_the_old_code(home, people):
    by = people["street"]
    talent, code = able(home, by)
    _, fresh = actions.new_slip(talent, by=by)
    with pytest.raises(Refused, match="没有这个撤回码"):
        actions.withdraw_by_code(code)
    assert Talent.objects.listed().count() == 1
    actions.withdraw(talent, by=by, note="来电说不参加了")
    assert not Talent.objects.listed().exists()
    for act in (lambda: actions.withdraw(talent, by=by), lambda: actions.renew(talent, by=by, date=TODAY)):
        with pytest.raises(Refused, match="已经撤回"):
            act()
    with pytest.raises(Refused, match="没有这个撤回码"):
        actions.withdraw_by_code(fresh)


def test_a_consent_runs_out_by_itself_and_is_renewed_on_paper(home, people, as_):
    by = people["street"]
    talent, _ = able(home, by, consent_on=TODAY - 366 * DAY)
    assert talent.expires_on == TODAY - DAY and not Talent.objects.listed().exists()
    assert not as_("street").get("/talents/").context["object_list"]
    assert "能人库续期" in as_("street").get("/my-work/").content.decode()
    with pytest.raises(Refused) as refused:
        actions.renew(talent, by=by, date=TODAY + DAY)
    assert "date" in refused.value.fields
    assert actions.renew(talent, by=by, date=TODAY).expires_on == TODAY + 365 * DAY
    assert Talent.objects.listed().count() == 1
    with pytest.raises(Refused, match="不能晚于今天"):
        able(home, by, consent_on=TODAY + DAY)


def test_who_was_not_asked_again_is_forgotten(home, people):
    kept, _ = able(home, people["street"], consent_on=TODAY - 455 * DAY)  # ran out 90 days ago
    old, _ = able(home, people["street"], consent_on=TODAY - 456 * DAY)
    assert actions.forget_old() == 1 and actions.forget_old() == 0
    old.refresh_from_db()
    kept.refresh_from_db()
    assert (old.name, kept.name) == ("", "周阿毛")


def test_what_is_personal_is_seen_for_a_reason_and_edited_blind(home, people, as_):
    talent, _ = able(home, people["street"])
    form = as_("street").get(f"/talents/{talent.pk}/edit/").content.decode()
    assert all(word not in form for word in ("周阿毛", "13812342071", "原供电所"))
    sent = {"name": "", "phone": "", "remark": "", "work": "employed", "skills": ["law", "cost"], "wishes": ["mediate"]}
    assert as_("street").post(f"/talents/{talent.pk}/edit/", sent).status_code == 302
    talent.refresh_from_db()
    assert (talent.name, talent.remark, talent.skills) == ("周阿毛", "原供电所", ["law", "cost"])
    assert "请写查看原因" in as_("street").post(f"/talents/{talent.pk}/reveal/", {"reason": ""}).content.decode()
    assert "13812342071" in as_("street").post(f"/talents/{talent.pk}/reveal/", {"reason": "邀请监督"}).content.decode()
