"""A real browser on the running portal: `desk.sit("street")` is a clerk's signed-in page.

Whatever a page does wrong behind a person's back is a fault of the test that opened it: an error on the console (a
violation of the content security policy is one), an exception in a script, a request that leaves the host.
Debian's chromium is used. Where there is none the tests are skipped and say so; with CI=true they fail.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.live import PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
REFUSED = "status of 409"  # a form that was refused is shown again; the browser notes its status
PATIENCE = 20_000  # milliseconds
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SHOWN_WORDS = """() => [document.title, document.body.innerText,
  ...['placeholder', 'aria-label', 'alt', 'title', 'data-tip'].flatMap(name =>
    [...document.querySelectorAll(`[${name}]`)].map(e => e.getAttribute(name)))].join('\\n')"""
TOO_WIDE = """() => { const w = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth <= w ? [] : [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > w + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 90)) }"""


class Desk:
    """The browser windows of one test. Signing in happens once per account, by the sign-in page."""

    def __init__(self, chromium, portal, cookies):
        self.chromium, self.portal, self.cookies = chromium, portal, cookies
        self.open, self.faults = [], []

    def sit(self, who=None, viewport=WIDE, **options):
        """A page of its own, signed in as one of the demo accounts or, with None, not signed in."""
        if who and who not in self.cookies:
            self.cookies[who] = self.sign_in(who)
        context = self.chromium.new_context(
            base_url=self.portal.url,
            viewport=viewport,
            locale="zh-CN",
            storage_state=self.cookies[who] if who else None,
            **options,
        )
        context.set_default_timeout(PATIENCE)
        self.open.append(context)
        page = context.new_page()
        self.watch(page)
        return page

    def sign_in(self, who):
        page = self.sit()
        page.goto("/sign-in/")
        page.get_by_label("账号").fill(who)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)  # firms begin elsewhere
        return page.context.storage_state()

    def watch(self, page):
        def keep(what):
            self.faults.append(f"{page.url}: {what}")

        page.on("console", lambda said: keep(said.text) if said.type == "error" and REFUSED not in said.text else None)
        page.on("pageerror", lambda error: keep(error))
        page.on("request", lambda sent: None if self.is_ours(sent.url) else keep(f"asks for {sent.url}"))

    def is_ours(self, url):
        return url.startswith((f"{self.portal.url}/", "data:", "blob:"))

    def close(self):
        for context in self.open:
            context.close()


def english(page):
    """English words a person could read on a page, as a set; checksums, numbers with letters and web addresses that a
    resident types are no words."""
    text = re.sub(r"https?://[\w.:/-]+", "", page.evaluate(SHOWN_WORDS), flags=re.ASCII)
    return set(re.findall(r"(?<![A-Za-z0-9])[A-Za-z]{2,}(?![A-Za-z0-9])", text))


def too_wide(page):
    """The first elements that make a page scroll sideways."""
    return page.evaluate(TOO_WIDE)


def require_browser():
    if CHROMIUM.exists():
        return
    words = f"NO BROWSER: {CHROMIUM} is missing, the journeys were not tested (apt-get install chromium)"
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="module")
def chromium():
    """One browser for a module; closed before other tests run, as its event loop is in Django's way."""
    require_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def cookies():
    return {}


@pytest.fixture
def desk(chromium, live_city, cookies):
    desk = Desk(chromium, live_city, cookies)
    yield desk
    desk.close()
    assert not desk.faults, desk.faults
