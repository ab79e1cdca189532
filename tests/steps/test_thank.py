from __future__ import annotations

from msgspec.structs import replace

from blogkit.core.ledger import Known
from blogkit.core.view import CreditView, EntryView, PersonView
from blogkit.steps.thank import STEP
from blogkit.testing.hostile import site_of

ANA = PersonView("Ana Ruiz", "ana", "https://ana.dev/", profiles=("https://hachyderm.io/@ana",))
BO = PersonView("Bo")
ME = PersonView("Me", "me")
POST = EntryView(id="retry", kind="article", source="", title="Retry kindly", url="/r/", permalink="", authors=(ME,))


def steps(**fields):
    return list(STEP.find(replace(POST, **fields), replace(site_of("Blog"), author=ME), Known()))


def test_thanks_and_contributors_each_get_a_step():
    first, second = steps(thanks=(CreditView(ANA, "reading the draft"),), contributors=(BO,))
    assert (first.title, first.because) == ("Thank Ana Ruiz for reading the draft", "The post thanks them")
    assert (first.person, first.action) == ("ana", "https://hachyderm.io/@ana")
    assert second.title == 'Thank Bo for helping with "Retry kindly"'
    assert (second.because, second.person, second.action) == ("The post names them as a contributor", "Bo", "")


def test_one_step_for_each_person_with_every_reason():
    (step,) = steps(
        thanks=(CreditView(ANA, "the draft"), CreditView(ANA, "tea"), CreditView(ANA, "tea")), contributors=(ANA,)
    )
    assert step.title == "Thank Ana Ruiz for the draft and tea"


def test_ids_outlive_titles_and_reasons():
    (before,) = steps(thanks=(CreditView(ANA, "the draft"),))
    (after,) = steps(contributors=(replace(ANA, name="Ana R."),), title="Another")
    assert before.id == after.id != steps(thanks=(CreditView(BO),))[0].id


def test_nobody_thanks_themselves():
    assert steps(thanks=(CreditView(replace(ME, note="me again")),), contributors=(PersonView(" "),)) == []
