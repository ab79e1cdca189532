from __future__ import annotations

import pytest
from msgspec.structs import replace

from blogkit.core.ledger import Known
from blogkit.core.view import Citation, EntryView, PersonView
from blogkit.steps.tell_source import STEP
from blogkit.testing.hostile import site_of

ANA = PersonView("Ana Ruiz", "ana", "https://ana.dev/", handles=(("mastodon", "@ana@hachyderm.io"),))
ANA = replace(ANA, profiles=("https://hachyderm.io/@ana", "https://bsky.app/profile/ana.dev"))
SITE = replace(site_of("Blog"), author=PersonView("Me", "me"), base_url="https://www.example.org/blog/")


def cite(url: str, text: str = "Retry is a promise", person: PersonView | None = None) -> Citation:
    return Citation(url, text, f"She says in {text} why.", url.split("/")[2], person)


def steps(*citations: Citation, **fields):
    post = EntryView(id="retry", kind="article", source="", title="Hi", url="/r/", permalink="", **fields)
    return list(STEP.find(replace(post, citations=citations), SITE, Known()))


def test_a_known_person_is_told_where_they_are():
    (step,) = steps(cite("https://ana.dev/retries", person=ANA))
    assert step.title == 'Tell Ana Ruiz that you cite "Retry is a promise"'
    assert step.because == "She says in Retry is a promise why."
    assert (step.kind, step.post, step.person) == ("tell-source", "retry", "ana")
    assert (step.target, step.action) == ("https://ana.dev/retries", "https://hachyderm.io/@ana")


def test_an_unknown_site_is_told_too():
    (step,) = steps(cite("https://www.Kind.example/a"), cite("https://kind.example/b"))
    assert step.title == "Find out who writes kind.example, and tell them that you cite them"
    assert (step.person, step.action) == ("kind.example", "blogkit people add https://kind.example/")


def test_many_links_to_one_person_are_one_step():
    links = [cite("https://ana.dev/a", "A", ANA), cite("https://bo.example/"), cite("https://blog.ana.dev/b", "B", ANA)]
    assert [step.person for step in steps(*links)] == ["ana", "bo.example"]
    assert steps(*links)[0].target == "https://ana.dev/a"


def test_ids_are_of_the_person_not_of_the_link():
    (one,) = steps(cite("https://ana.dev/a", "A", ANA))
    (other,) = steps(cite("https://blog.ana.dev/b", "B", ANA))
    assert one.id == other.id
    assert len(one.id) == 10
    assert steps(cite("https://bo.example/"))[0].id != one.id


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/other/",
        "https://www.example.org/other/",
        "https://en.wikipedia.org/wiki/Kindness",
        "https://youtube.com/watch?v=x",
        "https://docs.python.org/3/",
        "http://localhost:8000/",
        "http://192.0.2.1/",
        "http://[2001:db8::1]/",
        "http://[/",
        "mailto:///x",
    ],
)
def test_nobody_to_tell(url):
    assert steps(cite(url)) == []


def test_a_known_person_in_a_house_of_many_is_told():
    (step,) = steps(cite("https://github.com/ana/retry", person=ANA))
    assert step.person == "ana"
    assert steps(cite("https://notwikipedia.org/"))[0].person == "notwikipedia.org"


def test_nobody_is_told_about_themselves():
    assert steps(cite("https://me.example/", person=PersonView("Me", "me", "https://me.example/"))) == []
    assert steps(cite("https://ana.dev/", person=ANA), authors=(replace(ANA, note="a guest"),)) == []


def test_words_fit_on_a_line():
    (step,) = steps(cite("https://ana.dev/", "a\nb " + "x" * 100, ANA))
    assert step.title == f'Tell Ana Ruiz that you cite "a b {"x" * 55}…"'
    (bare,) = steps(Citation("https://ana.dev/p", "https://ana.dev/p", "", "ana.dev", ANA))
    assert (bare.title, bare.because) == ("Tell Ana Ruiz that you cite them", "You link to https://ana.dev/p")


def test_how_to_reach_them_when_no_profile_is_known():
    def action(person):
        return steps(cite("https://x.example/", person=person))[0].action

    assert action(replace(ANA, profiles=())) == "https://ana.dev/"
    assert action(replace(ANA, profiles=(), url="")) == "on mastodon: @ana@hachyderm.io"
    assert action(PersonView("Bo")) == ""
