"""议事组织: lawful numbers, declared ties, terms that end, names that stay masked."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core.errors import Refused
from core.models import Change
from core.records import verify
from resident_participation.bodies import actions, law
from resident_participation.bodies.models import Body, Member
from tests.factories import AreaFactory, CommunityFactory
from tests.factories_meetings import BodyFactory, MeetingFactory, MemberFactory

TODAY = timezone.localdate()
DAY = timedelta(days=1)
TERM = {"term_from": TODAY - 30 * DAY, "term_to": TODAY + 1000 * DAY}


@pytest.fixture
def home(people):
    return CommunityFactory(area=AreaFactory(code="330203006"), name="双桥新村")


def formed(home, by, members, kind="committee", side="owner", **values):
    terms = TERM | {"kind": kind, "name": f"{home}业主委员会", "chosen": "owners"} | values
    body = actions.found(by=by, community=home, **terms)
    for n in range(members):
        seat(body, by, side=side, post="chair" if n == 0 else "member")
    return body


def seat(body, by, **values):
    told = {"name": "陈建国", "side": "owner", "chosen": "elected", "interests": "没有", "declared_on": TODAY} | values
    return actions.add_member(body, by=by, **told)


@pytest.mark.parametrize(("members", "lawful"), [(3, False), (4, False), (5, True), (6, False), (7, True)])
def test_a_committee_is_odd_and_five_or_more(members, lawful):
    assert (not law.size_faults("committee", members, members)) == lawful


@pytest.mark.parametrize(("members", "owners", "lawful"), [(5, 3, True), (5, 2, False), (7, 4, True), (7, 3, False)])
def test_half_of_a_management_committee_are_owners(members, owners, lawful):
    faults = law.size_faults("management", members, owners)
    assert (not faults) == lawful and all("第八十二条" in words for words in faults)


def test_more_than_half():
    assert [law.majority(n) for n in (5, 6, 7, 8)] == [3, 4, 4, 5]


def test_a_committee_takes_office_with_a_lawful_number_and_declarations(home, people):
    by = people["street"]
    body = formed(home, by, 4)
    with pytest.raises(Refused, match="单数，现在是 4 人（宁波市住宅小区物业管理条例第二十九条）"):
        actions.install(body, by=by, document="白云备〔2026〕1号")
    seat(body, by, declared_on=None, interests="")
    with pytest.raises(Refused, match="1 名成员没有申报利害关系"):
        actions.install(body, by=by, document="白云备〔2026〕1号")
    member = body.members.get(declared_on=None)
    actions.edit_member(member, by=by, interests="妻子在物业公司上班", declared_on=TODAY)
    with pytest.raises(Refused) as refused:
        actions.install(body, by=by)
    assert refused.value.code == "no_document" and "document" in refused.value.fields
    assert Body.objects.get().state == "forming"
    assert actions.install(body, by=by, document="白云备〔2026〕1号").state == "serving"
    assert not [words for words in verify() if "组织" in words]


def test_one_owners_body_at_a_time(home, people):
    by = people["street"]
    actions.install(formed(home, by, 5), by=by, document="1号")
    second = formed(home, by, 5, kind="management", name="双桥新村物业管理委员会", chosen="street")
    with pytest.raises(ValidationError, match="已经有履职中的业主委员会或物业管理委员会"):
        actions.install(second, by=by, document="2号")


def test_a_term_is_not_made_longer_by_editing_it(home, people):
    by = people["street"]
    body = actions.install(formed(home, by, 5), by=by, document="1号")
    with pytest.raises(Refused) as refused:
        actions.edit(body, by=by, term_to=body.term_to + 365 * DAY)
    assert refused.value.code == "term_is_fixed" and "term_to" in refused.value.fields
    assert actions.edit(body, by=by, contact="社区二楼").contact == "社区二楼"
    with pytest.raises(Refused, match="任职要在本届任期内"):
        seat(body, by, to_on=body.term_to + DAY)


def test_a_renewal_is_a_new_term_and_ends_the_old_one(home, people):
    by = people["street"]
    old = actions.install(formed(home, by, 5, term_to=TODAY + 50 * DAY), by=by, document="1号")
    begins = TODAY + 51 * DAY
    new = actions.renew(old, by=by, term_from=begins, term_to=begins + 1000 * DAY, chosen="owners")
    assert (new.number, new.state, new.members.count()) == (2, "forming", 0)
    with pytest.raises(Refused, match="下一届已经在组建"):
        actions.renew(old, by=by, term_from=begins, term_to=begins + 9 * DAY, chosen="owners")
    for n in range(5):
        seat(new, by, post="chair" if n == 0 else "member")
    actions.install(new, by=by, document="2号")
    old.refresh_from_db()
    assert (old.state, old.ended_on) == ("ended", TODAY + 50 * DAY)
    assert old.in_office(TODAY) and not old.in_office(begins)
    assert new.in_office(begins) is False and Body.objects.get(pk=new.pk).in_office(begins)


def test_the_street_has_a_task_from_sixty_days_before_the_end(people, as_):
    area = AreaFactory(code="330203006")
    for name, left in (("刚好六十天", 60), ("还有六十一天", 61), ("过了一天", -1)):
        BodyFactory(community__area=area, community__name=name, name=name, term_to=TODAY + left * DAY)
    page = as_("street").get("/my-work/").content.decode()
    assert "刚好六十天" in page and "过了一天" in page and "还有六十一天" not in page
    assert "不能再召集会议和作决定" in page
    assert "刚好六十天" not in as_("street2").get("/my-work/").content.decode()
    listed = as_("street").get("/bodies/?expired=true").context["object_list"]
    assert [body.name for body in listed] == ["过了一天"]


def test_names_are_masked_unless_the_office_is_public(people, as_, api_):
    body = BodyFactory(community__area=AreaFactory(code="330203006"))
    member = MemberFactory(body=body, name="欧阳海棠")
    MemberFactory(body=body, name="李国强", office="社区党委书记", side="party", chosen="office")
    MemberFactory(body=body, name="搬走人", left_reason="搬走了")
    public = as_("visitor").get(f"/c/{body.community.code}/meetings/").content.decode()
    told = str(api_("visitor").get(f"/api/v1/bodies/{body.pk}/members/").json())
    staff = as_("street").get(f"/bodies/{body.pk}/").content.decode()
    for page in (public, told, staff):
        assert "欧阳海棠" not in page and "欧***" in page and "李国强" in page and "13812342071" not in page
    assert "搬***" not in public and "搬**" not in public
    form = as_("street").get(f"/body-members/{member.pk}/edit/").content.decode()
    assert "欧阳海棠" not in form and "13812342071" not in form
    assert "请写查看原因" in as_("street").post(f"/body-members/{member.pk}/reveal/", {"reason": " "}).content.decode()
    seen = as_("street").post(f"/body-members/{member.pk}/reveal/", {"reason": "通知开会"}).content.decode()
    assert "欧阳海棠" in seen and Change.objects.get(act="body.reveal").note == "通知开会"
    assert "欧阳海棠" not in str(list(Change.objects.values_list("before", "after", "target_name")))


def test_a_member_edited_without_a_name_keeps_it(home, people, as_):
    body = formed(home, people["street"], 1)
    member = body.members.get()
    sent = {"name": "", "phone": "", "post": "vice", "side": "owner", "chosen": "self", "interests": "没有"}
    sent |= {"from_on": str(member.from_on), "to_on": str(member.to_on), "declared_on": str(TODAY)}
    assert as_("street").post(f"/body-members/{member.pk}/edit/", sent).status_code == 302
    member.refresh_from_db()
    assert (member.name, member.post) == ("陈建国", "vice")


def test_who_leaves_leaves_a_gap_that_is_told(home, people, as_):
    by = people["street"]
    body = actions.install(formed(home, by, 5), by=by, document="1号")
    gone = body.members.filter(post="member").first()
    actions.leave(gone, by=by, date=TODAY - DAY, reason="搬走了")
    with pytest.raises(Refused, match="已经离任"):
        actions.leave(Member.objects.get(pk=gone.pk), by=by, date=TODAY, reason="又走")
    page = as_("street").get(f"/bodies/{body.pk}/").content.decode()
    assert "现在是 4 人" in page and "离任：搬走了" in page


def test_a_body_lies_in_its_community_or_in_a_street(home, people):
    by = people["street"]
    values = TERM | {"kind": "coordination", "name": "停车协调会", "chosen": "street"}
    with pytest.raises(Refused, match="请选街道"):
        actions.found(by=by, **values)
    assert actions.found(by=by, area=home.area, **values).area == home.area
    with pytest.raises(PermissionDenied):
        actions.found(by=people["street2"], community=home, **values)
    with pytest.raises(ValidationError, match="要写明是哪个小区的"):
        actions.found(by=by, area=home.area, **values | {"kind": "committee"})
    with pytest.raises(ValidationError, match="任期届满要晚于任期开始"):
        actions.found(by=by, community=home, **values | {"term_to": values["term_from"]})


def test_an_ended_body_stays_with_what_it_did(home, people):
    by = people["street"]
    body = actions.install(formed(home, by, 5), by=by, document="1号")
    meeting = MeetingFactory(body=body)
    with pytest.raises(Refused, match="不能晚于今天"):
        actions.end(body, by=by, date=TODAY + DAY, reason="撤销")
    actions.end(body, by=by, date=TODAY, reason="成员集体辞职")
    body.refresh_from_db()
    assert (body.state, list(body.meetings.all())) == ("ended", [meeting])
    with pytest.raises(Refused, match="已终止"):
        actions.end(body, by=by, date=TODAY, reason="再终止")
