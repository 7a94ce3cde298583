"""五共: one registry ties five pages; the community's first page says in numbers how far each is."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resident_participation.models import ResidentSupervisor
from resident_participation.public.sections import ORDER, TOGETHER, five
from tests.factories import CommunityFactory, ProjectFactory
from tests.factories_meetings import MeetingFactory, MinutesFactory
from tests.factories_shared import ResidentSupervisorFactory, SupervisionReportFactory
from tests.factories_voices import (
    ClearanceAskFactory,
    InitiativeFactory,
    OpinionWindowFactory,
    SchemeOpinionFactory,
    SignatureFactory,
)

NAMES = ["共谋", "共建", "共管", "共评", "共享"]
SIGNING = {"state": "signing", "public_why": "不安全", "households": 20, "needed": 4}


@pytest.fixture
def home(people):
    home = CommunityFactory(name="双桥新村", status="in_progress")
    ProjectFactory(community=home, area=home.area)
    return home


def told(client, home):
    page = client.get(f"/c/{home.code}/").content.decode()
    part = page[page.index('id="together"') :]
    return re.findall(r"<b>(.+?)</b>.*?<p class=\"ink2\">(.*?)</p>", part[: part.index("</section>")], re.DOTALL)


def test_all_five_stand_on_the_first_page_with_what_is_so_before_anything_happened(home, client):
    assert [page.name for page, _ in five(home)] == NAMES == [TOGETHER[key].name for key in ORDER]
    lines = told(client, home)
    assert [name for name, _ in lines] == NAMES and all(words.strip() for _, words in lines)
    assert client.get(f"/c/{CommunityFactory().code}/").status_code == 200, "without a project as well"


def test_the_lines_are_counted(home, client):
    wish = InitiativeFactory(row__community=home, published_on=timezone.localdate(), **SIGNING)
    SignatureFactory(initiative=wish)
    SignatureFactory(initiative=wish)
    InitiativeFactory(row__community=home)  # not reviewed: nobody's business yet
    window = OpinionWindowFactory(round=None, project=home.projects.get(), community=home)
    SchemeOpinionFactory(window=window)
    SchemeOpinionFactory(
        window=window, state="adopted", public_text="好", reply="改了", answered_on=timezone.localdate()
    )
    supervisor = ResidentSupervisorFactory(project=home.projects.get())
    SupervisionReportFactory(supervisor=supervisor)
    lines = dict(told(client, home))
    assert "改造倡议 1 件，2 户次联名" in lines["共谋"]
    assert "方案意见 2 条，已答复 1 条" in lines["共谋"]
    assert "居民监督员 1 人；上报 1 件，已解决 0 件" in lines["共管"]


def test_one_bar_ties_them_with_a_way_back(home, client):
    for page, url in five(home):
        html = client.get(url).content.decode()
        bar = html[html.index('aria-label="大家一起改"') :]
        bar = bar[: bar.index("</nav>")]
        assert re.findall(r">([^<>]+)</a>", bar) == NAMES
        assert re.search(r'aria-current="true">([^<]+)<', bar)[1] == page.name
        assert f'href="/c/{home.code}/"' in html and "<script" not in html
    for url in ("initiatives/", "opinions/"):
        assert 'aria-current="true">共谋<' in client.get(f"/c/{home.code}/{url}").content.decode()


def test_meetings_to_come_and_published_minutes_are_named(home, client):
    soon = timezone.now() + timedelta(days=3)
    MeetingFactory(body__community=home, title="议事会例会", state="called", starts_at=soon)
    MeetingFactory(body__community=home, title="还在筹备的会", starts_at=soon)
    MeetingFactory(body__community=home, title="上个月的会", state="called", starts_at=soon - timedelta(days=30))
    held = MeetingFactory(
        body__community=home, title="车位协调会", state="held", result={"x": 1}, closed_at=timezone.now()
    )
    MinutesFactory(meeting=held)
    MinutesFactory(meeting=held, number=2, reason="记错日期")
    page = client.get(f"/c/{home.code}/").content.decode()
    part = page[page.index("会议和纪要") :]
    assert "议事会例会" in part and "还在筹备的会" not in part and "上个月的会" not in part
    assert part.count("车位协调会") == 1


def test_the_first_page_costs_the_same_for_many_voices(home, client):
    def fill(times):
        for _ in range(times):
            SignatureFactory(
                initiative=InitiativeFactory(row__community=home, published_on=timezone.localdate(), **SIGNING)
            )
            ClearanceAskFactory(community=home, project=home.projects.get())
            n = ResidentSupervisor.objects.count() + 1
            ResidentSupervisorFactory(project=home.projects.get(), number=n)
            MinutesFactory(meeting=MeetingFactory(body__community=home, state="called"))

    costs = []
    for times in (2, 5):
        fill(times)
        client.get(f"/c/{home.code}/")
        with CaptureQueriesContext(connection) as found:
            client.get(f"/c/{home.code}/")
        costs.append(len(found))
    assert costs[0] == costs[1] <= 30, costs
