"""The main jobs of the people who use the portal, in a real browser on a running portal, from the first click."""

import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, WIDE, english, too_wide
from tests.live import PASSWORD
from tests.uploads import pdf, picture

STREET = "330203006"  # 白云街道, the clerk "street"


def test_street_edits_a_community_and_the_public_page_shows_it(desk):
    (code, name), *_ = desk.portal.rows(
        "SELECT code, name FROM communities_community WHERE area_id = %s ORDER BY code", STREET
    )
    page = desk.sit("street")
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.locator("tbody").get_by_role("link", name=name).click()
    page.get_by_role("link", name="编辑").click()
    page.get_by_label("地址").fill("丽园南路 88 弄")
    page.get_by_label("户数").fill("1234")
    page.get_by_label("修改说明").fill("现场核对门牌")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("definition").filter(has_text="丽园南路 88 弄")).to_be_visible()

    page.get_by_role("link", name="变更记录").click()
    newest = page.locator("ol.tl > li").first
    for words in ("修改小区", "陈岚", "现场核对门牌", "丽园南路 88 弄", "1234"):
        expect(newest).to_contain_text(words)

    resident = desk.sit(viewport=PHONE)
    resident.goto(f"/c/{code}/")
    expect(resident.get_by_role("heading", name=name)).to_be_visible()
    expect(resident.locator("main")).to_contain_text("1,234 户")


def test_feedback_is_taken_by_keyboard_alone(desk):
    ((name,),) = desk.portal.rows(
        "SELECT name FROM communities_community WHERE area_id = %s ORDER BY code DESC LIMIT 1", STREET
    )
    page, keys = desk.sit("street"), []

    def press(*names):
        for key in names:
            keys.append(key)
            page.keyboard.press(key)

    page.goto("/feedback/")
    press("Tab", "Enter", "Tab", "Enter")  # over the navigation, to the button
    expect(page.get_by_role("combobox", name="小区")).to_be_focused()
    page.keyboard.type(name)
    press("Tab")
    page.keyboard.type("3幢2单元")
    press("Tab")
    page.keyboard.type("楼道灯坏了三天，老人上下楼看不清")
    press("Tab", "Tab", "Tab", "Tab")
    page.keyboard.type("王阿姨")
    press("Tab")
    page.keyboard.type("13800001234")
    press("Enter")

    expect(page.get_by_role("heading", name="居民意见受理回执")).to_be_visible()
    receipt = page.locator("main")
    expect(receipt).to_contain_text(f"{name} 3幢2单元")
    expect(receipt).to_contain_text(re.compile(r"答复期限\s*20\d\d年\d+月\d+日前"))
    assert re.search(r"\d{6,}", page.locator(".big").inner_text())
    assert len(keys) <= 12
    assert re.search(r"口令\s*[2-9A-HJ-NP-Z]{6}", page.locator("main").inner_text())
    page.get_by_role("link", name="看这件意见").click()
    expect(page.locator("main")).to_contain_text("楼道灯坏了三天")
    assert "13800001234" not in page.content(), "the contact is masked"


def fill_month(page, percent):
    """Type a month's figures on a phone; returns the form's hint of what was spent before."""
    hint = page.locator("#id_invested-hint").inner_text()
    page.get_by_label("形象进度").fill(percent)
    page.get_by_label("累计完成投资").fill(hint.split("：")[-1])
    page.get_by_label("本月情况").fill("三、四幢外墙完成")
    page.get_by_role("button", name="保存并上报").click()


def test_a_month_goes_from_the_street_to_the_lock(desk):
    street, district, city = desk.sit("street", PHONE, has_touch=True), desk.sit("district"), desk.sit("city")
    street.goto("/progress/")
    street.get_by_role("link", name=re.compile("^(填报|接着填)$")).first.click()
    before = float(street.locator("#id_percent-hint").inner_text().split("：")[-1])
    first, mended = f"{before + 0.5:.1f}", f"{before + 0.7:.1f}"
    fill_month(street, first)
    expect(street.get_by_text("已上报，等待区县核实")).to_be_visible()
    path = street.url.removeprefix(desk.portal.url)

    district.goto(path)
    district.get_by_role("link", name="退回进展").click()
    district.get_by_label("原因").fill("请按监理月报核对外墙")
    district.get_by_role("button", name="退回进展").click()
    expect(district.get_by_text("已退回街道")).to_be_visible()

    street.goto("/progress/?state=returned")
    street.locator("tr", has_text="请按监理月报核对外墙").get_by_role("link", name="接着填").click()
    expect(street.get_by_text("请按监理月报核对外墙")).to_be_visible()
    fill_month(street, mended)
    expect(street.get_by_text("已上报，等待区县核实")).to_be_visible()

    district.goto(path)
    district.get_by_role("link", name="核实进展").click()
    district.get_by_role("button", name="核实进展").click()
    expect(district.get_by_text("已核实，项目进度随之更新")).to_be_visible()

    city.goto(f"/progress/?area={STREET}")
    city.get_by_role("button", name="锁定").click()
    expect(city.get_by_text(re.compile("^已锁定 .* 的 1 份进展$"))).to_be_visible()
    city.goto(path)
    expect(city.get_by_role("heading", level=1)).to_contain_text("锁定")
    city.get_by_label("位置").get_by_role("link").last.click()
    expect(city.locator(".facts")).to_contain_text(f"{float(mended):g}%")


HEADERS = ["小区名称", "街道（镇、乡）", "建成年份", "建筑面积（㎡）", "户数（户）"]
GOOD = [[f"旅程新村{n}组", "白云街道", 1990 + n, 9500, 100] for n in range(3)]
BAD = [["旅程花苑", "白云街道", 3090, 9500, 100], ["旅程公寓", "白云街道", 1991, "", 100]]


def save(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def upload(page, path):
    page.goto("/imports/")
    page.get_by_role("link", name="导入表格").first.click()
    page.get_by_label("表格文件").set_input_files(path)
    page.get_by_role("button", name="下一步：核对").click()


def mend(path):
    """Put the years and areas right in the sheet of rejected rows that was downloaded."""
    book = openpyxl.load_workbook(path)
    rows = list(book.active.iter_rows())
    place = {cell.value: cell.column - 1 for cell in rows[0]}
    assert len(rows) == 1 + len(BAD)
    for row in rows[1:]:
        assert row[place["错误原因"]].value
        row[place["建成年份"]].value, row[place["建筑面积（㎡）"]].value = 1991, 9500
    book.save(path)


def test_a_sheet_is_judged_mended_and_imported(desk, tmp_path):
    save(tmp_path / "台账.xlsx", [HEADERS, GOOD[0], BAD[0], GOOD[1], BAD[1], GOOD[2]])
    page = desk.sit("district")
    upload(page, tmp_path / "台账.xlsx")
    faults = page.get_by_role("alert")
    expect(faults).to_contain_text("有 2 行不能导入")
    expect(faults).to_contain_text("第 3 行，建成年份")
    expect(faults).to_contain_text("第 5 行，建筑面积")
    expect(page.locator("#row-3 td.bad .why")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载错误行").click()
    download.value.save_as(tmp_path / "错误行.xlsx")
    page.get_by_role("button", name="跳过 2 行，导入 3 行").click()
    expect(page.get_by_text("已写入：新增 3 个")).to_be_visible()

    mend(tmp_path / "错误行.xlsx")
    upload(page, tmp_path / "错误行.xlsx")
    page.get_by_role("button", name="确认导入 2 行").click()
    expect(page.get_by_text("已写入：新增 2 个")).to_be_visible()
    page.get_by_role("link", name="显示我导入的").click()
    names = page.locator("tbody th a.name")
    expect(names).to_have_count(2)
    assert set(names.all_inner_texts()) == {"旅程花苑", "旅程公寓"}


def test_photos_from_the_phone_to_the_residents_page(desk, tmp_path):
    ((pk, code),) = desk.portal.rows(
        "SELECT id, code FROM communities_community WHERE area_id = %s ORDER BY code OFFSET 1 LIMIT 1", STREET
    )
    for name, content in (
        ("屋面.jpg", picture().read()),
        ("批复.pdf", pdf().read()),
        ("假的.jpg", "不是照片".encode()),
    ):
        (tmp_path / name).write_bytes(content)
    street = desk.sit("street", PHONE)
    street.goto(f"/communities/{pk}/")
    files = street.locator("#files")
    files.get_by_label("说明").fill("屋面渗漏")
    files.get_by_label("添加照片").set_input_files([tmp_path / "屋面.jpg", tmp_path / "假的.jpg"])
    expect(files.get_by_role("img", name="屋面渗漏")).to_be_visible()
    expect(files.get_by_role("alert")).to_contain_text("假的.jpg：文件名像照片，内容却不是照片")
    files.get_by_label("添加文件").set_input_files(tmp_path / "批复.pdf")
    expect(files.get_by_role("link", name="批复.pdf")).to_be_visible()
    assert not too_wide(street)

    district = desk.sit("district")
    district.goto(f"/communities/{pk}/")
    district.locator(".shots").get_by_role("button", name="公开").click()
    expect(district.get_by_text("居民可见")).to_be_visible()
    resident = desk.sit(viewport=PHONE)
    resident.goto(f"/c/{code}/")
    expect(resident.get_by_role("img", name="屋面渗漏")).to_be_visible()
    expect(resident.get_by_text("批复")).to_have_count(0)
    assert resident.locator(".shots img").evaluate("i => i.decode().then(() => i.naturalWidth)") > 100

    street.on("dialog", lambda asked: asked.accept())
    files.locator(".docs").get_by_role("button", name="删除").click()
    expect(files.get_by_role("link", name="批复.pdf")).to_have_count(0)


def test_two_hundred_megabytes_without_scripts(desk, tmp_path):
    ((pk,),) = desk.portal.rows("SELECT id FROM communities_community WHERE area_id = %s LIMIT 1", STREET)
    with (tmp_path / "大.jpg").open("wb") as sparse:
        sparse.truncate(200 * 2**20)
    street = desk.sit("street", java_script_enabled=False)
    street.goto(f"/communities/{pk}/")
    street.get_by_label("添加照片").set_input_files(tmp_path / "大.jpg")
    street.get_by_role("button", name="上传").click()
    expect(street.get_by_text("一次上传的内容超过 100 MB，没有收下")).to_be_visible()


def test_the_monthly_report_by_a_button(desk, tmp_path):
    page = desk.sit("district")
    page.goto("/reports/")
    expect(page.get_by_label("哪一期").locator("option:checked")).to_have_text(re.compile("^20..年.*月报$"))
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.locator("#job")).to_contain_text("%")
    page.get_by_role("link", name="查看结果").click()
    expect(page.locator(".pagehead")).to_contain_text("海曙区")
    expect(page.get_by_text("与快照一致")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载表格").click()
    download.value.save_as(tmp_path / "月报.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "月报.xlsx").worksheets[0]
    assert any("白云街道" in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


def test_the_desk_notices_what_is_wrong(desk):
    page = desk.sit()
    page.goto("/c/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"width: 2000px\">Oops</p>')")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.bad = 1'}))")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://elsewhere.invalid/x.png'}))")
    page.wait_for_timeout(300)
    faults = " ".join(desk.faults)
    desk.faults.clear()
    assert "script" in faults and "elsewhere.invalid" in faults
    assert "Oops" in english(page)
    assert too_wide(page)


ALLOWED = {"SHA", "Excel", "xlsx", "xls", "csv", "GCJ", "Ctrl", "YJ", "KJ", "GB", "JGJ", "CJJ", "SPI", "SBS", "HDPE"}


def staff_pages(portal):
    ((community,),) = portal.rows("SELECT id FROM communities_community WHERE area_id = %s LIMIT 1", STREET)
    ((project,),) = portal.rows("SELECT id FROM projects_project WHERE percent > 0 LIMIT 1")
    made = "SELECT id FROM reports_report WHERE area_id = '3302' LIMIT 1"
    portal.wait(lambda: portal.rows(made), 60, "the first monthly report")
    ((report,),) = portal.rows(made)
    ((survey,),) = portal.rows("SELECT id FROM communities_survey WHERE state = 'submitted' LIMIT 1")
    ((building,),) = portal.rows("SELECT id FROM communities_building LIMIT 1")
    ((space,),) = portal.rows("SELECT space_id FROM communities_spaceuse WHERE state = 'agreed' LIMIT 1")
    ((facility,),) = portal.rows("SELECT id FROM communities_facility LIMIT 1")
    tabs = ["buildings", "life-circle", "surveys", "completeness", "strategy", "need", "spaces"]
    ((feedback,),) = portal.rows("SELECT id FROM resident_participation_feedback LIMIT 1")
    ((said,),) = portal.rows(
        "SELECT community_id FROM resident_participation_feedback GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    ((plan,),) = portal.rows("SELECT id FROM projects_annualplan LIMIT 1")
    ((record,),) = portal.rows("SELECT id FROM projects_consultationrecord LIMIT 1")
    ((work, unit),) = portal.rows(
        "SELECT w.id, c.unit_id FROM projects_clash x JOIN projects_specialwork w ON w.id = x.first_id "
        "JOIN communities_community c ON c.id = w.community_id WHERE c.unit_id IS NOT NULL LIMIT 1"
    )
    ((drawn,),) = portal.rows("SELECT id FROM projects_coordination LIMIT 1")
    ((precinct,),) = portal.rows("SELECT id FROM projects_precinctplan WHERE state = 'approved' LIMIT 1")
    ((draft,),) = portal.rows("SELECT id FROM projects_precinctplan WHERE state = 'draft' LIMIT 1")
    ((waiting,),) = portal.rows("SELECT id FROM projects_project WHERE status = 'preliminary' LIMIT 1")
    ((paper,),) = portal.rows("SELECT id FROM projects_projectdocument LIMIT 1")
    ((warning,),) = portal.rows("SELECT id FROM projects_projectwarning WHERE state = 'answered' LIMIT 1")
    ((site,),) = portal.rows("SELECT project_id FROM projects_sitelog LIMIT 1")
    ((finding,),) = portal.rows("SELECT id FROM projects_finding WHERE state = 'open' LIMIT 1")
    ((built,),) = portal.rows("SELECT project_id FROM projects_defect LIMIT 1")
    ((running, estate),) = portal.rows(
        "SELECT id, community_id FROM resident_participation_round WHERE status = 'voting' AND kind = 'vote' LIMIT 1"
    )
    ((done,),) = portal.rows("SELECT id FROM resident_participation_round WHERE status = 'closed' LIMIT 1")
    ((flat,),) = portal.rows("SELECT id FROM resident_participation_rollrow LIMIT 1")
    ((door,),) = portal.rows("SELECT max(id) FROM resident_participation_seat WHERE round_id = %s", running)
    ((rule,),) = portal.rows("SELECT id FROM resident_participation_ruleset WHERE code = 'special' LIMIT 1")
    ((counted,),) = portal.rows("SELECT round_id FROM resident_participation_recount WHERE state = 'sample' LIMIT 1")
    ((again,),) = portal.rows("SELECT id FROM resident_participation_recheck WHERE by_id IS NULL LIMIT 1")
    ((lifts,),) = portal.rows("SELECT community_id FROM resident_participation_round WHERE scope = 'unit' LIMIT 1")
    polls = [f"/votes/{running}/{tab}/" for tab in ("slips", "canvass", "papers", "disputes", "audit", "void")]
    ((going,),) = portal.rows("SELECT id FROM resident_participation_meeting WHERE state = 'open' LIMIT 1")
    ((held,),) = portal.rows("SELECT id FROM resident_participation_meeting WHERE state = 'held' LIMIT 1")
    ((body,),) = portal.rows("SELECT body_id FROM resident_participation_meeting WHERE id = %s", held)
    ((ruled,),) = portal.rows("SELECT max(id) FROM resident_participation_resolution")
    ((able,),) = portal.rows("SELECT id FROM resident_participation_talent LIMIT 1")
    gatherings = [
        "/bodies/", f"/bodies/{body}/", "/bodies/new/", f"/bodies/{body}/members/new/", f"/bodies/{body}/renew/",
        "/meetings/", f"/meetings/{going}/", f"/meetings/{held}/", f"/meetings/{going}/sign-in/", "/meetings/new/",
        f"/meetings/{going}/board/", f"/meetings/{held}/minutes/", f"/meetings/{held}/minutes/new/", "/resolutions/",
        f"/meetings/{held}/resolutions/new/", f"/resolutions/{ruled}/", f"/resolutions/{ruled}/done/", "/talents/",
        f"/talents/{able}/", "/talents/new/",
    ]  # fmt: skip
    works = [
        *gatherings,
        "/votes/", f"/votes/{running}/", f"/votes/{done}/", *polls, "/votes/new/", "/votes/rules/", "/roll/",
        f"/votes/rules/{rule}/", f"/votes/{counted}/recount/", f"/rechecks/{again}/",
        f"/votes/{counted}/challenges/new/", f"/votes/rules/{rule}/publish/",
        f"/communities/{lifts}/lift-consents/", f"/communities/{lifts}/lift-consents/draft/",
        f"/votes/{running}/objections/new/",
        f"/roll/{flat}/", f"/roll/{flat}/edit/", f"/communities/{estate}/roll/", f"/seats/{door}/deliver/",
        "/my-work/", "/annual-plans/", f"/annual-plans/{plan}/", f"/annual-plans/{plan}/enter/", "/consultations/",
        f"/consultations/{record}/", "/consultations/new/", f"/projects/{waiting}/", f"/projects/{waiting}/tender/",
        f"/projects/{waiting}/opinions/review/", f"/project-documents/{paper}/", "/special-works/",
        f"/special-works/{work}/", "/special-works/new/", "/special-works/effect/", "/special-works/places/",
        f"/projects/{waiting}/items/", f"/projects/{waiting}/works/", "/depth/", "/works-items/", "/funds/",
        "/funds/projection/", "/calls/", "/pledges/", "/calls/new/",
        "/contracts/", "/organisations/", f"/projects/{project}/contracts/", "/funds/entries/",
        f"/projects/{waiting}/funds/", f"/projects/{waiting}/funds/new/", f"/projects/{project}/schedule/",
        "/units/checks/", "/units/new/", f"/units/{unit}/edit/", f"/units/{unit}/versions/", "/precinct-plans/",
        f"/precinct-plans/{precinct}/", f"/units/{unit}/plans/", f"/precinct-plans/{draft}/elements/",
        "/milestones/", f"/projects/{waiting}/milestones/", f"/projects/{waiting}/baseline/approve/",
        "/special-works/rules/", f"/units/{unit}/works/", f"/coordinations/{drawn}/", "/warnings/", "/warning-rules/",
        f"/warnings/{warning}/", f"/projects/{site}/quality/", f"/projects/{site}/site-logs/", "/findings/", "/assets/",
        "/defects/", f"/findings/{finding}/", f"/projects/{built}/acceptance/", f"/projects/{built}/handover/",
        f"/projects/{built}/warranty/", f"/projects/{site}/acceptance/edit/", f"/projects/{site}/inspections/new/",
    ]  # fmt: skip
    return [
        *works, "/", "/communities/", f"/communities/{community}/", f"/communities/{community}/edit/", "/plans/",
        "/projects/",
        f"/projects/{project}/", "/progress/", "/feedback/", f"/feedback/{feedback}/", "/feedback/new/", "/reports/",
        *(f"/feedback/{door}/" for door in ("board", "map", "figures", "clocks", "replies", f"{feedback}/receipt")),
        f"/reports/{report}/", "/reports/warning-rules/", "/imports/", "/imports/upload/", "/jobs/",
        *(f"/communities/{community}/{tab}/" for tab in tabs), "/map/", "/buildings/", f"/buildings/{building}/",
        "/facilities/", f"/facilities/{facility}/", "/life-circle/", "/stock-spaces/", f"/stock-spaces/{space}/",
        "/surveys/", f"/surveys/{survey}/", "/gaps/", "/gaps/4/", "/strategies/", "/need/", "/need/weights/",
        "/baselines/", "/baselines/2020/", "/baselines/2020/communities/", "/thresholds/",
        "/thresholds/facility.detour/",
        *(f"/enforcement/{end}" for end in ("", "new/", "duties/", "bodies/", "joint/", "joint/1/", "figures/", "1/")),
        "/feedback/clusters/", f"/communities/{said}/feedback-clusters/",
    ]  # fmt: skip


def public_pages(portal):
    ((code,),) = portal.rows("SELECT code FROM communities_community WHERE status = 'in_progress' LIMIT 1")
    rounds = portal.rows("SELECT id, status FROM resident_participation_round WHERE status <> 'draft'")
    polls = [f"/v/{pk}/" for pk, _ in rounds] + [f"/v/{pk}/certificate/" for pk, status in rounds if status == "closed"]
    ((lifts,),) = portal.rows(
        "SELECT c.code FROM communities_community c JOIN resident_participation_round r ON r.community_id = c.id "
        "WHERE r.scope = 'unit' LIMIT 1"
    )
    ((second,),) = portal.rows(
        "SELECT r.round_id FROM resident_participation_recount r "
        "JOIN resident_participation_correction c ON c.recount_id = r.id"
    )
    polls += ["/v/rules/", f"/v/lifts/{lifts}/", f"/v/{second}/certificate/2/"]
    held = portal.rows(
        "SELECT m.id, c.code FROM resident_participation_meeting m "
        "JOIN communities_community c ON c.id = m.community_id"
    )
    polls += [f"/c/{code}/meetings/" for _, code in held] + [f"/m/{pk}/" for pk, _ in held] + ["/t/"]
    homes = ["/c/", "/c/?q=新村", f"/c/{code}/", f"/c/{code}/enforcement/"]
    return ["/sign-in/", *homes, *polls, "/b/", "/b/receipt/", "/b/2222222222222222"]


def shared_pages(portal):
    """(staff's, residents') pages of supervision, assessment and outcome in the community that has all three."""
    ((project, report),) = portal.rows("SELECT project_id, id FROM resident_participation_supervisionreport LIMIT 1")
    waves = portal.rows("SELECT id, community_id FROM resident_participation_wave")
    ((code,),) = portal.rows("SELECT code FROM communities_community WHERE id = %s", waves[0][1])
    works = [
        f"/projects/{project}/{part}/" for part in ("supervision", "outcome", "supervisors/new", "supervision/new")
    ]
    staff = [*works, "/supervision/", f"/supervision/{report}/", "/evaluations/"]
    staff += [f"/evaluations/{pk}/" for pk, _ in waves]
    return staff, [f"/c/{code}/{part}/" for part in ("supervision", "assessment", "outcome")]


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["1440", "390"])
def test_pages_are_chinese_and_fit_the_screen(desk, viewport):
    faults = []
    staff, public = shared_pages(desk.portal)
    for who, paths in (("city", staff_pages(desk.portal) + staff), (None, public_pages(desk.portal) + public)):
        page = desk.sit(who, viewport)
        for path in paths:
            assert page.goto(path).status == 200, path
            faults += [f"{path} says {words}" for words in english(page) - ALLOWED]
            faults += [f"{path} is too wide: {part}" for part in too_wide(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("query", ["", "?elder=1"], ids=["standard", "elder"])
def test_public_pages_at_twice_the_size(desk, query):
    """200 % zoom of a 780 px window is 390 px wide; so it is for the elders' version on a phone."""
    page = desk.sit(None, PHONE, device_scale_factor=2)
    for path in public_pages(desk.portal):
        page.goto(path.split("?")[0] + query)
        assert not too_wide(page), path


def test_staff_pages_at_twice_the_size(desk):
    page = desk.sit("city", {"width": 720, "height": 450}, device_scale_factor=2)
    for path in staff_pages(desk.portal):
        page.goto(path)
        assert not too_wide(page), path


def test_without_scripts(desk):
    ((name, code),) = desk.portal.rows("SELECT name, code FROM communities_community ORDER BY code LIMIT 1")
    page = desk.sit(java_script_enabled=False)
    page.goto("/c/")
    page.get_by_label("小区名称").fill(name)
    page.get_by_role("button", name="查找").click()
    page.locator(f'a[href="/c/{code}/"]').click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    page.get_by_role("link", name="长辈版").click()
    expect(page.get_by_role("link", name="标准版")).to_be_visible()

    page.goto("/sign-in/")
    page.get_by_label("账号").fill("street")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
    page.goto("/communities/")
    page.locator("#f-status").select_option("入库")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("tbody tr").first).to_contain_text("入库")
