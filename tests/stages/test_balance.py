from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from blogkit.core.view import Citation, CreditView, EntryView, MentionView, PersonView, ReferenceView
from blogkit.stages.balance import Balance, ago, balance, picture, sentence
from blogkit.testing.hostile import posts, site_of

TODAY = dt.date(2026, 3, 10)
ANA, ME = PersonView("Ana Ruiz", "ana", "https://ana.dev/"), PersonView("Me", "me")
SITE = replace(site_of("Blog"), author=ME)
POST = EntryView(
    id="p", kind="article", source="p.md", title="P", url="/p/", permalink="https://b.example/p/", authors=(ME,),
    date=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
)  # fmt: skip


def link(domain: str, person: PersonView | None = None) -> Citation:
    return Citation(f"https://{domain}/x", "x", "", domain, person)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, ()),
        ({"citations": (link("ana.dev", ANA), link("cy.example.dev"))}, ("links to Ana Ruiz and cy.example.dev",)),
        ({"citations": (link("en.wikipedia.org"), link("me.dev", ME))}, ()),
        ({"citations": tuple(link(f"{n}.dev") for n in range(5))}, ("links to 0.dev, 1.dev, 2.dev and 2 more",)),
        ({"mentions": (MentionView(ANA), MentionView(ME))}, ("names Ana Ruiz",)),
        ({"thanks": (CreditView(ANA), CreditView(ME)), "contributors": (ANA,)}, ("thanks Ana Ruiz",)),
        ({"via": ReferenceView("https://cy.dev/", "x", PersonView("Cy"))}, ("thanks Cy",)),
        ({"guest": ANA, "authors": (ANA,)}, ("gives the word to Ana Ruiz",)),
        ({"in_reply_to": ReferenceView("https://a.dev/", "Her post")}, ("answers Her post",)),
        ({"of": ReferenceView("https://a.dev/", "")}, ("is about https://a.dev/",)),
        ({"question": "What?"}, ("asks its readers something",)),
    ],
    ids=str,
)
def test_what_counts(fields: dict[str, object], why: tuple[str, ...]) -> None:
    (item,) = balance([replace(POST, **fields)], SITE).items
    assert item.why == why


def test_the_authors_own_list_of_nobodys_counts() -> None:
    assert balance([replace(POST, citations=(link("x.dev"),))], SITE, ("x.dev",)).outward == 0


def many(outward: int, count: int) -> Balance:
    asked = replace(POST, question="What?", date=dt.datetime(2026, 2, 10, tzinfo=dt.UTC))
    return balance([POST] * (count - outward) + [asked] * outward, SITE)


@pytest.mark.parametrize(
    ("outward", "count", "said"),
    [
        (0, 0, "Nothing is published yet. The first post could begin with something that somebody else wrote."),
        (0, 1, "Your only post does not point at somebody else. Whose work could the next one be about?"),
        (1, 1, "Your only post points at somebody else."),
        (0, 4, "None of your last 4 posts points at somebody else. Whose work could the next one be about?"),
        (1, 4, "1 of your last 4 posts points at somebody else, the last of them 4 weeks ago."),
        (7, 9, "7 of your last 9 posts point at somebody else, the last of them 4 weeks ago."),
        (9, 9, "Each of your last 9 posts points at somebody else."),
        (5, 30, "None of your last 20 posts points at somebody else. Whose work could the next one be about?"),
    ],
)
def test_one_sentence_and_no_grade(outward: int, count: int, said: str) -> None:
    assert sentence(many(outward, count), TODAY) == said


def test_how_long_ago() -> None:
    days = ["2026-03-11", "2026-03-10", "2026-03-09", "2026-02-25", "2026-02-20", "2025-10-10", "2020-01-01"]
    told = ["today", "today", "yesterday", "13 days ago", "2 weeks ago", "5 months ago", "6 years ago"]
    assert [ago(day, TODAY) for day in days] == told


def test_the_picture_says_the_same_to_whoever_cannot_see_it() -> None:
    found = many(2, 5)
    tree = ElementTree.fromstring(picture(found, "2 < 5 & more"))
    space = {"s": "http://www.w3.org/2000/svg"}
    assert [square.get("fill") for square in tree.findall("s:rect", space)] == ["currentColor"] * 2 + ["none"] * 3
    told = [tree.findtext(f"*[@id='{name}']") for name in tree.get("aria-labelledby", "").split()]
    assert told[0] == "2 < 5 & more"
    assert told[1]
    assert tree.get("role") == "img"
    last = tree.findall("s:rect", space)[-1]
    assert last.findtext("s:title", None, space) == "2026-03-02 P: on its own"
    assert float(last.get("x", 0)) + 12.75 <= float(tree.get("width", 0))
    assert ElementTree.fromstring(picture(many(0, 0), "None")).findall("s:rect", space) == []


def test_hostile_posts_make_well_formed_pictures() -> None:
    for post, site in posts():
        found = balance([post], site)
        drawn = picture(found, sentence(found, TODAY))
        ElementTree.fromstring(drawn)
        assert "<script" not in drawn
