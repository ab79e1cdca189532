"""Who is named in a post and what it answers: from files to pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import feedparser
import mf2py
import pytest

from blogkit.core.diagnostic import Diagnostic
from blogkit.core.view import EntryView
from blogkit.engine.run import processes
from blogkit.engine.state import State
from blogkit.pipeline import Request, prepare
from blogkit.testing.site import CLOCK, Site

PEOPLE = """\
mira: {name: Mira Sol, url: https://weir.example/}
ana: {name: 'Ana <b>"R"</b>', url: https://ana.example/, handles: {mastodon: "@ana@social.example"}}
jonas: {name: Jonas Weber}
josé: {name: José}
noor: {name: Noor, mention: never, url: https://noor.example/}
tom: {name: Tom, quote: never, url: https://tom.example/}
eve: {name: Eve, blocked: true, url: https://eve.example/}
"""
CONFIG = "base_url: https://weir.example/\nauthor: mira\nwidgets: {share: false, follow: false}\n"


def site(root: Path, **posts: str) -> Site:
    made = Site(root)
    files = {
        f"content/posts/{name}.md": text if text.startswith("---") else head("", text) for name, text in posts.items()
    }
    made.write({"blogkit.yaml": CONFIG, "people.yaml": PEOPLE, **files})
    return made


def head(lines: str, body: str = "Text.") -> str:
    date = "" if "date:" in lines else "\ndate: 2026-03-02"
    title = "" if "kind:" in lines or "title:" in lines else "\ntitle: A"
    return f"---\n{lines}{title}{date}\n---\n{body}\n"


def findings(made: Site) -> list[tuple[str, str, str]]:
    return [(d.code, d.severity, str(d.span)) for d in built(made)]


def built(made: Site) -> tuple[Diagnostic, ...]:
    return made.build().report.diagnostics


def page(made: Site, name: str = "a") -> str:
    made.build()
    return made.tree()[f"posts/{name}/index.html"].decode()


def entry(html: str) -> dict[str, Any]:
    found = mf2py.parse(doc=html, url="https://weir.example/posts/a/")["items"]
    found += [child for item in found for child in item.get("children", ())]
    return next(item["properties"] for item in found if "h-entry" in item["type"])


def people(properties: dict[str, Any]) -> list[dict[str, Any]]:
    return [one["properties"] for one in properties.get("category", []) if isinstance(one, dict)]


# -- names in the text


def test_a_reader_of_microformats_finds_who_is_named(tmp_path: Path) -> None:
    html = page(site(tmp_path, a="Hi @ana and @jonas, says @mira."))
    assert people(entry(html)) == [
        {"name": ['Ana <b>"R"</b>'], "url": ["https://ana.example/"]},
        {"name": ["Jonas Weber"]},
        {"name": ["Mira Sol"], "url": ["https://weir.example/authors/mira/"]},
    ]


def test_names_are_names_wherever_the_text_is_shown(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        a="Hi @ana, [see](https://x.example/), @jonas.\n\n<!-- more -->\n\n## A\n\n## B\n\n## Of @jonas\n\nAnd you, @jonas?",
    )
    html = page(made)
    tree = {path: data.decode() for path, data in made.tree().items() if not path.endswith(".png")}
    assert 'href="#of-jonas">Of Jonas Weber</a>' in html
    assert ">And you, Jonas Weber?</h2>" in html
    assert '<meta name="description" content="Hi Ana &lt;b&gt;&#34;R&#34;&lt;/b&gt;, see, Jonas Weber.">' in html
    assert "<bdi>Jonas Weber</bdi>" in tree["index.html"]
    assert 'Hi Ana <b>\\"R\\"</b>, see, Jonas Weber.' in tree["search.json"]
    item = feedparser.parse(tree["atom.xml"].encode()).entries[0]
    assert item.summary == 'Hi Ana <b>"R"</b>, see, Jonas Weber.'
    assert 'href="https://ana.example/"' in item.content[0].value
    for path, text in tree.items():
        assert "@jonas" not in text, path
        assert "\x1a" not in text, path
    (sentence,) = [c.sentence for c in post(made).citations]
    assert sentence == 'Hi Ana <b>"R"</b>, see, Jonas Weber.'


def post(made: Site, name: str = "a") -> EntryView:
    """As pages, widgets and steps see it."""
    root = str(made.root)
    with State(root) as state:
        ready = prepare(Request(root, clock=CLOCK, cards=False), state, processes(1))
    return next(post for post in ready.site.posts if post.source == f"content/posts/{name}.md")


def test_unknown_names_stay_and_make_one_line_a_file(tmp_path: Path) -> None:
    made = site(tmp_path, a="Hi @zoe,\n@bob and @zoe, `@x`, a@b.example.", b="No @Jonas_x.")
    assert findings(made) == [
        ("people/unknown-name", "info", "content/posts/a.md:6:4"),
        ("people/unknown-name", "info", "content/posts/b.md:6:4"),
    ]
    one, other = built(made)
    assert (one.found, one.fix.partition("  (")[0]) == ("@zoe, @bob", "add to people.yaml:  zoe: {name: Zoe}")
    assert other.fix.startswith('did you mean "jonas"?')
    assert "<p>Hi @zoe,\n@bob and @zoe, <code>@x</code>, a@b.example.</p>" in page(made)


def test_the_stub_that_is_offered_works(tmp_path: Path) -> None:
    made = site(tmp_path, a="Hi @zoe_d.")
    stub = built(made)[0].fix.partition(":  ")[2].partition("  (")[0]
    made.write({"people.yaml": f"{PEOPLE}{stub}\n"})
    assert built(made) == ()
    assert "<bdi>Zoe D</bdi>" in page(made)


def test_braces_mean_somebody(tmp_path: Path) -> None:
    made = site(tmp_path, a="Hi @{zoe} and @{jonas}.")
    assert findings(made) == [("people/unknown", "warning", "content/posts/a.md:6:4")]
    assert "Hi @{zoe} and <span" in page(made)


def test_there_is_more_than_one_way_to_write_an_accent(tmp_path: Path) -> None:
    made = site(tmp_path, a="Hi @jose\u0301 and @josé.")
    assert people(entry(page(made))) == [{"name": ["José"]}, {"name": ["José"]}]
    assert built(made) == ()


# -- boundaries


@pytest.mark.parametrize(
    ("lines", "body", "where"),
    [
        ("", "Hi @noor.", ":6:4"),
        ("", "Hi @eve.", ":6:4"),
        ("", "Hi @{eve}.", ":6:4"),
        ("", "See [her](https://eve.example/x).", ":6:11"),
        ("mentions: [ana, noor]", "", ":2:17"),
        ("mentions:\n  - {why: x, who: eve}", "", ":3:19"),
        ("thanks: [{who: noor, for: x}]", "", ":2:16"),
        ("contributors: [noor]", "", ":2:16"),
        ("via: noor", "", ":2:6"),
        ("guest: noor", "", ":2:8"),
        ("guest: '@eve'", "", ":2:8"),
        ("in_reply_to: {url: https://x.example/, who: noor}", "", ":2:14"),
        ("of: https://eve.example/x", "", ":2:5"),
    ],
)
def test_nobody_is_named_against_their_will(tmp_path: Path, lines: str, body: str, where: str) -> None:
    made = site(tmp_path, a=head(lines or "title: A", body))
    where = where if lines else where.replace(":6:", ":5:")
    assert findings(made) == [("people/not-to-be-named", "error", f"content/posts/a.md{where}")]
    assert built(made)[0].fix
    assert "posts/a/index.html" not in made.tree()


def test_authors_and_links_to_those_who_are_not_to_be_mentioned_are_free(tmp_path: Path) -> None:
    made = site(tmp_path, a=head("authors: [noor]", "See [her](https://noor.example/)."))
    assert built(made) == ()
    assert post(made).citations == ()


@pytest.mark.parametrize(
    "lines",
    [
        "mentions: [{who: tom, quote: His words.}]",
        "of: {url: https://x.example/, who: tom, quote: His words.}",
        "in_reply_to: {url: https://tom.example/x, quote: His words.}",
        "via: {who: tom, quote: His words.}",
    ],
)
def test_nobody_is_quoted_against_their_will(tmp_path: Path, lines: str) -> None:
    made = site(tmp_path, a=head(lines))
    assert [f[:2] for f in findings(made)] == [("people/not-to-be-quoted", "error")]
    made.write({"content/posts/a.md": head(lines.replace("quote: His words.", "").replace(", }", "}"))})
    assert built(made) == ()


# -- mentions


def test_reasons_first_and_nobody_twice(tmp_path: Path) -> None:
    lines = "mentions:\n  - {who: jonas, why: the idea}\n  - {who: Bo, why: tea}\n  - {who: jonas, why: again}"
    made = site(tmp_path, a=head(lines, "Hi @ana, @jonas, @{ana} and @mira."))
    assert findings(made) == [("people/twice", "warning", "content/posts/a.md:5:11")]
    assert [(m.person.name, m.why) for m in post(made).mentions] == [
        ("Jonas Weber", "the idea"), ("Bo", "tea"), ('Ana <b>"R"</b>', ""),
    ]  # fmt: skip


def test_where_people_like_to_be_mentioned(tmp_path: Path) -> None:
    made = site(tmp_path, a=head("mentions: [one, two, three, four, jonas]"))
    handles = '{mastodon: "@x@social.example", bluesky: x.example, email: x@x.example}'
    made.write({"people.yaml": PEOPLE + "".join(
        f"{key}: {{name: {key}, url: https://{key}.example/{more}}}\n" for key, more in {
            "one": f", handles: {handles}",
            "two": f", handles: {handles}, prefer: bluesky",
            "three": f", handles: {handles}, prefer: email",
            "four": ", handles: {email: x@x.example}",
        }.items()
    )})  # fmt: skip
    places = [m.person.preferred and (m.person.preferred.label, m.person.preferred.url) for m in post(made).mentions]
    assert places == [
        ("Mastodon", "https://social.example/@x"),
        ("Bluesky", "https://bsky.app/profile/x.example"),
        ("e-mail", "mailto:x@x.example"),
        ("four.example", "https://four.example/"),
        None,
    ]


# -- replies, links, guests


def test_a_reply_stands_with_what_it_answers(tmp_path: Path) -> None:
    of = "{url: https://ana.example/retry/, title: 'Retry <kindly>', quote: Wait.}"
    reply = entry(page(site(tmp_path, a=head(f"kind: reply\nin_reply_to: {of}"))))["in-reply-to"]
    assert [one["type"] for one in reply] == [["h-cite"]]
    reply[0]["properties"]["author"][0].pop("lang")
    assert reply[0]["properties"] == {
        "name": ["Retry <kindly>"],
        "url": ["https://ana.example/retry/"],
        "content": ["Wait."],
        "author": [{"type": ["h-card"], "value": 'Ana <b>"R"</b>', "properties":
                    {"name": ['Ana <b>"R"</b>'], "url": ["https://ana.example/"]}}],
    }  # fmt: skip


def test_a_link_post_leads_with_its_link(tmp_path: Path) -> None:
    html = page(site(tmp_path, a=head("kind: link\nof: https://www.x.example/a", "Good.")))
    cite = entry(html)["bookmark-of"][0]["properties"]
    assert (cite["name"], cite["url"]) == (["x.example"], ["https://www.x.example/a"])
    assert html.index("u-bookmark-of") < html.index("e-content")
    made = Site(tmp_path)
    assert entry(made.tree()["index.html"].decode())["bookmark-of"][0]["properties"]["url"] == cite["url"]
    for feed in ("rss.xml", "atom.xml"):
        item = feedparser.parse(made.tree()[feed]).entries[0]
        assert item.content[0].value.startswith('<p><a href="https://www.x.example/a">')


def test_a_photo_comes_first(tmp_path: Path) -> None:
    made = site(tmp_path, a=head("kind: photo\nimage: /p.svg\nimage_alt: A heron."))
    made.write({"static/p.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    html = page(made)
    assert entry(html)["photo"] == [{"value": "https://weir.example/p.svg", "alt": "A heron."}]
    assert html.index("u-photo") < html.index("<h1")


def test_a_guest_is_the_author_everywhere(tmp_path: Path) -> None:
    made = site(tmp_path, a=head("guest: ana\nauthors: [mira]"))
    html = page(made)
    assert [a["properties"]["name"] for a in entry(html)["author"]] == [['Ana <b>"R"</b>']]
    assert '<meta name="fediverse:creator" content="@ana@social.example">' in html
    assert '"author":[{"@type":"Person","name":"Ana \\u003cb\\u003e' in html
    assert "About the guest" in html
    assert 'rel="me" href="https://social.example/@ana"' not in html
    assert "authors/ana/index.html" in made.tree()
    assert "authors/mira/index.html" not in made.tree()
    view = post(made)
    assert view.authors == (view.guest,)


@pytest.mark.parametrize("kind", ["note", "reply", "photo", "link"])
def test_short_posts_need_no_title(tmp_path: Path, kind: str) -> None:
    more = "in_reply_to: https://x.example/\nof: https://x.example/\nimage: /p.svg"
    made = site(tmp_path, a=head(f"kind: {kind}\n{more}", "It waits & waits."))
    made.write({"static/p.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    assert built(made) == ()
    html = page(made)
    assert "<title>It waits &amp; waits. – " in html
    assert "name" not in {key for key, value in entry(html).items() if value == ["A"]}
    atom, rss = (feedparser.parse(made.tree()[f"{name}.xml"]).entries[0] for name in ("atom", "rss"))
    assert atom.title == "It waits & waits."
    assert "title" not in rss


@pytest.mark.parametrize(
    ("lines", "fix"),
    [
        ("kind: reply", "in_reply_to: https://example.org/their-post/"),
        ("kind: link", "of: https://example.org/their-post/"),
        ("kind: photo", "image: photo.jpg"),
    ],
)
def test_a_kind_without_what_it_is_made_of(tmp_path: Path, lines: str, fix: str) -> None:
    made = site(tmp_path, a=head(lines))
    assert findings(made) == [("front-matter/kind", "warning", "content/posts/a.md:2:7")]
    assert built(made)[0].fix == fix


# -- answers to posts of this site


def test_a_post_may_answer_another_of_this_site(tmp_path: Path) -> None:
    made = site(tmp_path, a=head("in_reply_to: b.md"), b=head("kind: note\ndate: 2026-03-01", "It waits for @ana."))
    html = page(made)
    cite = entry(html)["in-reply-to"][0]["properties"]
    assert (cite["url"], cite["name"]) == (["https://weir.example/posts/b/"], ['It waits for Ana <b>"R"</b>.'])
    assert [link.url for link in post(made, "b").backlinks] == ["/posts/a/"]


@pytest.mark.parametrize(
    ("lines", "code", "severity"),
    [
        ("in_reply_to: nowhere.md", "link/broken", "error"),
        ("of: nowhere.md", "link/broken", "error"),
        ("via: ../nowhere.md", "link/broken", "error"),
        ("mentions: [{who: ana, source: nowhere.md}]", "link/broken", "error"),
        ("in_reply_to: /nowhere/", "link/broken", "warning"),
        ("in_reply_to: draft.md", "link/left-out", "warning"),
        ("in_reply_to: a.md", "reply/circle", "error"),
    ],
)
def test_what_is_answered_must_be_there(tmp_path: Path, lines: str, code: str, severity: str) -> None:
    made = site(tmp_path, a=head(lines), draft=head("draft: true"))
    ((found, how, where),) = findings(made)
    assert (found, how) == (code, severity)
    assert where.startswith("content/posts/a.md:2:")
    assert built(made)[0].fix


def test_answers_in_a_circle_are_found_wherever_one_enters_it(tmp_path: Path) -> None:
    made = site(
        tmp_path, a=head("in_reply_to: b.md"), b=head("in_reply_to: c.md"), c=head("in_reply_to: a.md"),
        d=head("in_reply_to: a.md"),
    )  # fmt: skip
    assert findings(made) == [("reply/circle", "error", f"content/posts/{name}.md:2:14") for name in "abc"]


# -- the question


@pytest.mark.parametrize(
    ("lines", "body", "asked"),
    [
        ("", "It waits.\n\nDo you?", "Do you?"),
        ("question: And I?", "It waits.\n\nDo you?", "And I?"),
        ("question: false", "It waits.\n\nDo you?", ""),
        ("question: true", "It waits.\n\nDo you?", "Do you?"),
        ("", "> Do you?", ""),
    ],
)
def test_what_a_post_asks(tmp_path: Path, lines: str, body: str, asked: str) -> None:
    assert post(site(tmp_path, a=head(lines, body))).question == asked


def test_a_page_asks_only_what_its_front_matter_does(tmp_path: Path) -> None:
    made = Site(tmp_path)
    made.write(
        {"content/pages/p.md": "# P\n\nDo you?", "content/pages/q.md": "---\ntitle: Q\nquestion: Well?\n---\nDo you?"}
    )
    made.build()
    assert b"bk-question-text" not in made.tree()["p/index.html"]
    assert b">Well?</h2>" in made.tree()["q/index.html"]


def test_editing_words_before_the_question_renders_one_page(tmp_path: Path) -> None:
    made = site(tmp_path, a=head("", "Hi @ana.\n\nIt waits.\n\nDo you?"), b=head("title: B", "B."))
    made.build()
    made.write({"content/posts/a.md": head("", "Hi @ana.\n\nIt waited.\n\nDo you?")})
    log = made.build().report.log
    assert [line for line in log if "posts/" in line or line.startswith("render index")] == [
        "parse content/posts/a.md", "render posts/a/index.html",
    ]  # fmt: skip
