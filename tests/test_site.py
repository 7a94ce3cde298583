"""The log of a site: one a day of each firm, in its own name, from the phone; an accident does not wait."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.policy import Role
from core.errors import Refused
from projects.acceptance import quality
from projects.models import SiteLog
from projects.site import actions
from tests.factories import AppointmentFactory, AreaFactory, CommunityFactory, ProjectFactory
from tests.factories_works import OrganisationFactory, PartyFactory

TODAY = date(2026, 6, 10)
DAY = {"day": TODAY, "works": "北区主路污水管开挖 40 m", "people": 18, "weather": "晴"}


@pytest.fixture
def project(people, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, **k: TODAY)
    community = CommunityFactory(area=AreaFactory(code="330203006"))
    made = ProjectFactory(area=community.area, community=community, building=True, first_works_date=date(2026, 3, 2))
    for role in (Role.CONTRACTOR, Role.SUPERVISOR):
        firm = PartyFactory(project=made, role=role, organisation=OrganisationFactory(name=f"{role}公司")).organisation
        post = AppointmentFactory(user__username=str(role), role=role, area=None, organisation=firm)
        people[str(role)] = post.user
    return made


def test_one_log_a_day_in_the_name_of_one_s_own_firm(project, people):
    mine = actions.write(project, by=people["contractor"], **DAY)
    theirs = actions.write(project, by=people["supervisor"], **DAY)
    assert (mine.party.role, theirs.party.role) == ("contractor", "supervisor")
    with pytest.raises(ValidationError, match="这一天的日志已写过，请改原来的"):
        actions.write(project, by=people["contractor"], **DAY)
    with pytest.raises(PermissionDenied):
        actions.edit(mine, by=people["supervisor"], works="别的")
    with pytest.raises(PermissionDenied):
        actions.write(project, by=people["district"], **DAY | {"day": date(2026, 6, 9)})
    with pytest.raises(Refused, match="日期还没有到"):
        actions.write(project, by=people["contractor"], **DAY | {"day": date(2026, 6, 11)})
    with pytest.raises(Refused, match="早于开工日期 2026年03月02日"):
        actions.write(project, by=people["contractor"], **DAY | {"day": date(2026, 3, 1)})
    assert SiteLog.objects.count() == 2


def test_the_contractor_writes_from_the_phone_and_the_offices_read(project, as_):
    url, contractor = f"/projects/{project.pk}/site-logs/", as_("contractor")
    assert contractor.post(f"{url}new/", DAY).status_code == 302
    again = contractor.get(f"{url}new/").content.decode()
    assert 'value="18"' in again, "the crew of the day before stands there already"
    for reader in ("street", "district", "city", "supervisor", "auditor"):
        assert "北区主路污水管开挖 40 m" in as_(reader).get(url).content.decode(), reader
    assert as_("street2").get(url).status_code == 404
    taken = contractor.post(f"{url}new/", DAY)
    assert taken.status_code == 200 and "这一天的日志已写过" in taken.content.decode()
    assert "40 m" in taken.content.decode(), "what was typed stays"


def test_an_accident_waits_for_the_offices_until_somebody_went_there(project, people, as_):
    actions.write(project, by=people["contractor"], **DAY | {"incident": True, "safety": "脚手架局部倒塌，无人受伤"})
    waiting = as_("street").get("/my-work/").content.decode()
    assert "质量安全事故" in waiting and "脚手架局部倒塌，无人受伤；24 小时以内要向主管部门报告" in waiting
    assert "质量安全事故" not in as_("street2").get("/my-work/").content.decode()
    quality.inspect(project, by=people["street"], held_on=TODAY, inspector="陈岚", kind="special", note="已停工")
    assert "质量安全事故" not in as_("street").get("/my-work/").content.decode()
