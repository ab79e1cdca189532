"""What there is to say of a post, said within a network's room."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.builtin import BUILTIN
from blogkit.core.person import Person
from blogkit.stages.drafts import consent, file, guards, social, text
from blogkit.stages.drafts.material import Material, Named
from blogkit.stages.drafts.words import LANGUAGES, WORDLESS
from blogkit.stages.front_matter import read
from blogkit.testing.hostile import HOSTILE

NETWORKS = {network.name: network for network in BUILTIN.networks}
URL = "https://b.example/posts/a/"
ANA = {"mastodon": "@ana@social.example", "bluesky": "ana.example", "linkedin": "in/ana-bell"}


def said(**more: Any) -> Material:
    usual: dict[str, Any] = {
        "title": "Retry kindly",
        "url": URL,
        "takeaway": "A retry is a promise. A little randomness keeps it from becoming a herd.",
        "question": "When did a retry make things worse for you?",
        "language": "en",
        "people": (Named("ana", "Ana Bell", "because", "her essay gave me the idea.", handles=ANA),),
        "social": {},
    }
    return Material(**(usual | more))


def composed(name: str, material: Material, order: int = 0, most: int = 3) -> str:
    return text.composed(material, NETWORKS[name], order, most)[0]


def test_a_thought_a_person_with_a_reason_a_question_and_the_address() -> None:
    assert composed("mastodon", said()) == (
        "A retry is a promise. A little randomness keeps it from becoming a herd.\n\n"
        "@ana@social.example – her essay gave me the idea.\n\n"
        "When did a retry make things worse for you?\n\n" + URL
    )


def test_each_network_in_its_own_order_with_its_own_handles() -> None:
    bluesky = composed("bluesky", said(), 1).split("\n\n")
    assert bluesky[0] == said().question
    assert bluesky[2] == "@ana.example – her essay gave me the idea."
    linkedin = composed("linkedin", said(), 4).split("\n\n")
    assert linkedin[0] == "Retry kindly"
    assert linkedin[2] == "Ana Bell – her essay gave me the idea."
    assert text.by_hand(said().people, NETWORKS["linkedin"]) == ["Ana Bell"]
    assert text.by_hand(said().people, NETWORKS["mastodon"]) == []
    assert text.by_hand(said().people, NETWORKS["hacker_news"]) == []


def test_a_title_goes_apart_with_words_for_a_comment() -> None:
    draft = composed("hacker_news", said())
    assert draft.split("\n\n")[0] == "Retry kindly"
    assert URL not in draft
    assert said().question in draft
    assert text.counted(draft, NETWORKS["hacker_news"]) == len("Retry kindly")


def test_what_the_author_wrote_for_a_network_is_taken_as_it_is() -> None:
    long = "My own words. " * 60
    assert composed("bluesky", said(social={"bluesky": long})) == f"{long.strip()}\n\n{URL}"
    assert composed("bluesky", said(social={"bluesky": f"See {URL}!\n"})) == f"See {URL}!"
    assert "My own" not in composed("mastodon", said(social={"bluesky": long}))


THANKED = tuple(Named(f"p{n}", f"Person {n}", "thanks", f"reading draft {n}") for n in range(4))


def test_all_who_are_thanked_in_one_sentence() -> None:
    draft = composed("mastodon", said(people=THANKED))
    assert (
        "Thanks to Person 0 for reading draft 0, to Person 1 for reading draft 1 and to Person 2 for reading draft 2."
        in draft
    )
    assert "Person 3" not in draft
    assert "Person 0 for" in composed("mastodon", said(people=THANKED), most=1)
    assert "Person 1" not in composed("mastodon", said(people=THANKED), most=1)


def test_whole_sentences_go_first_then_people_then_the_question() -> None:
    thought = "The first sentence says something of its own. " + "The second one goes on and on. " * 8
    short = composed("bluesky", said(takeaway=thought.strip()), 1)
    assert "The first sentence says something of its own.\n" in short + "\n" or "on and on.\n" in short
    assert "…" not in short
    assert "@ana.example" in short
    crowded = said(people=tuple(Named(f"p{n}", f"Person {n}", "because", "x" * 70) for n in range(3)))
    assert "Person 2" not in composed("x", crowded)
    assert "Person 0" in composed("x", crowded)
    shouted = composed("x", said(question="Why? " * 60))
    assert "Why?" not in shouted
    assert "A retry is a promise." in shouted


@pytest.mark.parametrize("title", ["word " * 2000, "x" * 10_000])
@pytest.mark.parametrize("name", [name for name, network in NETWORKS.items() if network.limit])
def test_a_title_that_is_far_too_long_is_cut_and_said_once(name: str, title: str) -> None:
    network = NETWORKS[name]
    for order in range(13):
        draft, _ = text.composed(said(title=title, takeaway="", question="", people=()), network, order, 2)
        assert text.counted(draft, network) <= network.limit.most


ALL = sorted(NETWORKS)
WORDS = st.text(max_size=400) | st.sampled_from([title for title in HOSTILE if isinstance(title, str)])
PEOPLE = st.lists(
    st.builds(
        Named,
        who=st.sampled_from(["a", "b", "c"]),
        name=st.text(max_size=30),
        role=st.sampled_from(["guest", "answers", "because", "quote", "thanks", "via", "cites", "host"]),
        why=st.text(max_size=80),
        what=st.text(max_size=80),
        handles=st.just(ANA),
    ),
    max_size=5,
).map(tuple)


@given(name=st.sampled_from(ALL), title=WORDS, takeaway=WORDS, question=WORDS, people=PEOPLE,
       language=st.sampled_from([*LANGUAGES, "it", ""]), order=st.integers(0, 12))  # fmt: skip
def test_whatever_is_said_fits_with_its_address_whole(
    name: str, title: str, takeaway: str, question: str, people: tuple[Named, ...], language: str, order: int
) -> None:
    network = NETWORKS[name]
    material = said(title=title, takeaway=takeaway, question=question, people=people, language=language)
    draft, named = text.composed(material, network, order, 2)
    assert len(named) <= 2
    if network.limit:
        assert text.counted(draft, network) <= network.limit.most
    if not (network.limit and network.limit.url_apart):
        assert draft.endswith(URL)
    for one in named if network.name == "mastodon" else ():
        assert "@ana@social.example" in draft or one.name in draft


@given(name=st.sampled_from(ALL), words=st.text(max_size=200))
def test_the_link_brings_the_whole_text(name: str, words: str) -> None:
    network = NETWORKS[name]
    draft = f"{words}\n\n{URL}"
    link = text.intent(draft, "A title", URL, network)
    if network.share is None:
        assert link == ""
    elif name in ("mastodon", "bluesky", "whatsapp"):
        wanted = draft.encode("utf-8", "replace").decode()
        assert unquote(link.partition("text=")[2]) == wanted
    elif name in ("x", "threads", "telegram"):
        query = parse_qs(urlsplit(link).query, keep_blank_values=True)
        assert query["url"] == [URL]
        assert query["text"] == [words.rstrip().encode("utf-8", "replace").decode()]
    elif name == "email":
        assert link.startswith("mailto:?subject=A%20title&body=")
    assert text.takes_text(network) is (network.share is not None and name not in ("linkedin", "facebook"))


def test_languages_say_all_there_is_to_say() -> None:
    english = LANGUAGES["en"]
    for name, words in LANGUAGES.items():
        if name == "en":
            continue
        for field in english.__slots__:
            if field != "because" and len(english_words := getattr(english, field)) > 9:
                assert getattr(words, field) != english_words, f"{name}: {field}"
    assert composed("mastodon", said(language="it", people=THANKED[:2])).split("\n\n")[1] == (
        "♥ Person 0 (reading draft 0), Person 1 (reading draft 1)"
    )
    assert WORDLESS.cites == "→ {what}"


# -- the file


@given(st.text(), st.dictionaries(st.sampled_from(file.KEYS), st.text()), st.lists(st.just("mine: 1"), max_size=2))
def test_a_draft_comes_back_as_it_went(words: str, head: dict[str, str], more: list[str]) -> None:
    draft = file.new(words, {key: value.strip() for key, value in head.items()})
    draft = file.Draft(draft.text, draft.head, tuple(more))
    back = file.read(file.written(draft))
    assert back.head == draft.head
    assert back.more == draft.more
    assert file.signature(back.text) == file.signature(words)
    assert not back.edited


@pytest.mark.parametrize("change", [str.upper, lambda text: text + "\n\nMine.", lambda text: text.replace("A", "", 1)])
def test_a_touched_draft_is_known(change: Any) -> None:
    draft = file.new("A text\nof two lines.", {})
    assert file.read(file.written(draft).replace("\n", "\r\n")).edited is False
    assert file.read(file.written(draft).replace("two lines.", "two lines.   \n\n")).edited is False
    assert file.Draft(change(draft.text), draft.head).edited


def test_a_draft_without_its_head_is_all_text() -> None:
    assert file.read("Only words.\n") == file.Draft("Only words.", {})
    assert file.read("---\nnever: closed\n").text == "---\nnever: closed"
    assert file.read("").edited


# -- guards


def guarded(words: str, network: str = "mastodon", **others: str) -> list[str]:
    return list(guards.guarded(words, said(), NETWORKS[network], 3, others))


def test_a_good_draft_is_told_nothing() -> None:
    assert guarded(composed("mastodon", said())) == []


@pytest.mark.parametrize(
    ("words", "start"),
    [
        (f"Retry kindly\n\n{URL}", "Only a title and a link"),
        (f"«Retry kindly»: {URL}", "Only a title and a link"),
        (URL, "Only a title and a link"),
        (f"It is about retries and why they fail.\n\n{URL}", "It names nobody and asks nothing"),
        ("Hello @a@b.example @c@d.example @e@f.example @g@h.example?", "It names 4 people at once"),
        ("Why? #a #b #c #d #e #f", "It has 6 hashtags"),
        ("Why? " + "x" * 500, "It is 5 too long for Mastodon"),
    ],
)
def test_broadcasting_is_noticed(words: str, start: str) -> None:
    (line,) = guarded(words)
    assert line.startswith(start)
    assert len(line) < 120


def test_the_same_text_elsewhere_is_noticed() -> None:
    words = composed("mastodon", said())
    other = composed("bluesky", said(), 0)
    assert guarded(words, Bluesky=other) == [
        "The text for Bluesky is the same: who follows you on both would read it twice."
    ]
    assert guarded(words, Bluesky=composed("bluesky", said(), 1)) == []


def test_an_address_is_no_hashtag_and_no_question() -> None:
    assert guarded(f"What is @ana@b.example? {URL}?a=1#b {URL}#c#d#e#f#g#h") == []
    (line,) = guarded(f"Plain words here. {URL}?a=b")
    assert line.startswith("It names nobody")


# -- consent


def test_whoever_is_not_asked_yet_is_named_only_where_the_post_needs_them() -> None:
    people = {"ana": Person("Ana Bell", mention="ask"), "bo": Person("Bo")}
    ana, thanked, bo = Named("ana", "Ana", "because"), Named("ana", "Ana", "thanks"), Named("bo", "Bo", "thanks")

    def left(one: Named, **how: Any) -> list[Named]:
        return list(consent.nameable([one, bo], people, consent.Asked(**how)))

    assert left(ana, waiting={"ana": "1"}) == [ana, bo]
    assert left(thanked, waiting={"ana": "1"}) == [bo]
    assert left(ana) == [bo]
    assert left(thanked, agreed=frozenset(["ana"])) == [thanked, bo]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Thanks, Ana Bell!", True),
        ("thanks, ana bell", True),
        ("Hello @ana@social.example.", True),
        ("Hello @ana@social.example.org", False),
        ("Ana Bellamy wrote", False),
        ("Diana Bell", False),
        ("ana.example", False),
    ],
)
def test_names_and_handles_are_found_whole(words: str, found: bool) -> None:
    people = {"ana": Person("Ana Bell", handles=ANA)}
    assert bool(consent.named_in(words, people, [NETWORKS["mastodon"]])) is found


def test_objections() -> None:
    network = NETWORKS["mastodon"]
    for wish, start in (({"blocked": True}, "it names Ana"), ({"mention": "never"}, "it names Ana")):
        people = {"ana": Person("Ana", **wish)}  # type: ignore[arg-type]
        assert next(consent.objections("By Ana.", people, network, consent.Asked())).startswith(start)
        assert not list(consent.objections("By nobody.", people, network, consent.Asked()))
    people = {"ana": Person("Ana", mention="ask")}
    waiting = consent.Asked({"ana": "12345678"})
    assert next(consent.objections("By Ana.", people, network, waiting)).endswith("blogkit checklist done 123456")
    assert not list(consent.objections("By Ana.", people, network, consent.Asked(agreed=frozenset(["ana"]))))


# -- social:


def test_texts_for_networks_that_there_are_not() -> None:
    head = "---\ntitle: A\nsocial:\n  mastodon: Hello\n  mastodn: Hello\n  Hacker News: x\n---\n"
    front = read(head, "a.md").value
    assert front.front.social == {"mastodon": "Hello", "mastodn": "Hello", "Hacker News": "x"}
    from blogkit.core.entry import Body, Entry

    entry = Entry("a.md", "post", front.front, Body(), spans=front.spans)
    found = social.strangers([entry], BUILTIN.networks)
    assert [(one.code, str(one.span), one.found, one.fix) for one in found] == [
        ("front-matter/unknown-network", "a.md:5:3", "mastodn", 'did you mean "mastodon"?'),
        ("front-matter/unknown-network", "a.md:6:3", "Hacker News", "did you mean hacker_news?"),
    ]
