"""Signing in as people do: the first account, the first password, a session that ends, a wall opened by its link."""

from __future__ import annotations

from urllib.parse import urlsplit

from browser.served_site import ServedSite
from browser.trace import Trace
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

PASSWORD = "长一点的 Password 2023"


def fill_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def sign_in(page: Page, url: str, name: str, once: str) -> None:
    """From the one-time password to the first page."""
    page.goto(f"{url}/login")
    fill_in(page, name, once)
    expect(page.get_by_role("heading", name="修改密码")).to_be_visible()
    page.get_by_label("现在的密码").fill(once)
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一遍新密码").fill(PASSWORD)
    page.get_by_role("button", name="改密码").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()


def test_the_first_account_is_made_on_the_page_and_ends_the_trial(
    context: BrowserContext, own_served: ServedSite
) -> None:
    page = context.new_page()
    page.goto(f"{own_served.url}/admin")
    page.get_by_label("账号名").fill("张三")
    page.get_by_label("角色").select_option("administrator")
    page.get_by_role("button", name="建立账号").click()
    once = page.get_by_label("只显示这一次").input_value()
    page.goto(f"{own_served.url}/?month=2023-09&region=371621")
    expect(page).to_have_url(f"{own_served.url}/login?next=%2F%3Fmonth%3D2023-09%26region%3D371621")
    fill_in(page, "张三", "不是这个密码")
    expect(page.get_by_role("alert")).to_contain_text("账号名或密码不对")
    sign_in(page, own_served.url, "张三", once)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()


def test_a_link_to_a_scope_survives_the_log_in(context: BrowserContext, own_served: ServedSite) -> None:
    once = own_served.command("account", "add", "张三", "--role", "administrator")
    page = context.new_page()
    sign_in(page, own_served.url, "张三", once)
    page.get_by_role("button", name="退出").click()
    page.goto(f"{own_served.url}/?month=2023-09&region=371621")
    fill_in(page, "张三", PASSWORD)
    expect(page).to_have_url(f"{own_served.url}/?month=2023-09&region=371621")
    expect(page.locator("#page")).to_contain_text("惠民")


def test_a_lost_session_covers_the_page_and_gives_back_what_was_typed(
    context: BrowserContext, own_served: ServedSite
) -> None:
    once = own_served.command("account", "add", "张三", "--role", "administrator")
    page = context.new_page()
    sign_in(page, own_served.url, "张三", once)
    page.goto(f"{own_served.url}/?month=2023-09")
    search = page.get_by_role("searchbox")
    search.fill("5G")
    expect(page.locator("#workspace-body")).to_contain_text("新开通5G基站")
    page.evaluate("window.opened = 'once'")
    once = own_served.command("account", "reset", "张三")

    search.fill("标准机架")
    lost = page.get_by_role("alertdialog")
    expect(lost).to_contain_text("登录已结束")
    with context.expect_page() as opening:
        lost.get_by_role("link", name="重新登录").click()
    sign_in(opening.value, own_served.url, "张三", once)
    opening.value.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(lost).to_be_hidden()
    assert page.evaluate("window.opened") == "once"
    expect(search).to_have_value("标准机架")


def test_a_reporter_uploads_for_its_county_and_sees_why_another_is_refused(
    context: BrowserContext, own_served: ServedSite
) -> None:
    own_served.command("account", "add", "管理员", "--role", "administrator")
    once = own_served.command("account", "add", "惠民填报", "--role", "reporter", "--region", "惠民县")
    page = context.new_page()
    sign_in(page, own_served.url, "惠民填报", once)
    expect(page.get_by_role("link", name="审核发布")).to_have_count(0)
    expect(page.get_by_role("link", name="管理")).to_have_count(0)
    page.goto(f"{own_served.url}/report")
    content = "指标编码,地区,月份,累计值\nT28-1,惠民县,2023-09,199\nT28-1,阳信县,2023-09,199\n"
    payload = FilePayload(name="九月.csv", mimeType="text/csv", buffer=content.encode())
    page.set_input_files("#report-file", payload)
    expect(page.locator("#page")).to_contain_text("您所在单位无权填报阳信的“新开通5G基站”")


def test_a_wall_whose_link_is_revoked_shows_a_notice_until_it_has_a_new_one(
    context: BrowserContext, own_served: ServedSite
) -> None:
    own_served.command("account", "add", "管理员", "--role", "administrator")
    token = own_served.command("token", "add", "三楼大屏", "--kind", "display")
    page = context.new_page()
    page.goto(f"{own_served.url}/screen?token={token}")
    expect(page).to_have_url(f"{own_served.url}/screen")
    expect(page.locator(".hero__score").first).to_be_visible()
    own_served.command("token", "revoke", "三楼大屏")
    expect(page.get_by_role("heading", name="这块大屏的登录已失效")).to_be_visible()
    expect(page.locator(".hero__score").first).to_be_hidden()
    other = context.new_page()
    other.goto(f"{own_served.url}/screen")
    expect(other.get_by_role("heading", name="登录")).to_be_visible()
    token = own_served.command("token", "add", "新三楼大屏", "--kind", "display")
    other.goto(f"{own_served.url}/screen?token={token}")
    expect(page.locator(".hero__score").first).to_be_visible()
    expect(page.get_by_role("heading", name="这块大屏的登录已失效")).to_be_hidden()


def test_an_address_that_there_is_not_is_said_calmly_and_asks_nobody_else(
    page: Page, site_url: str, trace: Trace
) -> None:
    answer = page.goto(f"{site_url}/no-such-page")
    assert answer
    assert answer.status == 404
    expect(page.get_by_text("没有这个地址")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert trace.hosts() == {urlsplit(site_url).netloc}
