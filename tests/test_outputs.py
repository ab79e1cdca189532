"""Everything that a whole site comes to, read as others read it: browsers, robots, feed readers, readers of microformats.

The site is this repository's own blog. What one module promises is tested beside it; here stands what has to hold for
every page and every feed at once, whoever made them.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import feedparser
import html5lib
import mf2py
import pytest

from browser.nu import html_errors
from demo import BASE

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESSES = {"href", "src", "poster", "action", "cite", "data"}
LOADED = {"script": "src", "img": "src", "iframe": "src", "video": "src", "audio": "src", "source": "src"}
# What a reader of feeds throws away, or a validator calls dangerous.
UNFIT_FOR_FEEDS = {"script", "style", "form", "button", "iframe", "object", "embed", "link", "meta"}


@dataclass(frozen=True)
class Page:
    path: str
    text: str

    @property
    def url(self) -> str:
        return BASE + self.path.removesuffix("index.html")

    @cached_property
    def tree(self) -> Any:
        return html5lib.parse(self.text, namespaceHTMLElements=False)

    @property
    def is_redirect(self) -> bool:
        return 'http-equiv="refresh"' in self.text

    @property
    def is_post(self) -> bool:
        return self.path.startswith("posts/") and not self.is_redirect

    @property
    def is_note(self) -> bool:
        """A post without a title: robots are not to make one up."""
        return self.is_post and "note" in self.all("article")[0].get("class").split()

    @cached_property
    def ids(self) -> Counter[str]:
        return Counter(one.get("id") for one in self.tree.iter() if one.get("id") is not None)

    def all(self, tag: str, **attributes: str) -> list[Any]:
        return [one for one in self.tree.iter(tag) if all(one.get(key) == value for key, value in attributes.items())]

    def meta(self, name: str) -> list[str]:
        return [m.get("content", "") for m in self.all("meta") if name in (m.get("name"), m.get("property"))]

    def links(self) -> Iterator[str]:
        """Every address that the page holds, as the browser resolves it."""
        for one in self.tree.iter():
            for name, value in one.attrib.items():
                if name in ADDRESSES and isinstance(one.tag, str):
                    yield urljoin(self.url, value)
                elif name == "srcset":
                    yield from (urljoin(self.url, part.split()[0]) for part in value.split(","))


@pytest.fixture(scope="module")
def pages(demo: Path) -> dict[str, Page]:
    found = {}
    for file in sorted(demo.rglob("*.html")):
        path = file.relative_to(demo).as_posix()
        found[path] = Page(path, file.read_text("utf-8"))
    assert len([page for page in found.values() if page.is_post]) >= 13
    assert len(found) > 50
    return found


@pytest.fixture(scope="module")
def shown(pages: dict[str, Page]) -> list[Page]:
    """The pages that people stay on."""
    return [page for page in pages.values() if not page.is_redirect]


def _missing(url: str, demo: Path, pages: dict[str, Page]) -> str:
    """Why an address of this site leads nowhere, or "" where it does, or is not ours."""
    address, fragment = urldefrag(url)
    if not address.startswith(BASE):
        return "leaves the folder of the site" if urlsplit(address).netloc == urlsplit(BASE).netloc else ""
    path = unquote(urlsplit(address).path.removeprefix(urlsplit(BASE).path))
    path = path + "index.html" if path in {"", "."} or path.endswith("/") else path
    if not (demo / path).is_file():
        return f"no file {path}"
    if fragment and path in pages and unquote(fragment) not in pages[path].ids:
        return f"no id {unquote(fragment)!r} in {path}"
    return ""


# ---- as HTML


def test_every_page_is_html_without_an_error_of_grammar(pages):
    faults = []
    for page in pages.values():
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(page.text)
        faults += [f"{page.path}:{place[0]}: {code} {data}" for place, code, data in parser.errors]
    assert faults == []


def test_the_nu_checker_has_nothing_to_say(demo):
    assert html_errors(demo) == []


def test_a_page_says_what_it_is_once(shown):
    """One title, description, address and heading each; all that is for robots stands for itself, with its host."""
    faults = []
    for page in shown:
        titles = ["".join(one.itertext()).strip() for one in page.all("title")]
        canonicals = [one.get("href") for one in page.all("link", rel="canonical")]
        counted = {
            "title": len([title for title in titles if title]),
            "description": len([text for text in page.meta("description") if text]),
            "canonical": len(canonicals),
            "h1": len([one for one in page.all("h1") if "".join(one.itertext()).strip()]),
            "main": len(page.all("main")),
            "viewport": len(page.meta("viewport")),
            **{name: len(page.meta(f"og:{name}")) for name in ("title", "type", "url", "site_name", "description")},
        }
        if page.path == "404.html":  # an address that is nobody's: it stands for all that do not exist
            counted["canonical"], canonicals = 1, []
        faults += [f"{page.path}: {name} x {number}" for name, number in counted.items() if number != 1]
        faults += [f"{page.path}: canonical {url}" for url in canonicals if url != page.url]
        absolute = page.meta("og:url") + page.meta("og:image")
        faults += [f"{page.path}: {url} is relative" for url in absolute if not url.startswith("https://")]
        root = next(page.tree.iter("html"))
        faults += [f"{page.path}: no {name}" for name in ("lang", "dir") if not root.get(name)]
    assert faults == []


def test_no_two_pages_have_one_title(shown):
    manual = "docs/"  # a page of the manual may be called like the page that it explains
    titles = Counter("".join(page.all("title")[0].itertext()) for page in shown if not page.path.startswith(manual))
    assert {title: number for title, number in titles.items() if number > 1} == {}


def test_headings_go_down_one_step_at_a_time(shown):
    faults = []
    for page in shown:
        levels = [int(one.tag[1]) for one in page.tree.iter() if re.fullmatch(r"h[1-6]", str(one.tag))]
        faults += [f"{page.path}: h{a} then h{b}" for a, b in pairwise(levels) if b > a + 1]
    assert faults == []


def test_ids_are_unique_and_pictures_have_a_text_and_a_size(shown):
    faults = []
    for page in shown:
        faults += [f"{page.path}: id {name} x {number}" for name, number in page.ids.items() if number > 1]
        for picture in page.all("img"):
            wanted = {"alt"} if picture.get("src", "").endswith(".svg") else {"alt", "width", "height"}
            faults += [f"{page.path}: {picture.get('src')} without {name}" for name in wanted - set(picture.attrib)]
    assert faults == []


def test_nothing_is_loaded_from_another_host_nor_written_into_the_page(shown):
    faults = []
    for page in shown:
        for tag, name in LOADED.items():
            urls = [urljoin(page.url, one.get(name)) for one in page.all(tag) if one.get(name)]
            faults += [f"{page.path}: <{tag}> {url}" for url in urls if not url.startswith(BASE)]
        sheets = [urljoin(page.url, one.get("href")) for one in page.all("link", rel="stylesheet")]
        faults += [f"{page.path}: style sheet {url}" for url in sheets if not url.startswith(BASE)]
        for one in page.tree.iter():
            inline = [name for name in one.attrib if name == "style" or name.startswith("on")]
            if inline or one.tag == "style" or (one.tag == "script" and not one.get("src") and not one.get("type")):
                faults.append(f"{page.path}: inline <{one.tag}> {inline}")
    assert faults == []


def test_no_file_knows_where_it_was_made(demo):
    here = str(demo.parent).encode()
    assert [file for file in demo.rglob("*") if file.is_file() and here in file.read_bytes()] == []


def test_the_style_sheet_stays_small(demo):
    (sheet,) = (demo / "assets" / "css").glob("site.*.css")
    assert sheet.stat().st_size < 15_000


# ---- links


def test_every_link_of_a_page_leads_somewhere(demo, pages):
    faults, ours = [], 0
    for page in pages.values():
        for url in set(page.links()):
            why = _missing(url, demo, pages)
            ours += url.startswith(BASE)
            faults += [f"{page.path}: {url}: {why}"] if why else []
    assert faults == []
    assert ours > 1000


def test_every_picture_of_a_preview_is_there(demo, pages, shown):
    previews = [url for page in shown for url in page.meta("og:image")]
    assert len(previews) > 30
    assert [url for url in previews if not url.startswith(BASE) or _missing(url, demo, pages)] == []


def test_the_sitemap_lists_every_page_for_robots_once(demo, pages, shown):
    listed = [one.text for one in ElementTree.parse(demo / "sitemap.xml").iter(f"{SITEMAP}loc")]
    assert [url for url in listed if _missing(url, demo, pages)] == []
    wanted = [page for page in shown if "noindex" not in page.meta("robots")]
    # Searching is not an answer, and later pages of a list hold what other pages hold too.
    wanted = [page.url for page in wanted if not re.search(r"(^|/)(search|page/\d+)/index.html$", page.path)]
    assert Counter(listed) == Counter(wanted)
    assert f"Sitemap: {BASE}sitemap.xml" in (demo / "robots.txt").read_text("utf-8")


def test_the_search_index_leads_to_every_post(demo, pages):
    rows = json.loads((demo / "search.json").read_text("utf-8"))
    urls = [urljoin(BASE, row["url"]) for row in rows]
    assert [url for url in urls if _missing(url, demo, pages)] == []
    assert {page.url for page in pages.values() if page.is_post} <= set(urls)


# ---- structured data


def _linked_data(page: Page) -> list[dict[str, Any]]:
    return [json.loads(one.text) for one in page.all("script", type="application/ld+json")]


def test_linked_data_is_json_with_whole_addresses(demo, pages, shown):
    faults = []
    for page in shown:
        for data in _linked_data(page):
            assert data["@context"] == "https://schema.org"
            urls = [data.get("url", BASE), *data.get("image", []), data.get("mainEntityOfPage", BASE)]
            faults += [f"{page.path}: {url}" for url in urls if not url.startswith(BASE) or _missing(url, demo, pages)]
        if page.is_post:
            (data,) = _linked_data(page)
            assert data["@type"] == "BlogPosting"
            assert data["headline"]
            assert data["author"][0]["name"]
            dt.datetime.fromisoformat(data["datePublished"])
    assert faults == []


def test_a_post_is_one_whole_h_entry(pages):
    for page in pages.values():
        if not page.is_post:
            continue
        items = mf2py.parse(doc=page.text, url=page.url)["items"]
        (entry,) = [item["properties"] for item in items if item["type"] == ["h-entry"]]
        assert (entry["url"], entry["uid"]) == ([page.url], [page.url])
        assert entry.get("name", []) == ([] if page.is_note else ["".join(page.all("h1")[0].itertext()).strip()])
        (content,) = entry["content"]
        assert len(content["value"]) > 100
        assert content["html"]
        assert entry["summary"][0] in page.meta("description")
        assert dt.datetime.fromisoformat(entry["published"][0])
        assert entry["category"]
        (author,) = entry["author"]
        card = author["properties"]
        assert author["type"] == ["h-card"]
        if card["name"] == ["The blogkit team"]:  # not so a guest
            assert card["url"] == [BASE + "authors/blogkit/"]
            assert urlsplit(card["photo"][0]["value"]).path == "/blog/people/blogkit.png"
        assert card["name"][0] in page.meta("author")
        assert urlsplit(card["url"][0]).netloc


def test_a_list_is_one_h_feed_of_entries(pages):
    for path in ("index.html", "page/2/index.html", "tags/conversation/index.html", "archive/index.html"):
        items = mf2py.parse(doc=pages[path].text, url=pages[path].url)["items"]
        (feed,) = [item for item in items if item["type"] == ["h-feed"]]
        assert feed["properties"]["name"], path
        for entry in feed["children"]:
            assert entry["type"] == ["h-entry"]
            given = entry["properties"]
            assert {"url", "uid", "published"} <= set(given), path
            assert "name" in given or any(page.is_note and [page.url] == given["url"] for page in pages.values())


def test_the_home_page_says_who_writes_here(pages):
    items = mf2py.parse(doc=pages["index.html"].text, url=BASE)["items"]
    (card,) = [item["properties"] for item in items if item["type"] == ["h-card"]]
    assert card["uid"] == [BASE]
    assert BASE in card["url"]


# ---- feeds


def _relative(html: str) -> list[str]:
    """Addresses in a feed's content that say no host, and elements that no reader of feeds lets through."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    found = []
    for one in tree.iter():
        urls = [value for name, value in one.attrib.items() if name in ADDRESSES]
        urls += [part.split()[0] for part in one.get("srcset", "").split(",") if part.strip()]
        found += [url for url in urls if not urlsplit(url).scheme]
        found += [f"<{one.tag}>"] if one.tag in UNFIT_FOR_FEEDS else []
        found += [f"{name}=" for name in one.attrib if name == "style" or name.startswith("on")]
    return found


def _feeds(demo: Path, name: str) -> list[Path]:
    found = sorted(demo.rglob(name))
    assert len(found) > 15
    return found


def _own_address(file: Path, demo: Path) -> str:
    return BASE + file.relative_to(demo).as_posix()


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_every_feed_is_read_without_a_complaint(demo, pages, name):
    for file in _feeds(demo, name):
        found = feedparser.parse(file.read_bytes())
        assert not found.bozo, (file, found.get("bozo_exception"))
        assert found.version == {"rss.xml": "rss20", "atom.xml": "atom10"}[name]
        assert found.feed.title
        (own,) = [link.href for link in found.feed.links if link.rel == "self"]
        assert own == _own_address(file, demo)
        assert _missing(found.feed.link, demo, pages) == ""
        assert found.entries, file
        ids = [entry.id for entry in found.entries]
        assert len(set(ids)) == len(ids)
        assert all(urlsplit(one).scheme for one in ids), "an id is a URI"
        for entry in found.entries:
            assert entry.link.startswith(BASE)
            assert _missing(entry.link, demo, pages) == ""
            assert entry.get("title") or entry.summary
            assert entry.published_parsed
            assert any(author.get("name") for author in entry.authors)


def test_rss_dates_and_contents_are_as_the_specification_wants_them(demo):
    for file in _feeds(demo, "rss.xml"):
        channel = ElementTree.parse(file).getroot()[0]
        assert [one.tag for one in channel[:3]] == ["title", "link", "description"]
        assert all(channel.findtext(tag) for tag in ("title", "link", "description", "language"))
        for item in channel.iter("item"):
            moment = email.utils.parsedate_to_datetime(item.findtext("pubDate"))
            assert item.findtext("pubDate") == email.utils.format_datetime(moment)
            guid = item.find("guid")
            assert guid.text == item.findtext("link") or guid.get("isPermaLink") == "false"
            html = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
            assert html
            assert _relative(html) == []
        moments = [email.utils.parsedate_to_datetime(item.findtext("pubDate")) for item in channel.iter("item")]
        assert moments == sorted(moments, reverse=True), "newest first"


def test_atom_dates_and_contents_are_as_the_specification_wants_them(demo):
    stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # RFC 3339
    for file in _feeds(demo, "atom.xml"):
        root = ElementTree.parse(file).getroot()
        assert root.findtext(f"{ATOM}id")
        assert root.find(f"{ATOM}author") is not None
        for one in [root, *root.iter(f"{ATOM}entry")]:
            assert stamp.fullmatch(one.findtext(f"{ATOM}updated"))
        for entry in root.iter(f"{ATOM}entry"):
            published, updated = entry.findtext(f"{ATOM}published"), entry.findtext(f"{ATOM}updated")
            assert dt.datetime.fromisoformat(published) <= dt.datetime.fromisoformat(updated)
            content = entry.find(f"{ATOM}content")
            assert content.get("type") == "html"
            assert _relative(content.text) == []
            assert entry.find(f"{ATOM}link").get("href").startswith(BASE)


def test_one_entry_has_one_id_in_every_feed(demo, pages):
    ids: dict[str, set[str]] = {}
    for name in ("rss.xml", "atom.xml"):
        for file in _feeds(demo, name):
            for entry in feedparser.parse(file.read_bytes()).entries:
                ids.setdefault(entry.link, set()).add(entry.id)
    for file in _feeds(demo, "feed.json"):
        for item in json.loads(file.read_text("utf-8"))["items"]:
            ids.setdefault(item["url"], set()).add(item["id"])
    assert set(ids) == {page.url for page in pages.values() if page.is_post}
    assert {url: found for url, found in ids.items() if len(found) != 1} == {}


def test_every_json_feed_is_one(demo, pages):
    for file in _feeds(demo, "feed.json"):
        feed = json.loads(file.read_text("utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == _own_address(file, demo)
        assert _missing(feed["home_page_url"], demo, pages) == ""
        assert feed["items"]
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert item.get("title") or item["content_html"]
            assert _missing(item["url"], demo, pages) == ""
            assert _missing(item.get("image", BASE), demo, pages) == ""
            assert dt.datetime.fromisoformat(item["date_published"]).tzinfo
            assert _relative(item["content_html"]) == []
            assert all(author.get("name") for author in item.get("authors", []))
            assert all(isinstance(tag, str) for tag in item.get("tags", []))


def test_every_page_names_the_feeds_it_belongs_to(demo, pages, shown):
    for page in shown:
        named = [one.get("href") for one in page.all("link", rel="alternate")]
        assert {BASE + name for name in ("rss.xml", "atom.xml", "feed.json")} <= set(named), page.path
    tag = pages["tags/conversation/index.html"]
    assert BASE + "tags/conversation/atom.xml" in [one.get("href") for one in tag.all("link", rel="alternate")]


def test_the_blogroll_is_an_outline_of_real_addresses(demo):
    for path in ("blogroll.opml", ".well-known/recommendations.opml"):
        root = ElementTree.parse(demo / path).getroot()
        assert (root.tag, root.get("version")) == ("opml", "2.0")
        assert root.findtext("head/title")
        for one in root.iter("outline"):
            urls = [url for name in ("htmlUrl", "xmlUrl") if (url := one.get(name))]
            assert one.get("text")
            assert all(url.startswith("https://") for url in urls)
