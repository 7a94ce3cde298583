"""Lists of works cost as many statements for twelve rows as for three, on the page and in the API."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.consents.reference import plan_thresholds
from tests.factories import AreaFactory, CommunityFactory, ProgressReportFactory, ProjectFactory
from tests.factories_works import (
    AssetFactory,
    ConsultationRecordFactory,
    DefectFactory,
    FindingFactory,
    FundEntryFactory,
    HiddenWorkFactory,
    MilestoneFactory,
    PartnerCallFactory,
    PledgeFactory,
    PrecinctPlanFactory,
    ProjectWarningFactory,
    SiteLogFactory,
)

PAGES = [
    "/projects/", "/milestones/", "/warnings/", "/findings/", "/assets/", "/defects/", "/calls/", "/pledges/",
    "/precinct-plans/", "/units/", "/consultations/", "/funds/entries/", "/progress/?period=2026-10", "/my-work/",
]  # fmt: skip
LISTS = [
    "projects", "milestones", "project-warnings", "findings", "assets", "defects", "partner-calls", "pledges",
    "precinct-plans", "units", "consultation-records", "fund-entries", "hidden-works", "site-logs", "progress",
]  # fmt: skip


def more(count):
    """So many projects, each with one record of everything."""
    for _ in range(count):
        community = CommunityFactory(area=AreaFactory(code="330203006"))
        project = ProjectFactory(area=community.area, community=community, building=True)
        MilestoneFactory(project=project, weight=100, planned_on=date(2026, 5, 1))
        ProgressReportFactory(project=project, period="2026-10", state="submitted")
        for made in (ProjectWarningFactory, HiddenWorkFactory, SiteLogFactory, FundEntryFactory, PledgeFactory):
            made(project=project)
        AssetFactory(project=project, community=community)
        FindingFactory(inspection__project=project)
        DefectFactory(warranty__project=project, community=community)
        PartnerCallFactory(project=project, unit=None)
        PrecinctPlanFactory(unit__area=community.area)
        ConsultationRecordFactory(community=community)


def spent(client, url):
    client.get(url)  # what a process keeps is kept from here on
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    return len(found)


def test_a_list_costs_the_same_for_few_and_for_many(people, as_, api_):
    plan_thresholds()
    page, program = as_("district"), api_("district")
    doors = [(page, url) for url in PAGES] + [(program, f"/api/v1/{name}/") for name in LISTS]
    more(3)
    few = {url: spent(client, url) for client, url in doors}
    more(9)
    many = {url: spent(client, url) for client, url in doors}
    assert many == few
    assert max(count for url, count in few.items() if url.startswith("/api/")) <= 4
