"""A post with every widget there is, and an ordinary one, as a reader meets them in the default theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from blogkit.testing.site import Site as Written
from browser.browser import axe, csp_violations, foreign_requests, script_errors

POLICY = {"Content-Security-Policy": "default-src 'self'; form-action 'self'; base-uri 'none'"}
SITE = """
-- blogkit.yaml --
base_url: https://mira.example/
author: mira
widgets:
  reply_by_email: true
  sources: {all: true, open: 0}
  mentions: {all: true}
  comments:
    giscus: {repo: mira/blog, repo_id: R_x, category: Comments, category_id: DIC_x}
-- people.yaml --
mira:
  name: Mira Okafor
  url: https://mira.example/
  handles: {mastodon: "@mira@social.example", bluesky: mira.example, email: hello@mira.example}
ana: {name: Ana Ruiz, url: "https://ana.example/", handles: {mastodon: "@ana@social.example"}}
noor: {name: نور حداد, url: "https://noor.example/", handles: {bluesky: noor.example}}
-- content/posts/all.md --
---
title: 'Retry "kindly" & well'
date: 2026-03-02
question: What is the longest that you have waited for a server to recover?
thanks: [{who: ana, for: reading the draft}, {who: noor, for: the question}]
mentions: [{who: noor, why: noticed what we broke, quote: Waiting is a courtesy., source: "https://noor.example/wait/"}]
syndication: ["https://social.example/@mira/110000000000000001"]
---
Ana wrote [the best essay on this](https://ana.example/retry/), and the [docs](https://docs.example/) agree.
-- content/posts/kol.md --
---
title: أعد المحاولة بلطف
date: 2026-03-01
lang: ar
question: كم انتظرت خادمًا حتى يتعافى؟
thanks: [{who: noor, for: قراءة المسودة}]
mentions: [{who: ana, why: كتبت أفضل مقالة عن ذلك}]
syndication: ["https://social.example/@mira/110000000000000002"]
---
كتبت آنا [مقالة عن ذلك](https://ana.example/retry/).
-- content/posts/plain.md --
---
title: A walk
date: 2026-02-28
---
I went for a walk, and it was fine.
-- content/posts/closed.md --
---
title: Closed
date: 2026-02-27
question: And you?
comments: false
---
This was long ago.
"""
EVERY = ("question", "reply", "thanks", "mentions", "sources", "share", "follow", "comments")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = Written.of(tmp_path_factory.mktemp("site"), SITE)
    assert site.build().report.written
    return site.root / "public"


@pytest.fixture
def open_post(public, site, new_page):
    def open_post(name: str, **options) -> Page:
        page = new_page(**options)
        page.goto(site(public, headers=POLICY).at(f"posts/{name}/"))
        return page

    return open_post


def quiet(page: Page) -> None:
    assert (foreign_requests(page), csp_violations(page), script_errors(page)) == ([], [], [])


@pytest.mark.parametrize("name", ["all", "kol", "plain", "closed"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(open_post, name, scheme, width):
    page = open_post(name, color_scheme=scheme, viewport={"width": width, "height": 800})
    for fold in page.locator(".bk-widget details:visible").all():
        fold.locator("summary").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    quiet(page)


def test_every_widget_is_there_in_the_order_of_its_meaning(open_post):
    page = open_post("all")
    names = page.eval_on_selector_all(".bk-widget", "all => all.map(one => one.className.match(/bk-(\\w+)$/)[1])")
    assert names == list(EVERY)


def test_from_right_to_left_the_words_are_the_languages_own(open_post):
    page = open_post("kol")
    for name in EVERY:
        assert page.eval_on_selector(f".bk-{name}", "one => getComputedStyle(one).direction") == "rtl", name
    assert page.locator("#bk-thanks").inner_text() == "مع الشكر إلى"


def test_without_scripts_every_widget_says_what_it_has_to_say(open_post):
    page = open_post("all", java_script_enabled=False)
    for name in EVERY:
        assert page.locator(f".bk-{name}").is_visible(), name
    assert page.locator(".bk-widget button:visible").count() == 0
    assert page.get_by_role("link", name="Answer on Mastodon").is_visible()
    assert page.get_by_label("Link to this post").input_value() == "https://mira.example/posts/all/"
    page.locator(".bk-sources summary").click()
    assert page.get_by_role("link", name="the best essay on this").last.is_visible()
    assert page.get_by_text("Comments need JavaScript.").is_visible()
    discussion = page.get_by_role("link", name="Read and answer on GitHub").get_attribute("href")
    assert discussion == "https://github.com/mira/blog/discussions?discussions_q=in%3Atitle%20%22posts%2Fall%22"
    assert csp_violations(page) == []
    assert foreign_requests(page) == []


def test_everything_that_does_something_is_reached_by_keyboard_and_shows_it(open_post):
    page = open_post("all")
    for fold in page.locator(".bk-widget details:visible > summary").all():
        fold.focus()
        page.keyboard.press("Enter")
        assert fold.evaluate("one => one.parentElement.open")
    page.evaluate("document.activeElement.blur()")
    wanted = page.locator(".bk-widget :is(a[href], button, input, summary):visible").count()
    page.locator("h1").click()  # where the tab key starts from
    reached = []
    for _ in range(wanted + 20):
        page.keyboard.press("Tab")
        reached += page.evaluate("""() => {
          const one = document.activeElement;
          if (!one.closest(".bk-widget")) return [];
          const style = getComputedStyle(one);
          const name = one.ariaLabel || one.innerText || one.name;
          return [[name, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2]];
        }""")
    assert len(reached) == wanted
    assert [name for name, seen in reached if not seen] == []
    names = [name for name, _ in reached]
    assert names.index("Answer on Mastodon") < names.index("Share on Mastodon") < names.index("Load comments")
    quiet(page)


def test_an_ordinary_post_is_not_a_wall_of_boxes(open_post):
    page = open_post("plain")
    shown = page.eval_on_selector_all(".bk-widget", "all => all.map(one => one.className.match(/bk-(\\w+)$/)[1])")
    assert shown == ["say", "reply", "share", "follow", "comments"]
    tall = page.eval_on_selector_all(
        ".bk-say, .bk-share, .bk-follow", "all => all.reduce((sum, one) => sum + one.offsetHeight, 0)"
    )
    assert tall < 260


def test_a_closed_post_offers_no_way_to_answer(open_post):
    page = open_post("closed")
    assert page.get_by_text("The author no longer waits for answers.").is_visible()
    assert page.locator(".bk-comments, .bk-reply, .bk-question a").count() == 0


def test_a_server_of_ones_own_is_asked_and_remembered_and_forgotten(open_post):
    page = open_post("all")
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body="<title>A small server</title>", content_type="text/html")

    page.route("https://small.example/**", answer)
    post = page.url
    page.get_by_text("Another Mastodon server").click()
    page.get_by_label("Your server").fill("@ana@Small.example")
    quiet(page)
    page.keyboard.press("Enter")
    page.wait_for_url("https://small.example/**")
    text = "Retry%20%22kindly%22%20%26%20well%20https%3A%2F%2Fmira.example%2Fposts%2Fall%2F"
    assert asked == [f"https://small.example/share?text={text}"]

    page.goto(post)
    link = page.get_by_role("link", name="Share on Mastodon (small.example)")
    assert link.inner_text() == "Mastodon (small.example)"
    assert link.get_attribute("href") == asked[0]
    page.get_by_text("Another Mastodon server").click()
    assert page.get_by_label("Your server").input_value() == "small.example"
    page.route("https://share.joinmastodon.org/**", lambda route: route.fulfill(body="", content_type="text/html"))
    page.get_by_label("Your server").fill("")
    page.keyboard.press("Enter")
    page.wait_for_url("https://share.joinmastodon.org/**")
    page.goto(post)
    assert page.get_by_role("link", name="Share on Mastodon").inner_text() == "Mastodon"


@pytest.mark.parametrize("nonsense", ["mastodon", "javascript:alert(1)", "a b.c", "https://"])
def test_what_is_no_server_is_said_and_nobody_is_asked(open_post, nonsense):
    page = open_post("all")
    post = page.url
    page.get_by_text("Another Mastodon server").click()
    field = page.get_by_label("Your server")
    field.fill(nonsense)
    field.press("Enter")
    assert field.evaluate("one => one.validationMessage") == "A server has a name like social.example."
    assert page.url == post
    field.fill("x")
    assert field.evaluate("one => one.validationMessage") == ""
    quiet(page)


def test_copying_is_announced_on_the_real_page(open_post):
    page = open_post("all")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").press("Enter")
    page.locator(".bk-share [role=status]", has_text="Link copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "https://mira.example/posts/all/"
    quiet(page)
