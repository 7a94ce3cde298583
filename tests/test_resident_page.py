"""The resident's page of a community in a real browser: light, without scripts, large for elders, no barrier."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import PHONE, WIDE

pytestmark = pytest.mark.xdist_group("live")
LIGHT = 120 * 1024  # bytes on the first visit
ELDER_LEAST = 18  # px of any text in elder mode
SERIOUS = {"serious", "critical"}
BUSY = """SELECT c.code FROM communities_community c JOIN resident_participation_round r ON r.community_id = c.id
  JOIN projects_worksitem i ON i.community_id = c.id WHERE r.status = 'voting' LIMIT 1"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('body *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.offsetParent !== null)
  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""


@pytest.fixture
def busy(desk):
    """A community with works, money and a running vote."""
    ((code,),) = desk.portal.rows(BUSY)
    return code


OF_A_COMMUNITY = {  # each public page of a community, where something stands on it: {page: which community}
    "": "busy",
    "plan/": "voiced",
    "opinions/": "voiced",
    "initiatives/": "voiced",
    "clearances/": "voiced",
    "supervision/": "built",
    "assessment/": "built",
    "outcome/": "built",
    "meetings/": "met",
    "enforcement/": "busy",
    "say/": "busy",
    "poster/": "busy",
}
WHERE = {
    "voiced": "resident_participation_initiative o JOIN communities_community c ON c.id = o.community_id"
    " WHERE o.published_on IS NOT NULL",
    "built": "resident_participation_wave o JOIN communities_community c ON c.id = o.community_id"
    " WHERE o.state = 'closed'",
    "met": "resident_participation_meeting o JOIN communities_community c ON c.id = o.community_id"
    " WHERE o.state <> 'draft'",
}
PRINTED = ("/poster/", "/notice/", "/certificate/")  # sheets of A4: not read on a screen, not made larger


def public_pages(busy, portal):
    """Every page that anybody may open, each at a place where it has something to say."""
    homes = {
        name: portal.rows(f"SELECT c.code FROM {rows} ORDER BY o.id LIMIT 1")[0][0] for name, rows in WHERE.items()
    }
    homes["busy"] = busy
    ((closed,),) = portal.rows("SELECT min(id) FROM resident_participation_round WHERE status = 'closed'")
    ((meeting,),) = portal.rows("SELECT min(id) FROM resident_participation_meeting WHERE state = 'held'")
    ((wish, code),) = portal.rows(f"SELECT o.id, c.code FROM {WHERE['voiced']} ORDER BY o.id LIMIT 1")
    ((number,),) = portal.rows("SELECT min(number) FROM resident_participation_feedback WHERE state = 'replied'")
    own = [f"/c/{homes[which]}/{page}" for page, which in OF_A_COMMUNITY.items()]
    votes = [f"/v/{closed}/", f"/v/{closed}/notice/", f"/v/{closed}/certificate/", f"/v/lifts/{busy}/", "/v/rules/"]
    doors = ["/b/", "/b/receipt/", "/b/challenge/", "/h/", "/t/", "/case/", f"/case/?number={number}", "/c/stop/"]
    found = [
        "/c/",
        "/c/calls/",
        "/c/?q=新",
        f"/c/{code}/initiatives/{wish}/",
        f"/m/{meeting}/",
        f"/m/{meeting}/notice/",
    ]
    return [*own, *votes, *doors, *found]


def elder(path, on):
    return f"{path}{'&' if '?' in path else '?'}elder={on}"


def test_every_public_page_is_light_and_says_something_without_scripts(desk, busy):
    heavy = []
    for path in public_pages(busy, desk.portal):
        page = desk.sit(viewport=PHONE, java_script_enabled=False)
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        sizes = []
        client.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
        answer = page.goto(path, wait_until="networkidle")
        assert answer.status == 200 and page.locator("h1").first.inner_text().strip(), path
        heavy += [(path, sum(sizes))] if sum(sizes) > LIGHT else []
        page.context.close()
    assert not heavy


def test_the_first_visit_is_light_and_needs_no_script(desk, busy):
    page = desk.sit(viewport=PHONE, java_script_enabled=False)
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"/c/{busy}/", wait_until="networkidle")
    assert 0 < sum(sizes) <= LIGHT, sizes
    words = page.locator("main").inner_text()
    for heading in ("要改什么", "大家一起改", "钱从哪里来", "表决和征询", "会议和纪要", "时间安排", "有话要说"):
        assert heading in words


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["1440", "390"])
def test_no_serious_barrier_on_any_public_page(desk, busy, viewport):
    page, found = desk.sit(viewport=viewport), []
    for path in public_pages(busy, desk.portal):
        for on in (0,) if viewport == WIDE else (0, 1):
            page.goto(elder(path, on))
            results = Axe().run(page).response["violations"]
            found += [
                (path, on, one["id"], node["html"][:90])
                for one in results
                if one["impact"] in SERIOUS
                for node in one["nodes"][:2]
            ]
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


def test_every_text_is_large_in_elder_mode(desk, busy):
    page, small = desk.sit(viewport=PHONE), []
    for path in public_pages(busy, desk.portal):
        if not path.endswith(PRINTED):
            page.goto(elder(path, 1))
            size = page.evaluate(SMALLEST)
            small += [(path, size)] if size < ELDER_LEAST else []
    assert not small


def test_a_resident_says_something_from_a_phone_without_scripts_and_looks_it_up(desk, busy):
    page = desk.sit(viewport=PHONE, java_script_enabled=False)
    page.goto(f"/c/{busy}/")
    page.get_by_role("link", name="写一条意见").click()
    page.get_by_label("活做得不好").check()
    page.get_by_label("2. 什么事").fill("外墙刷到一半停了，脚手架挡着窗")
    page.wait_for_timeout(3500)
    page.get_by_role("button", name="提交").click()
    assert page.get_by_role("heading", name="已收到").is_visible()
    number = page.locator("b.big").first.inner_text()
    page.get_by_role("link", name="看办到哪一步").click()
    words = page.locator("main").inner_text()
    assert number in words and "已经登记，等待受理" in words and "脚手架" not in words
