"""One owners' vote of three hundred households, from the sheet of the roll to the certificate, by the right people."""

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, too_wide
from tests.live import PASSWORD, ROOT, Api
from tests.uploads import picture

HOUSEHOLDS, UNITS, ROOMS = 300, 3, 10
ITEMS = [
    ("动用维修资金修屋面", "业主共同决定：一般事项", "5"),
    ("把原锅炉房改成社区食堂", "业主共同决定：特别事项", "8"),
]
WORDS = {"agree": "同意", "against": "不同意", "abstain": "弃权", "invalid": "无效（空白、涂改、多选）"}
MORE_STAFF = """
from accounts.actions import appoint
from accounts.demo import account
from accounts.models import Area
from core.actors import SYSTEM
for username, name in (("clerk2", "吴萍"), ("canvasser", "郭小满")):
    person = account(username, name, "白云街道办事处", %r)
    appoint(person, by=SYSTEM, role="street", area=Area.objects.get(code="330203006"), note="测试")
"""
HOME = """
SELECT c.id, c.name, c.code FROM communities_community c
WHERE c.area_id = '330203006' AND c.households > 320
  AND NOT EXISTS (SELECT 1 FROM resident_participation_rollrow r WHERE r.community_id = c.id)
  AND (SELECT count(*) FROM communities_building b WHERE b.community_id = c.id AND b.storeys >= 5
       AND b.number IN (SELECT n || '幢' FROM generate_series(1, 10) n)) = 10
ORDER BY c.households LIMIT 1
"""


def flat(n):
    """(building, unit, floor, room, area in 0.01 m²) of the nth household."""
    building, rest = divmod(n, UNITS * ROOMS)
    unit, place = divmod(rest, ROOMS)
    floor = place // 2 + 1
    return f"{building + 1}幢", f"{unit + 1}单元", floor, f"{floor}0{place % 2 + 1}室", 7000 + n * 37 % 900


def owner_of(n):
    """One owner has three flats, the developer still has four: 300 households, 295 heads."""
    return 3 if n in (3, 13, 23) else "developer" if n in (40, 41, 42, 43) else n


def channel_of(n):
    return ["web", "web", "web", "web", "web", "tablet", "paper", "paper", None, None][n % 10]


def choice_of(n, item):
    n = owner_of(n) if owner_of(n) != "developer" else 40
    if channel_of(n) == "paper" and n % 50 == 16:
        return "invalid"
    return "against" if n % (7 + item) == 0 else "abstain" if n % 13 == 0 else "agree"


def sheet(path, community):
    """The roll as a street keeps it in a spreadsheet, with two parking lots that have no say."""
    book = openpyxl.Workbook()
    book.active.append(["小区编号", "小区名称", "幢号", "单元号", "室号", "楼层", "用途", "专有部分面积（㎡）", "权属",
                        "业主姓名", "证件号码", "联系电话"])  # fmt: skip
    code, name = community
    for n in range(HOUSEHOLDS):
        building, unit, floor, room, area = flat(n)
        owner, id_number = owner_of(n), f"33020319700101{n:04d}"
        holder = "开发企业（未售或未交付）" if owner == "developer" else "个人"
        if owner == 3:
            id_number = "330203197001010003"
        words = ["", "", ""] if owner == "developer" else [f"业主{n:03d}", id_number, f"138{n:08d}"]
        area_m2 = Decimal(area) / 100
        book.active.append([code, name, building, unit, room, floor, "住宅", area_m2, holder, *words])
    for n in (1, 2):
        book.active.append([code, name, "1幢", "", f"车{n}", 1, "车位", 12.5, "个人", f"车主{n}", "", ""])
    book.save(path)


def expected(item):
    """Heads and area by choice, counted by hand: an owner once, all of his flats' area."""
    found = {word: (set(), []) for word in ("roll", "participating", *WORDS)}
    for n in range(HOUSEHOLDS):
        says = choice_of(n, item) if channel_of(n) else None
        took = says not in (None, "invalid")
        for name in ("roll", *(["participating"] if took else []), *([says] if says else [])):
            found[name][0].add(owner_of(n))
            found[name][1].append(flat(n)[4])
    return {name: {"heads": len(heads), "area_cm2": sum(areas)} for name, (heads, areas) in found.items()}


class Slip:
    """A household's phone without scripts: it sends the forms as it finds them."""

    def __init__(self, portal, code):
        self.url, self.code = portal.url, code
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def send(self, path, **fields):
        body = None
        if fields:
            body = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        with self.opener.open(self.url + path, body, timeout=30) as answer:
            page = answer.read().decode()
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page):
            self.token = found[1]
        return page

    def vote(self, n):
        page = self.send(f"/b/{self.code}")
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        page = self.send("/b/open/", token=token, factor=factor(n))
        for item in range(len(ITEMS)):
            page = self.send(f"/b/vote/?n={item + 1}&again", choice=choice_of(n, item))
        page = self.send("/b/check/", go="1")
        assert "投好了，已计入" in page, page
        return re.search(r'class="receipt">([^<]+)<', page)[1]


def factor(n):
    """The last four digits of the phone; the developer's flats have no owner's name: the room."""
    return flat(n)[3].removesuffix("室") if owner_of(n) == "developer" else f"{n:08d}"[-4:]


class Poll:
    """The people of one vote."""

    def __init__(self, desk, community):
        self.desk, self.portal, (self.community, self.name, self.code) = desk, desk.portal, community
        made = self.portal.manage("shell", "-c", MORE_STAFF % PASSWORD)
        assert made.returncode == 0, made.stderr
        self.clerk = desk.sit("street")
        self.clerk2 = desk.sit("clerk2", user_agent="another machine")

    def bring_in_the_roll(self, folder):
        page = self.clerk
        sheet(folder / "名册.xlsx", (self.code, self.name))
        page.goto("/imports/upload/?kind=roll")
        page.get_by_label("表格文件").set_input_files(folder / "名册.xlsx")
        page.get_by_role("button", name="下一步：核对").click()
        page.get_by_role("button", name="导入").click()
        expect(page.locator("main")).to_contain_text("新增 302 个", timeout=60_000)
        page.goto(f"/communities/{self.community}/roll/")
        expect(page.locator(".facts")).to_contain_text("295")
        differences = page.get_by_role("link", name="说明原因")
        for left in range(differences.count() - 1, -1, -1):
            differences.first.click()
            page.get_by_label("原因", exact=True).fill("本次只列住宅，其余另册")
            page.locator("main form button.p").click()
            expect(differences).to_have_count(left)

    def draft(self):
        page = self.clerk
        page.goto(f"/votes/new/?community={self.community}")
        page.get_by_label("种类").select_option(label="业主共同决定")
        page.locator("[name=community]").select_option(str(self.community))
        page.get_by_label("标题").fill("屋面和食堂")
        page.get_by_label("联系电话").fill("0574-87654321")
        page.locator("main form button.p").click()
        page.wait_for_url(re.compile(r"/votes/\d+/$"))
        self.round = int(re.search(r"/votes/(\d+)/", page.url)[1])
        for title, rule, matter in ITEMS:
            page.goto(f"/votes/{self.round}/items/new/")
            page.get_by_label("事项", exact=True).fill(title)
            page.locator("[name=rule]").select_option(label=rule)
            page.locator("[name=matter]").fill(matter)
            page.locator("main form button.p").click()
            page.wait_for_url(re.compile(r"/votes/\d+/$"))

    def announce(self):
        """The roll has hung for its days; then the notice hangs for its own, with a photo."""
        today = date.today()
        self.step("post-roll", date=today.isoformat())
        self.turn("roll_from = roll_from - 10, roll_to = roll_to - 10")
        opens = today + timedelta(days=16)
        self.step(
            "lock",
            notice_from=today.isoformat(),
            opens_at=f"{opens}T08:00",
            closes_at=f"{opens + timedelta(days=10)}T20:00",
        )
        page = self.clerk
        page.goto(f"/votes/{self.round}/notices/new/")
        page.get_by_label("张贴地点").fill("南门公告栏")
        page.locator("main form button.p").click()
        page.goto(f"/votes/{self.round}/")
        photo = {"name": "公告栏.jpg", "mimeType": "image/jpeg", "buffer": picture().read()}
        page.locator("section.c6 input[accept='image/*']").set_input_files(photo)
        expect(page.locator("section.c6 .shots img")).to_have_count(1)

    def step(self, name, **fields):
        page = self.clerk
        page.goto(f"/votes/{self.round}/{name}/")
        for field, value in fields.items():
            page.locator(f"[name={field}]").fill(value)
        page.locator("main form button.p").click()
        page.wait_for_url(re.compile(r"/votes/\d+/$"))

    def turn(self, what):
        """The days go by: the one thing that the test does behind the portal's back."""
        self.portal.rows(f"UPDATE resident_participation_round SET {what} WHERE id = %s RETURNING id", self.round)

    def turn_on(self, days):
        day, hours = f"- {days}", f"- interval '{days} days'"
        self.turn(f"""notice_from = notice_from {day}, notice_to = notice_to {day},
                      opens_at = opens_at {hours}, closes_at = closes_at {hours}""")
        self.portal.rows(
            f"UPDATE {PAPERS} SET received_at = received_at {hours} WHERE round_id = %s RETURNING id", self.round
        )

    def print_slips(self):
        """Asked for by one clerk, printed by the other; {number on the roll: code}."""
        self.clerk.goto(f"/votes/{self.round}/slips/ask/")
        self.clerk.get_by_role("button", name="申请").click()
        page = self.clerk2
        page.goto(f"/votes/{self.round}/slips/")
        for _ in range(60):
            if page.get_by_role("link", name="打印", exact=True).count():
                break
            page.wait_for_timeout(500)
            page.reload()
        page.get_by_role("link", name="打印", exact=True).click()
        page.get_by_role("button", name="打开并打印").click()
        expect(page.locator("article.slip")).to_have_count(HOUSEHOLDS)
        slips = page.locator("article.slip").all_inner_texts()
        return {
            int(re.search(r"名册号 (\d+)", s)[1]): re.search(r"(?:[0-9A-Z]{4}[ -]){3}[0-9A-Z]{4}", s)[0] for s in slips
        }

    def canvass(self, seats):
        """The first door on a phone; the others send what that page sends."""
        page = self.desk.sit("canvasser", PHONE, has_touch=True)
        page.goto(f"/votes/{self.round}/canvass/")
        page.locator("a.door").first.click()
        page.get_by_label("已送达").check()
        page.locator("main form button.p").click()
        expect(page.locator("a.door.ok")).to_have_count(1)
        done = int(self.portal.rows(DELIVERED, self.round)[0][0])
        for seat in (s for s in seats if s != done):
            self.post(page, f"/seats/{seat}/deliver/", outcome="delivered", way="door", proof="signature")
        page.goto(f"/votes/{self.round}/canvass/")
        expect(page.locator(".facts")).to_contain_text("300 / 300 户")

    def post(self, page, path, **fields):
        """Send a form of a signed-in page; it must be accepted, which a redirect says."""
        token = next(c["value"] for c in page.context.cookies() if c["name"] == "csrftoken")
        headers = {"X-CSRFToken": token}
        answer = page.request.post(f"{self.portal.url}{path}", form=fields, headers=headers, max_redirects=0)
        assert answer.status == 302, f"{path}: {answer.status} {answer.text()[:3000]}"
        return answer.headers["location"]

    def paper_ballots(self, numbers, households):
        """Handed in, photographed, read by two clerks apart; one of them is read wrong and the district rules."""
        page, papers = self.clerk, []
        for n in households:
            place = self.post(page, f"/votes/{self.round}/papers/new/", number=str(numbers[n]))
            token = next(c["value"] for c in page.context.cookies() if c["name"] == "csrftoken")
            photo = {"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(64, 64)).read()}
            paper = int(re.search(r"/papers/(\d+)/", place)[1])
            sent = page.request.post(
                f"{self.portal.url}/files/resident_participation.paperballot/{paper}/attach/",
                multipart={"files": photo, "client_key": os.urandom(16).hex()},
                headers={"X-CSRFToken": token},
            )
            assert sent.ok, sent.text()[:2000]
            papers.append((paper, n))
        wrong = papers[0][0]
        for reader in (self.clerk, self.clerk2):
            for paper, n in papers:
                said = self.choices(n)
                if (paper, reader) == (wrong, self.clerk2):
                    said = dict.fromkeys(said, "against")
                self.post(reader, f"/papers/{paper}/read/", **said)
        return wrong, papers[0][1]

    def choices(self, n):
        return {f"item_{pk}": choice_of(n, i) for i, pk in enumerate(self.item_ids())}

    def item_ids(self):
        rows = self.portal.rows(
            'SELECT id FROM resident_participation_item WHERE round_id = %s ORDER BY "order"', self.round
        )
        return [pk for (pk,) in rows]

    def rule_on(self, paper, n):
        page = self.desk.sit("district")
        page.goto(f"/papers/{paper}/rule/")
        for i, pk in enumerate(self.item_ids()):
            page.locator(f"[name=item_{pk}][value={choice_of(n, i)}]").check()
        page.get_by_label("裁定理由").fill("照片上勾的是这一格，第二次录错了")
        page.get_by_role("button", name="裁定").click()
        page.goto(f"/votes/{self.round}/papers/")
        expect(page.locator("main")).to_contain_text("两次录入不一致 1 张，共录完 60 张")


PAPERS = "resident_participation_paperballot"
DELIVERED = """SELECT d.seat_id FROM resident_participation_delivery d
JOIN resident_participation_seat s ON s.id = d.seat_id WHERE s.round_id = %s"""
SEATS = """SELECT id, number, building, unit, room FROM resident_participation_seat
WHERE round_id = %s AND votes ORDER BY number"""


@pytest.fixture
def poll(desk):
    ((community),) = desk.portal.rows(HOME)
    return Poll(desk, community)


def test_three_hundred_households_decide(poll, tmp_path):
    portal = poll.portal
    poll.bring_in_the_roll(tmp_path)
    poll.draft()
    poll.announce()
    codes = poll.print_slips()
    seats = {tuple(place): (pk, number) for pk, number, *place in portal.rows(SEATS, poll.round)}
    place = {n: seats[(flat(n)[0], flat(n)[1], flat(n)[3])] for n in range(HOUSEHOLDS)}
    numbers = {n: number for n, (_, number) in place.items()}
    poll.canvass([pk for pk, _ in place.values()])
    poll.turn_on(17)
    poll.step("open")

    by = defaultdict(list)
    for n in range(HOUSEHOLDS):
        by[channel_of(n)].append(n)
    first, *others = by["web"]
    receipts = [in_the_browser(poll, codes[numbers[first]], first)]
    receipts += [Slip(portal, codes[numbers[n]].replace(" ", "").replace("-", "")).vote(n) for n in others]
    for n in by["tablet"]:
        on_the_tablet(poll, codes[numbers[n]], n)
    wrong, n = poll.paper_ballots(numbers, by["paper"])
    poll.rule_on(wrong, n)
    for who in ("city", "auditor"):
        told = Api(portal, who).get(f"/votes/{poll.round}/result/")
        assert told["participating"] == took_part()
        assert not {"agree", "against", "tests", "root", "items"} & set(told)

    poll.turn_on(12)
    the_clock_closes_it(poll)
    result = Api(portal, "auditor").get(f"/votes/{poll.round}/result/")
    for item, found in enumerate(result["items"]):
        told = {name: {k: found[name][k] for k in ("heads", "area_cm2")} for name in expected(item)}
        assert told == expected(item)
        assert found["passed"], found["tests"]
    everybody_reads_the_same(poll, result, tmp_path)
    the_auditor_looks(poll)
    for receipt in receipts[::50]:
        page = poll.desk.sit()
        page.goto("/b/receipt/")
        page.locator("[name=number]").fill(receipt)
        page.locator("main form button").click()
        expect(page.locator("main")).to_contain_text("已计入")


def took_part():
    """Before the result: whose ballot is in, whatever it says."""
    own = [n for n in range(HOUSEHOLDS) if channel_of(n)]
    return {"heads": len({owner_of(n) for n in own}), "area_cm2": sum(flat(n)[4] for n in own)}


def in_the_browser(poll, code, n):
    """Elders' pages at 200 %, without scripts, without a mouse: the code typed, a question a page, a receipt."""
    page = poll.desk.sit(viewport=PHONE, device_scale_factor=2, java_script_enabled=False)
    page.goto("/b/?elder=1")
    go_to(page, page.get_by_label("投票码"))
    page.keyboard.type(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(flat(n)[3])
    go_to(page, page.locator("[name=factor]"))
    page.keyboard.type(factor(n))
    page.keyboard.press("Enter")
    for item, (title, *_) in enumerate(ITEMS):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{title}，您同意吗？")
        assert not too_wide(page)
        go_to(page, page.get_by_role("radio").first)
        for _ in range(["agree", "against", "abstain"].index(choice_of(n, item))):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        expect(page.get_by_label(WORDS[choice_of(n, item)], exact=True)).to_be_checked()
        page.keyboard.press("Enter")
    go_to(page, page.locator("main form button.p"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("投好了，已计入")
    return page.locator(".receipt").inner_text()


def go_to(page, place):
    """Tab until the keyboard stands there."""
    for _ in range(30):
        if place.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {place}")


def on_the_tablet(poll, code, n):
    """The canvasser's own tablet, handed to the household; nothing of it stays on the tablet afterwards."""
    tablet = poll.clerk2.request
    slip = Slip(poll.portal, code.replace(" ", "").replace("-", ""))

    def send(path, **fields):
        form = {"csrfmiddlewaretoken": slip.token, **fields} if fields else None
        answer = tablet.post(poll.portal.url + path, form=form) if form else tablet.get(poll.portal.url + path)
        page = answer.text()
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page):
            slip.token = found[1]
        return page

    slip.send = send
    slip.vote(n)
    assert not [c for c in poll.clerk2.context.cookies() if c["name"] == "ballot"]


def the_clock_closes_it(poll):
    """Beat closes and declares what is over; nobody presses anything."""

    def declared():
        return poll.portal.rows("SELECT status = 'closed' FROM resident_participation_round WHERE id = %s", poll.round)[
            0
        ][0]

    poll.portal.wait(declared, 150, "the result")


def everybody_reads_the_same(poll, result, folder):
    """The result's page, the certificate, the API and the script on an empty machine."""
    page = poll.desk.sit()
    for path in (f"/v/{poll.round}/", f"/v/{poll.round}/certificate/"):
        page.goto(path)
        tables = page.locator("main table, body table")
        for item in range(len(ITEMS)):
            heads, areas = tables.nth(item).locator("tbody tr").all_inner_texts()
            counts = [expected(item)[name] for name in ("roll", "participating", *WORDS)]
            assert heads.split()[1:] == [str(c["heads"]) for c in counts], path
            assert [word.replace(",", "") for word in areas.split()[1:]] == [
                f"{Decimal(c['area_cm2']) / 100:.2f}" for c in counts
            ], path
        expect(page.locator("body")).to_contain_text(result["root"])
    (folder / "empty").mkdir()
    bundle = urllib.request.urlopen(f"{poll.portal.url}/api/v1/votes/{poll.round}/bundle/").read()
    (folder / "empty" / "bundle.json").write_bytes(bundle)
    script = (ROOT / "resident_participation" / "votes" / "recount.py").read_bytes()
    (folder / "empty" / "recount.py").write_bytes(script)
    command = [sys.executable, "-I", "-S", "recount.py", "bundle.json"]
    told = subprocess.run(
        command, cwd=folder / "empty", env={"PYTHONIOENCODING": "utf-8"}, capture_output=True, text=True, check=True
    ).stdout
    assert f"根值 {result['root']}" in told and "核对一致" in told
    for item in range(len(ITEMS)):
        for name, word in {"agree": "同意", "against": "不同意", "abstain": "弃权"}.items():
            c = expected(item)[name]
            assert f"{word} {c['heads']} 人，{c['area_cm2'] / 100:.2f} ㎡" in told
    assert json.loads(bundle)["root"] == result["root"]


def the_auditor_looks(poll):
    """One thing is odd: nobody walks three hundred doors in a minute."""
    page = poll.desk.sit("auditor")
    page.goto(f"/votes/{poll.round}/audit/")
    expect(page.locator("main")).to_contain_text("郭小满在")
    kinds = [f["kind"] for f in Api(poll.portal, "auditor").get(f"/votes/{poll.round}/audit/")]
    assert set(kinds) == {"fake_delivery"}
