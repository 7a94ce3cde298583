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


def public_pages(code, portal):
    ((round_,),) = portal.rows("SELECT min(id) FROM resident_participation_round WHERE status = 'closed'")
    return ["/c/", f"/c/{code}/", f"/v/{round_}/", "/b/", "/b/receipt/", "/h/", "/c/calls/", "/c/?q=新"]


def test_the_first_visit_is_light_and_needs_no_script(desk, busy):
    page = desk.sit(viewport=PHONE, java_script_enabled=False)
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"/c/{busy}/", wait_until="networkidle")
    assert 0 < sum(sizes) <= LIGHT, sizes
    words = page.locator("main").inner_text()
    for heading in ("要改什么", "钱从哪里来", "表决和征询", "时间安排", "有话要说"):
        assert heading in words


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["1440", "390"])
def test_no_serious_barrier_on_any_public_page(desk, busy, viewport):
    page, found = desk.sit(viewport=viewport), []
    for path in public_pages(busy, desk.portal):
        for elder in (0, 1):
            page.goto(f"{path}{'&' if '?' in path else '?'}elder={elder}")
            results = Axe().run(page).response["violations"]
            found += [
                (path, elder, one["id"], node["html"][:90])
                for one in results
                if one["impact"] in SERIOUS
                for node in one["nodes"][:2]
            ]
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


def test_every_text_is_large_in_elder_mode(desk, busy):
    page = desk.sit(viewport=PHONE)
    for path in public_pages(busy, desk.portal):
        page.goto(f"{path}{'&' if '?' in path else '?'}elder=1")
        assert page.evaluate(SMALLEST) >= ELDER_LEAST, path
