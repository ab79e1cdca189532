"""The question a post asks its readers, and the ways to answer it."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote

import msgspec

from ..core.view import EntryView, Link, SiteView
from ..extend.widget import Widget

_MAILBOX = re.compile(r"(?:mailto:)?([^\s\x00-\x20\x7f<>\"'`\\@]+@[^\s\x00-\x20\x7f<>\"'`\\@]+)", re.IGNORECASE)


class QuestionOptions(msgspec.Struct, frozen=True):
    email: Annotated[
        str, msgspec.Meta(description="Where answers by e-mail go. Without it, the author's own e-mail handle.")
    ] = ""


class Question(msgspec.Struct, frozen=True):
    text: str
    places: tuple[Link, ...]
    """Copies of the post elsewhere: an answer there is seen by everyone."""
    mailto: str


def prepare(post: EntryView, site: SiteView, options: QuestionOptions) -> Question | None:
    if not (text := post.question.strip()):
        return None
    places = tuple(link for link in post.syndication if link.url.lower().startswith(("https://", "http://")))
    return Question(text, places, _mailto(options.email or _own_mailbox(post, site), post.title))


def _own_mailbox(post: EntryView, site: SiteView) -> str:
    people = post.authors or ((site.author,) if site.author else ())
    return next((handle for person in people for network, handle in person.handles if network == "email"), "")


def _mailto(mailbox: str, title: str) -> str:
    if not (match := _MAILBOX.fullmatch(mailbox.strip())):
        return ""
    subject = "Re: " + " ".join(title.split())
    return f"mailto:{quote(match[1], safe='@', errors='replace')}?subject={quote(subject, safe='', errors='replace')}"


TEMPLATE = """\
<section class="bk-widget bk-question{{ "" if widget.places or widget.mailto else " bk-question-first" }}" \
aria-labelledby="bk-question">
<p class="bk-question-lead">{{ t("question_title") }}</p>
<h2 class="bk-question-text" id="bk-question" dir="auto">{{ widget.text }}</h2>
{%- if widget.places or widget.mailto %}
<ul class="bk-question-places">
{%- for place in widget.places %}
<li><a href="{{ place.url }}" rel="noopener">\
{{ t("question_answer_on", network=place.label) }}</a></li>
{%- endfor %}
{%- if widget.mailto %}
<li><a href="{{ widget.mailto }}">{{ t("question_by_email") }}</a></li>
{%- endif %}
</ul>
{%- endif %}
<p class="bk-question-own">{{ t("question_own_blog") }}</p>
</section>
"""

STYLE = """\
.bk-question { margin-block: 2.5rem; padding: 1.5rem; border: 1px solid var(--border, #8886);
  border-inline-start: 4px solid var(--accent, currentColor); border-radius: var(--radius, 0.5rem);
  background: var(--surface, transparent); color: var(--text, inherit); }
.bk-question-lead, .bk-question-own { margin: 0; color: var(--muted, inherit); font-size: 0.9em; }
.bk-question-text { margin-block: 0.25rem 1rem; overflow-wrap: anywhere; }
.bk-question-places { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-block: 0 1rem; padding: 0; list-style: none; }
.bk-question-places a { display: inline-block; padding: 0.5rem 0.875rem; border: 1px solid var(--border, #8886);
  border-radius: var(--radius, 0.5rem); overflow-wrap: anywhere; }
"""

WIDGET = Widget("question", "entry.after", TEMPLATE, prepare, options=QuestionOptions, style=STYLE, pages=True)
