"""The default theme in scripts and colours that its makers do not use: Arabic from right to left, Chinese, any accent."""

from __future__ import annotations

import re

import pytest

from blogkit.testing.site import Site
from browser.browser import axe, csp_violations, foreign_requests, script_errors
from browser.serving import serving

POLICY = {"Content-Security-Policy": "default-src 'self'; base-uri 'none'; object-src 'none'"}
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
    .map(one => one.outerHTML.slice(0, 90))"""
SCHEME = "getComputedStyle(document.documentElement).colorScheme"

WORDS = {
    "ar": {
        "site": "دفتر السدّ",
        "about": "ملاحظات عن الطيور والصبر والأسئلة التي لم تجد جوابًا بعد.",
        "author": "نور حدّاد",
        "title": "ما علّمني إيّاه مالك الحزين",
        "text": "كان عند السدّ مالك حزين. كان هناك قبلي اليوم أيضًا، و`blogkit build --clean` لا يعنيه.",
        "question": "أيّ حيوان تراقبه دون أن تنتظر منه شيئًا؟",
        "heading": "الصبر",
        "tag": "طيور",
        "skip": "انتقل إلى النص",
        "dark": "ألوان داكنة",
        "older": "الأقدم",
    },
    "zh": {
        "site": "水坝笔记",
        "about": "关于鸟、耐心和还没有答案的问题。",
        "author": "林小鹭",
        "title": "苍鹭教会我的事情以及我为什么每天都去看它",
        "text": "水坝边有一只苍鹭。今天它又比我先到，`blogkit build --clean` 与它无关。",
        "question": "你会看着哪种动物，而不想从它那里得到什么？",
        "heading": "耐心",
        "tag": "鸟",
        "skip": "跳到正文",
        "dark": "深色",
        "older": "较早的文章",
    },
}
LANGUAGES = pytest.mark.parametrize("lang", WORDS)
POST = "posts/day-5/"
PAGES = ["", "page/2/", POST, "archive/", "tags/", "search/", "404.html", "authors/noor/", "series/weir/"]


def _site(root, lang: str, options: str = "{}") -> Site:
    say = WORDS[lang]
    settings = (
        f"title: {say['site']}\ndescription: {say['about']}\nbase_url: https://x.example/b/\nlanguage: {lang}\n"
        f"author: noor\npaginate: 4\ntheme: {{name: default, options: {options}}}\n"
    )
    files = {
        "blogkit.yaml": settings,
        "people.yaml": f"noor: {{name: {say['author']}, url: https://x.example/b/, handles: {{email: n@x.example}}}}\n"
        f"ana: {{name: Ana Ruiz, url: https://ana.example/, note: Reads drafts.}}\n",
    }
    for n in range(1, 7):
        files[f"content/posts/day-{n}.md"] = (
            f"---\ntitle: {say['title']} {n}\ndate: 2026-02-{n:02}\ntags: [{say['tag']}, birds]\nseries: weir\n"
            f"question: {say['question']}\nthanks: [{{who: ana, for: {say['heading']}}}]\n---\n"
            f"{say['text'] * 4}[^1]\n\n"
            + "".join(f"## {say['heading']} {part}\n\n{say['text'] * 6}\n\n" for part in range(3))
            + f"> {say['text']}\n\n- {say['heading']}\n- {say['tag']}\n\n!!! warning\n    {say['text']}\n\n"
            f"| {say['heading']} | {say['tag']} | 3 | 4 |\n|---|---|---|---|\n| {say['text']} | {say['tag']} | c | d |\n\n"
            "```python\n"
            + "key = digest(view, template, site, code)  # "
            + "a long line " * 8
            + f"\n```\n\n[^1]: {say['text']}\n"
        )
    site = Site(root)
    site.write(files)
    report = site.build().report
    assert not report.failed, report.diagnostics
    return site


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    sites = {lang: _site(tmp_path_factory.mktemp(lang), lang) for lang in WORDS}
    with (
        serving(sites["ar"].root / "public", at="/b/", headers=POLICY) as ar,
        serving(sites["zh"].root / "public", at="/b/", headers=POLICY) as zh,
    ):
        yield {"ar": ar, "zh": zh}


@pytest.fixture
def visit(served, new_page):
    def visit(lang: str, path: str, **options):
        page = new_page(**{"reduced_motion": "reduce", "viewport": PHONE, **options})
        page.goto(served[lang].at(path))
        return page

    return visit


def _clean(page):
    assert (csp_violations(page), script_errors(page), foreign_requests(page)) == ([], [], [])


@LANGUAGES
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits_in_light_and_in_dark(served, visit, lang, path):
    page = visit(lang, path)
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (lang, "rtl" if lang == "ar" else "ltr")
    assert page.evaluate(OVERFLOW) == 0, page.evaluate(TOO_WIDE)
    assert axe(page) == [], "light, 320 px wide"
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(DESK)
    assert page.evaluate(OVERFLOW) == 0, page.evaluate(TOO_WIDE)
    assert axe(page) == [], "dark, 1280 px wide"
    _clean(page)


@LANGUAGES
def test_every_word_of_the_theme_is_in_the_language_of_the_site(visit, lang):
    page = visit(lang, POST)
    theirs = page.locator("header.top, .meta, .toc summary, .after h2, .bk-widget h2, footer.bottom nav")
    latin = [text for text in theirs.all_inner_texts() if re.search("[A-Za-z]{4}", text.replace("weir", ""))]
    assert latin == []


# ---- from right to left


def _left(page, selector):
    return page.locator(selector).first.bounding_box()["x"]


def test_from_right_to_left_the_page_is_a_mirror(visit):
    arabic, chinese = visit("ar", POST, viewport=DESK), visit("zh", POST, viewport=DESK)
    assert _left(arabic, ".post > .meta") > _left(arabic, ".e-content"), "the margin for dates is on the right"
    assert _left(chinese, ".post > .meta") < _left(chinese, ".e-content")
    assert _left(arabic, ".brand") > _left(arabic, ".scheme")
    quote = arabic.locator("blockquote").first
    assert quote.evaluate("one => getComputedStyle(one).borderRightWidth") == "3px"
    assert quote.evaluate("one => getComputedStyle(one).borderLeftWidth") == "0px"
    corners = "one => [getComputedStyle(one).borderBottomLeftRadius, getComputedStyle(one).borderBottomRightRadius]"
    assert arabic.locator(".bk-question").evaluate(corners)[1] == "0px", "the bubble speaks from the other side"
    assert chinese.locator(".bk-question").evaluate(corners)[0] == "0px"


def test_from_right_to_left_code_still_runs_from_left_to_right(visit):
    pre = visit("ar", POST).locator("pre").first
    assert pre.evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert pre.evaluate("one => one.scrollLeft") == 0
    assert pre.evaluate("one => one.scrollWidth > one.clientWidth"), "it scrolls by itself"
    inline = visit("ar", POST).locator("p code").first
    bidi = inline.evaluate("one => [getComputedStyle(one).direction, getComputedStyle(one).unicodeBidi]")
    assert bidi == ["ltr", "isolate"], "else --clean would be shown as clean--"


def test_arrows_point_the_way_the_text_runs(visit):
    def arrow(page):
        return page.locator(".on").first.evaluate("one => getComputedStyle(one, '::after').content")

    assert "←" in arrow(visit("ar", ""))
    assert "→" in arrow(visit("zh", ""))


# ---- by keyboard, without scripts, and by choice


@LANGUAGES
def test_the_skip_link_leads_past_the_menu(visit, lang):
    page = visit(lang, POST)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name=WORDS[lang]["skip"])
    assert skip.evaluate("link => link === document.activeElement")
    box = skip.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= 320
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@LANGUAGES
def test_the_other_scheme_is_remembered(served, visit, lang):
    page = visit(lang, "", color_scheme="light")
    page.get_by_role("button", name=WORDS[lang]["dark"], pressed=False).click()
    assert page.evaluate(SCHEME) == "dark"
    page.goto(served[lang].at(POST))
    page.get_by_role("button", name=WORDS[lang]["dark"], pressed=True).wait_for()
    assert page.evaluate(SCHEME) == "dark"
    _clean(page)


@LANGUAGES
def test_without_scripts_everything_is_there(visit, lang):
    page = visit(lang, "", java_script_enabled=False)
    assert page.locator("button:visible").count() == 0
    page.get_by_role("link", name=WORDS[lang]["older"]).click()
    page.get_by_role("link", name=f"{WORDS[lang]['title']} 1").click()
    assert page.locator("h1").inner_text() == f"{WORDS[lang]['title']} 1"
    assert WORDS[lang]["question"] in page.locator(".bk-question").inner_text()
    assert csp_violations(page) == []


# ---- whatever colour one likes


@pytest.mark.parametrize("accent", ["#ffe500", "#000000", "#ffffff", "#00ff88", "#000080"])
def test_any_accent_can_be_read(tmp_path, site, new_page, accent):
    built = _site(tmp_path, "zh", f'{{accent: "{accent}"}}')
    page = new_page(reduced_motion="reduce")
    page.goto(site(built.root / "public", at="/b/", headers=POLICY).at(POST))
    assert axe(page) == [], "light"
    page.emulate_media(color_scheme="dark")
    assert axe(page) == [], "dark"
    colours = page.evaluate(
        "['.bk-question-lead', 'body'].map(one => getComputedStyle(document.querySelector(one)).color)"
    )
    assert colours[0] != colours[1] or accent in {"#000000", "#ffffff"}, "the accent is seen"
