"""A street clerk surveys a community on a phone, loses the network on the way, and nothing is lost."""

import json

from playwright.sync_api import expect

from tests.browser import PHONE
from tests.uploads import picture

STREET = "330203006"
REST = """async (url) => {
  const answers = {}, token = document.querySelector('#answers [name=csrfmiddlewaretoken]').value;
  document.querySelectorAll(".quest").forEach((q) => {
    const radio = q.querySelector('input[type=radio]'), code = q.dataset.code;
    if (!q.dataset.value) { answers[code] = { value: radio ? radio.value : q.querySelector('textarea') ? '' : '1' }; }
  });
  const body = JSON.stringify({ answers });
  const headers = { 'X-CSRFToken': token, 'Content-Type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body })).status;
}"""


def question(page, words):
    return page.locator(".quest", has=page.locator("legend", has_text=words)).first


def shoot(page, words, name):
    """Add a photo to a question."""
    question(page, words).locator('input[type=file][accept="image/*"]').set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": picture().read()}
    )


def test_a_survey_on_a_phone_without_a_network(desk):
    ((pk,),) = desk.portal.rows(
        "SELECT c.id FROM communities_community c JOIN communities_survey s ON s.community_id = c.id "
        "WHERE c.area_id = %s AND s.state = 'verified' ORDER BY c.code LIMIT 1",
        STREET,
    )
    page = desk.sit("street", PHONE, has_touch=True)
    page.goto(f"/communities/{pk}/surveys/")
    page.get_by_role("button", name="开始第 2 轮调查").click()
    page.wait_for_url("**/surveys/*/")
    path = page.url.removeprefix(desk.portal.url)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()  # the worker keeps what it saw

    question(page, "屋面维修").get_by_label("差", exact=True).check()
    question(page, "屋面维修").get_by_label("屋面维修的说明").fill("顶层三户渗漏")
    shoot(page, "屋面维修", "屋面.jpg")
    expect(question(page, "屋面维修").locator("img")).to_have_count(1)
    expect(page.locator("[data-state]")).to_have_text("已保存")

    page.context.set_offline(True)
    question(page, "外墙维修").get_by_label("好", exact=True).check()
    question(page, "楼梯等公共部位").get_by_label("没有", exact=True).check()
    shoot(page, "外墙维修", "外墙.jpg")
    shoot(page, "楼梯等公共部位", "楼梯.jpg")
    expect(page.locator("[data-state]")).to_contain_text("已存在本机")
    expect(page.locator("[data-state]")).to_contain_text("2 张照片")
    page.reload()  # still without a network: the page and what was typed are there
    expect(question(page, "外墙维修").get_by_label("好", exact=True)).to_be_checked()
    expect(page.locator("[data-state]")).to_contain_text("2 张照片")

    page.context.set_offline(False)
    desk.faults.clear()  # what the browser says of a network that is gone
    expect(question(page, "外墙维修").locator("img")).to_have_count(1)
    expect(question(page, "楼梯等公共部位").locator("img")).to_have_count(1)
    expect(page.locator("[data-state]")).to_have_text("已保存")
    assert page.evaluate(REST, path + "merge/") == 200
    page.reload()
    page.get_by_role("button", name="上报区县").click()
    expect(page.get_by_text("已上报，等区县核对")).to_be_visible()
    assert page.locator(".quest img").count() == 3

    district = desk.sit("district")
    district.goto(path)
    row = district.locator("#q-B14")
    expect(row).to_contain_text("差（顶层三户渗漏）")
    row.get_by_label("退回这一项").check()
    row.get_by_label("退回屋面维修的原因").fill("请写明是哪几户")
    district.get_by_role("button", name="退回勾选的").click()
    expect(district.get_by_text("已退回街道")).to_be_visible()

    page.goto(path)
    page.get_by_role("link", name="屋面维修", exact=True).click()
    expect(question(page, "屋面维修")).to_contain_text("退回：请写明是哪几户")
    question(page, "屋面维修").get_by_label("屋面维修的说明").fill("3幢501、601、602")
    expect(page.locator("[data-state]")).to_have_text("已保存")
    page.get_by_role("button", name="上报区县").click()
    expect(page.get_by_text("已上报，等区县核对")).to_be_visible()

    district.goto(path)
    district.get_by_role("button", name="核对通过").click()
    expect(district.get_by_text("已核对，这一轮不再改动")).to_be_visible()
    district.get_by_role("link", name="变更记录").click()
    history = district.locator("ol.tl")
    for words in ("顶层三户渗漏", "3幢501、601、602", "请写明是哪几户"):
        expect(history).to_contain_text(words)
    ((returned, answers),) = desk.portal.rows(
        "SELECT returned::text, answers::text FROM communities_survey WHERE id = %s", int(path.strip("/").split("/")[1])
    )
    assert json.loads(returned) == {} and json.loads(answers)["B15"]["value"] == "good"
