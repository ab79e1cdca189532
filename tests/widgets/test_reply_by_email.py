from __future__ import annotations

from blogkit.core.view import PersonView
from blogkit.testing.fragment import Fragment
from blogkit.widgets.reply_by_email import WIDGET, ReplyOptions
from widgets.showing import show

ANA = PersonView("Ana", handles=(("mastodon", "@a@b.c"), ("email", "me@ana.dev")))


def test_one_link_with_the_title_as_subject() -> None:
    for options, mailbox in ((ReplyOptions(), "me@ana.dev"), (ReplyOptions(email="mailto:in@ana.dev"), "in@ana.dev")):
        (link,) = (e for e in Fragment(show(WIDGET, options, authors=(ANA,))).elements if e.tag == "a")
        assert link.attributes["href"] == f"mailto:{mailbox}?subject=Re%3A%20Retry%20kindly"
        assert link.text == "Reply by e-mail"


def test_nowhere_to_write_to() -> None:
    assert show(WIDGET) == ""
    assert show(WIDGET, ReplyOptions(email="javascript:alert(1)")) == ""
    assert show(WIDGET, authors=(ANA,), comments=False) == ""


def test_a_site_that_says_nothing_has_the_question_instead() -> None:
    assert not WIDGET.usual
