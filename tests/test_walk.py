"""A community walks from the pool to its warranty, in a browser, by the right people; every gate refuses first and says
why, and every reason leads to the page where it is mended."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

TODAY = date.today()
AGO = [(TODAY - timedelta(days=n)).isoformat() for n in range(60)]
FREE = """
SELECT c.id, c.name FROM communities_community c
WHERE c.area_id = '330203006' AND c.status = 'pool'
  AND EXISTS (SELECT 1 FROM communities_survey s WHERE s.community_id = c.id AND s.state = 'verified')
  AND NOT EXISTS (SELECT 1 FROM projects_consultationrecord r WHERE r.community_id = c.id)
ORDER BY c.code LIMIT 1
"""
STEPS = ["转入前期", "转入招投标", "开工", "完工", "竣工验收", "移交", "转入质保期"]


class Walk:
    """The people on the way, and how each kind of reason is mended."""

    def __init__(self, desk, community, name):
        self.desk, self.community, self.name = desk, community, name
        self.street, self.district, self.city = desk.sit("street"), desk.sit("district"), desk.sit("city")
        self.mends = {
            r"^/consultations/new/": self.consult,
            r"/documents/new/": self.file_paper,
            r"/phases/": self.confirm_day,
            r"/projects/\d+/items/\d+/": self.answer_items,
            r"/funds/new/$": self.plan_money,
            r"^/projects/\d+/edit/$": self.write_code,
            r"/amounts/approved_budget/$": self.set_budget,
            r"/tenders/new/": self.award,
            r"/contracts/new/": self.sign,
            r"/parties/new/": self.name_party,
            r"/opinions/": self.collect_opinions,
            r"/works/$": self.coordinate,
            r"^/communities/\d+/edit/": self.choose_manager,
            r"#months$": self.report_month,
            r"/acceptance/edit/$": self.check_everything,
            r"/assets/new/$": self.list_asset,
            r"/handover/$": self.sign_assets,
        }

    def enter_the_plan(self):
        """This year's plan is issued: entering it is an amendment. Refused first, as nobody asked the residents."""
        page = self.district
        page.goto("/annual-plans/")
        page.locator("tr", has_text=str(TODAY.year)).get_by_role("link", name="海曙区").click()
        plan = page.url
        page.goto(f"{plan}enter/?community={self.community}")
        lacks = page.locator(".todo li")
        expect(lacks).to_have_count(1)
        expect(lacks).to_contain_text(f"{self.name}还没有登记“是否改造”的征询结果")
        self.consult(lacks.get_by_role("link", name="去办理").get_attribute("href"))
        page.goto(f"{plan}enter/?community={self.community}")
        page.get_by_label("市级财政").fill("300")
        page.get_by_role("button", name="列入计划").click()
        expect(page.get_by_role("alert").first).to_contain_text("一次进场")
        page.get_by_label("一次进场承诺日期").fill(AGO[30])
        page.get_by_label("承诺单位").fill("供水、燃气、供电、通信")
        page.get_by_role("button", name="列入计划").click()
        expect(page.get_by_role("alert").first).to_contain_text("计划已下达，调整要写原因")
        page.get_by_label("调整原因").fill("居民积极性高，提前改造")
        page.get_by_label("调整文号").fill("海建〔2026〕66号")
        page.get_by_role("button", name="列入计划").click()
        expect(page.get_by_text("已列入计划")).to_be_visible()
        expect(page.locator("main")).to_contain_text(f"列入{self.name}")

    def make_the_project(self):
        page = self.district
        page.goto("/projects/new/?area=330203006")
        page.get_by_label("项目名称").fill(f"{self.name}改造项目")
        page.get_by_label(f"白云街道 {self.name}", exact=True).check()
        page.get_by_label("计划开工").fill(AGO[20])
        page.get_by_label("计划完工").fill((TODAY + timedelta(days=90)).isoformat())
        page.get_by_label("计划投资").fill("300")
        page.get_by_role("button", name="建立项目").click()
        expect(page.get_by_role("heading", name=f"{self.name}改造项目")).to_be_visible()
        self.project = page.url.removeprefix(self.desk.portal.url)

    def pass_the_gate(self, step):
        """Press the step; what it lacks is mended reason by reason; then it goes."""
        page, refused = self.district, False
        for _ in range(4):  # mending may bring something else to light
            page.goto(self.project)
            reasons = page.locator(".todo li")
            words = [one.inner_text() for one in reasons.all()]
            links = [one.get_by_role("link", name="去办理").get_attribute("href") for one in reasons.all()]
            page.get_by_role("link", name=step, exact=True).click()
            page.get_by_role("button", name=step, exact=True).click()
            if not words:
                break
            refused = True
            said = page.get_by_role("alert").first
            for sentence in words:
                expect(said).to_contain_text(sentence.split("\n")[0].split(" ")[0][:12])
            for link in dict.fromkeys(links):
                self.mend(link)
        expect(page.get_by_role("heading", name=f"{self.name}改造项目")).to_be_visible()
        return refused

    def mend(self, link):
        handler = next((self.mends[pattern] for pattern in self.mends if re.search(pattern, link)), None)
        assert handler, f"nobody knows how to mend {link}"
        handler(link)

    def consult(self, link):
        page = self.street
        page.goto(link)
        for label, value in (
            ("截止日期", AGO[20]), ("总户数", "300"), ("参加户数", "290"), ("同意户数", "280"), ("公示开始", AGO[19]),
            ("公示结束", AGO[9]), ("公示期异议", "0"), ("已答复", "0"),
        ):  # fmt: skip
            page.get_by_label(label).fill(value)
        page.get_by_role("button", name="登记").click()
        expect(page.get_by_text("达到要求")).to_be_visible()

    def file_paper(self, link):
        page = self.street
        page.goto(link)
        page.get_by_label("文号").fill("海建〔2026〕1号")
        page.get_by_role("button", name="登记").click()
        expect(page.get_by_text("文件已登记")).to_be_visible()

    def confirm_day(self, link):
        page = self.street
        page.goto(link)
        page.locator("#id_ends_on").fill(AGO[0])
        page.locator("#id_end_confirmed").check()
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("日期已保存")).to_be_visible()

    def plan_money(self, link):
        page = self.district
        page.goto(link)
        page.locator("#id_source").select_option(label="市级财政")
        page.locator("#id_kind").select_option(label="计划")
        page.locator("#id_amount").fill("300")
        page.get_by_role("button", name="登记").click()
        expect(page.get_by_text("已记入资金台账")).to_be_visible()

    def write_code(self, link):
        page, number = self.district, int(self.project.split("/")[2])
        page.goto(link)
        page.get_by_label("项目代码").fill(f"2611-330203-04-01-{number:06d}")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("已保存，变更记录里可以查到")).to_be_visible()

    def set_budget(self, link):
        page = self.district
        page.goto(link)
        self.fill(page, amount="300", document="海发改〔2026〕5号", dated_on=AGO[8])

    def award(self, link):
        """300 万元 of works is below what must be tendered: awarded directly, on that basis."""
        page = self.street
        page.goto(link)
        page.locator("#id_method").select_option(label="依法不招标")
        page.locator("#id_winner").select_option(label="甬安建设")
        self.fill(page, ceiling="290", awarded_on=AGO[6], price="280")

    def sign(self, link):
        page, works = self.street, "works" in link
        page.goto(link)
        page.locator("#id_organisation").select_option(label="甬安建设" if works else "甬信监理")
        self.fill(page, number="HT-施工" if works else "HT-监理", amount="280" if works else "6", signed_on=AGO[5])

    def name_party(self, link):
        page, role = self.street, link.rsplit("=", 1)[-1]
        page.goto(link)
        firms = {"owner": "街道办事处（演示）", "designer": "甬城建筑设计院", "contractor": "甬安建设"}
        page.locator("#id_organisation").select_option(label=firms.get(role, "甬信监理"))
        self.fill(page)

    def fill(self, page, **values):
        """Type and send; the page must take it."""
        before = page.url
        for name, value in values.items():
            page.locator(f"#id_{name}").fill(value)
        page.locator("main form button.btn.p").click()
        expect(page).not_to_have_url(before)

    def answer_items(self, link):
        """Every basic item is answered: two are to be done, the others are not needed."""
        page = self.street
        page.goto(link)
        answers = page.locator("select[name^=B]")
        for number in range(answers.count()):
            code = answers.nth(number).get_attribute("name").split("-")[0]
            if number < 2:
                answers.nth(number).select_option(label="改造")
                page.locator(f"[name='{code}-planned']").fill("10")
                page.locator(f"[name='{code}-planned_cost']").fill("150")
            else:
                answers.nth(number).select_option(label="不需要")
                page.locator(f"[name='{code}-reason']").fill("现状完好")
        page.locator("button.btn.p").click()
        expect(page.locator("main")).to_contain_text("现状完好")

    def collect_opinions(self, link):
        page = self.district
        page.goto(link)
        while (row := page.locator("tr", has_text="还没有意见")).count():
            row.first.get_by_role("link", name="登记").click()
            page.locator("#id_verdict").select_option(label="同意")
            page.get_by_role("button", name="保存").click()
            expect(page.get_by_text("意见已登记")).to_be_visible()

    def coordinate(self, link):
        """A place, a work there, and the plan that covers it."""
        page = self.district
        page.goto(link)
        if page.get_by_text("还没有申报专项工程").count():
            page.goto(f"/special-works/places/new/?community={self.community}")
            page.locator("#id_kind").select_option(label="路段")
            page.locator("#id_name").fill("主路")
            page.get_by_label("影响户数").fill("200")
            page.get_by_role("button", name="登记").click()
            expect(page.get_by_text("地点已登记")).to_be_visible()
            page.goto(f"/special-works/new/?community={self.community}")
            page.locator("#id_name").fill("主路雨污分流")
            page.locator("#id_kind").select_option(label="雨污分流、污水零直排")
            page.locator("#id_owner").select_option(label="宁波排水集团（演示）")
            page.get_by_label(f"{self.name} 主路").check()
            for label, days in (("计划开工", 10), ("计划完工", 40), ("最早开工", 5), ("最晚完工", 80)):
                page.get_by_label(label).fill((TODAY + timedelta(days=days)).isoformat())
            page.get_by_role("button", name="申报").click()
            expect(page.get_by_text("已申报")).to_be_visible()
            page.goto(link)
        page.get_by_role("link", name="批准现在的安排").click()
        page.get_by_label("批准文号").fill("海建〔2026〕9号")
        page.get_by_role("button", name="批准").click()
        expect(page.get_by_text("统筹施工方案已批准")).to_be_visible()

    def choose_manager(self, link):
        page = self.street
        page.goto(link)
        page.get_by_label("物业模式").select_option(label="专业物业")
        page.get_by_role("button", name="保存").click()

    def check_everything(self, link):
        """Every line of the checklist is found right."""
        page = self.street
        page.goto(link)
        page.locator("#id_checked_on").fill(AGO[0])
        for box in page.locator("select[name$='.verdict']").all():
            box.select_option(label="合格")
        page.get_by_role("button", name="保存全部").click()
        expect(page.get_by_text("验收结果已保存")).to_be_visible()

    def list_asset(self, link):
        page = self.street
        page.goto(link)
        page.locator("#id_community").select_option(label=self.name)
        page.locator("#id_receiver").select_option(label="街道办事处（演示）")
        self.fill(page, name="健身场地", quantity="120", measure="㎡")

    def sign_assets(self, link):
        page = self.street
        page.goto(link)
        page.locator("main tbody a.name").first.click()
        page.get_by_role("link", name="签收").click()
        page.locator("#id_date").fill(AGO[0])
        page.get_by_label("签收人").fill("陈岚")
        page.locator("main form button.btn.p").click()
        expect(page.get_by_text("已签收").first).to_be_visible()

    def report_month(self, link):
        """The street reports all done; the district verifies."""
        page, period = self.street, f"{TODAY:%Y-%m}"
        page.goto(f"{self.project}progress/{period}/")
        page.get_by_label("形象进度").fill("100")
        page.get_by_label("累计完成投资").fill("300")
        page.get_by_role("button", name="保存并上报").click()
        expect(page.get_by_text("已上报，等待区县核实")).to_be_visible()
        self.district.goto(page.url)
        self.district.get_by_role("link", name="核实进展").click()
        self.district.get_by_role("button", name="核实进展").click()
        expect(self.district.get_by_text("已核实，项目进度随之更新")).to_be_visible()


def test_from_the_pool_to_the_warranty(desk):
    ((community, name),) = desk.portal.rows(FREE)
    walk = Walk(desk, community, name)
    walk.enter_the_plan()
    walk.make_the_project()
    refused = {step: walk.pass_the_gate(step) for step in STEPS[:3]}
    walk.report_month("")  # the first verified month brings it into works
    refused |= {step: walk.pass_the_gate(step) for step in STEPS[3:]}
    assert refused["转入招投标"] and refused["开工"] and refused["竣工验收"] and refused["移交"]
    ((status,),) = desk.portal.rows("SELECT status FROM communities_community WHERE id = %s", community)
    assert status == "warranty"
    pk = int(walk.project.split("/")[2])
    closed = desk.portal.rows(
        "SELECT count(*) FROM projects_projectphase WHERE project_id = %s AND closed_at IS NOT NULL", pk
    )
    assert closed == [(12,)], "all phases but the evaluation and the long-term management"
