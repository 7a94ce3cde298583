"""One complaint from the clerk's keyboard to 「解决了」 in a browser: street, district, contractor, the resident."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, english, too_wide

pytestmark = pytest.mark.xdist_group("live")


def site(portal):
    """(name, code) of a community of the demo street where the demo's contractor builds."""
    rows = portal.rows(
        "SELECT c.name, c.code FROM communities_community c JOIN projects_projectcommunity m ON m.community_id = c.id "
        "JOIN projects_party p ON p.project_id = m.project_id JOIN accounts_organisation o ON o.id = p.organisation_id "
        "WHERE p.role = 'contractor' AND o.name LIKE '甬江建工%%' AND c.area_id = '330203006' ORDER BY c.code LIMIT 1"
    )
    return rows[0]


def step(page, path, label):
    page.goto(path)
    page.get_by_role("link", name=label, exact=True).click()


def more(page, path, label):
    page.goto(path)
    page.get_by_text("更多办理").click()
    page.get_by_role("link", name=label, exact=True).click()


def send(page, label, done):
    page.get_by_role("button", name=label, exact=True).click()
    expect(page.get_by_text(done).first).to_be_visible()


def test_a_complaint_travels_until_the_resident_says_solved(desk):
    name, code = site(desk.portal)
    street, district, builder = desk.sit("street"), desk.sit("district"), desk.sit("contractor")
    keys = []

    def press(*names):
        for key in names:
            keys.append(key)
            street.keyboard.press(key)

    street.goto("/feedback/new/")
    expect(street.get_by_role("combobox", name="小区")).to_be_focused()
    street.keyboard.type(code)
    press("Tab")
    street.keyboard.type("3幢2单元")
    press("Tab")
    street.keyboard.type("外墙脚手架挡住北阳台，衣服一直晒不干")
    press("Tab", "Tab", "Tab", "Tab", "Tab", "Enter")
    expect(street.get_by_role("heading", name="居民意见受理回执")).to_be_visible()
    assert len(keys) <= 10, keys
    number = street.locator(".big").inner_text()
    word = street.locator("b.code").inner_text()
    street.get_by_role("link", name="看这件意见").click()
    path = street.url.removeprefix(desk.portal.url)

    phone = desk.sit(viewport=PHONE, java_script_enabled=False)
    phone.goto("/case/")
    phone.get_by_label("受理编号").fill(number.replace("-", ""))
    phone.get_by_role("button", name="查").click()
    expect(phone.get_by_text("已经登记，等待受理")).to_be_visible()
    assert "脚手架" not in phone.content() and not english(phone) and not too_wide(phone)

    step(street, path, "受理")
    send(street, "受理", "已受理")
    more(street, path, "移交")
    street.get_by_label("移交给").select_option("district")
    street.get_by_label("移交原因").fill("要和施工单位一起商量拆架时间")
    send(street, "移交", "已移交")
    step(district, path, "受理")
    send(district, "受理", "已受理")
    more(district, path, "移交")
    district.get_by_label("移交给").select_option("firm")
    district.get_by_label("单位", exact=False).last.select_option(label="甬江建工（演示）")
    district.get_by_label("移交原因").fill("请先做北面，把密目网卷起来")
    send(district, "移交", "已移交")

    step(builder, path, "受理")
    send(builder, "受理", "已受理")
    step(builder, path, "答复居民")
    builder.get_by_label("给居民的答复").fill("密目网已卷起，北面架子周五拆。")
    send(builder, "答复居民", "已答复")

    phone.goto(f"/case/?number={number}")
    expect(phone.get_by_text("密目网已卷起")).to_be_visible()
    phone.get_by_label("没解决").check()
    phone.get_by_label("回执上的口令").fill(word)
    phone.get_by_role("button", name="告诉他们").click()
    expect(phone.get_by_text("您的回答已经记下")).to_be_visible()
    assert not english(phone) and not too_wide(phone)

    builder.goto(path)
    expect(builder.get_by_text(re.compile("居民说没有解决"))).to_be_visible()
    step(builder, path, "答复居民")
    builder.get_by_label("给居民的答复").fill("架子已经拆了，阳台能晒衣服了。")
    send(builder, "答复居民", "已答复")
    step(district, path, "登记回访")
    district.get_by_label("解决了", exact=True).check()
    district.get_by_label("满意", exact=True).check()
    send(district, "登记回访", "回访已登记")
    expect(district.get_by_text("已解决").first).to_be_visible()
    phone.goto(f"/case/?number={number}")
    expect(phone.get_by_text("居民说已经解决")).to_be_visible()
