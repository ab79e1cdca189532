"""The question a post asks its readers, and the ways to answer it; a quiet line where it asks none."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ..core import letter
from ..core.view import EntryView, Link, SiteView
from ..extend.widget import Widget, on_web


class QuestionOptions(msgspec.Struct, frozen=True):
    email: Annotated[
        str, msgspec.Meta(description="Where answers by e-mail go. Without it, the author's own e-mail handle.")
    ] = ""
    always: Annotated[
        bool, msgspec.Meta(description="Name the ways to answer below posts without a question, too.")
    ] = True


class Question(msgspec.Struct, frozen=True):
    text: str
    """Empty where a post has places to answer and nothing that it asks."""
    places: tuple[Link, ...]
    """Copies of the post elsewhere: an answer there is seen by everyone."""
    mailto: str
    open: bool


def prepare(post: EntryView, site: SiteView, options: QuestionOptions) -> Question | None:
    text = post.question.strip()
    if not post.comments:
        return Question(text, (), "", open=False) if text else None
    places = tuple({link.label: link for link in reversed(post.syndication) if on_web(link.url)}.values())[::-1]
    people = (*post.authors, site.author) if site.author else post.authors
    mailto = letter.reply(options.email or letter.mailbox(people), post.title)
    if text or (options.always and post.kind != "page" and (places or mailto)):
        return Question(text, places, mailto, open=True)
    return None


TEMPLATE = """\
{% macro ways() %}
{% for place in widget.places %}
<li><a href="{{ place.url }}" rel="noopener">{{ t("question_answer_on", network=place.label) }}</a></li>
{% endfor %}
{% if widget.mailto %}
<li><a href="{{ widget.mailto }}">{{ t("question_by_email") }}</a></li>
{% endif %}
{% endmacro %}
{% if widget.text %}
<section class="bk-widget bk-question" aria-labelledby="bk-question">
{% if widget.open %}
<p class="bk-question-lead">{{ t("question_title") }}</p>
{% endif %}
<h2 class="bk-question-text" id="bk-question" dir="auto">{{ widget.text }}</h2>
{% if not widget.open %}
<p class="bk-question-own">{{ t("question_closed") }}</p>
{% elif widget.places or widget.mailto %}
<ul class="bk-question-places">
{{ ways() -}}
</ul>
<p class="bk-question-own">{{ t("question_own_blog") }}</p>
{% else %}
<p class="bk-question-own">{{ t("question_first") }}</p>
{% endif %}
</section>
{% else %}
<div class="bk-widget bk-say" data-pagefind-ignore>
<p id="bk-say">{{ t("question_say") }}</p>
<ul aria-labelledby="bk-say">
{{ ways() -}}
</ul>
</div>
{% endif %}
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
.bk-say, .bk-say ul { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; }
.bk-say { align-items: baseline; margin-block: 2rem 0; font-size: 0.9em; }
.bk-say p { margin: 0; }
.bk-say a { display: inline-block; padding-block: 0.25rem; overflow-wrap: anywhere; }
"""

WIDGET = Widget("question", "entry.after", TEMPLATE, prepare, options=QuestionOptions, style=STYLE, pages=True)
