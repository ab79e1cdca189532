"""Who helped with a post, and with what: public credit, as h-cards."""

from __future__ import annotations

import msgspec

from ..core.view import CreditView, EntryView, PersonView, SiteView
from ..extend.widget import NoOptions, Widget, home_of


class Thanked(msgspec.Struct, frozen=True):
    name: str
    url: str
    reasons: tuple[str, ...]


def prepare(post: EntryView, site: SiteView, options: NoOptions) -> tuple[Thanked, ...] | None:
    """Everyone once, in the order in which the post names them; contributors after those thanked for something."""
    reasons: dict[tuple[str, str], list[str]] = {}
    people: dict[tuple[str, str], PersonView] = {}
    for credit in (*post.thanks, *map(CreditView, post.contributors)):
        if not credit.person.name.strip():
            continue
        who = ("key", credit.person.key) if credit.person.key else ("name", credit.person.name)
        people.setdefault(who, credit.person)
        given = reasons.setdefault(who, [])
        if credit.reason.strip() and credit.reason not in given:
            given.append(credit.reason)
    return tuple(Thanked(p.name, home_of(p), tuple(reasons[who])) for who, p in people.items()) or None


TEMPLATE = """\
<section class="bk-widget bk-small bk-thanks" aria-labelledby="bk-thanks">
<h2 class="bk-thanks-title" id="bk-thanks">{{ t("thanks_title") }}</h2>
<ul class="bk-thanks-people">
{%- for one in widget %}
<li>
{%- if one.url %}<a class="h-card" href="{{ one.url }}"><bdi>{{ one.name }}</bdi></a>
{%- else %}<span class="h-card"><bdi>{{ one.name }}</bdi></span>
{%- endif %}
{%- for reason in one.reasons %}{{ " " if loop.first else ", " -}}
<bdi class="bk-thanks-reason">{{ t("thanks_for", reason=reason) }}</bdi>
{%- endfor %}</li>
{%- endfor %}
</ul>
</section>
"""

STYLE = """\
.bk-thanks { margin-block: 1.5rem; font-size: 0.9em; overflow-wrap: anywhere; }
.bk-thanks-title { margin: 0; font-size: 1em; }
.bk-thanks-people { margin: 0; padding-inline-start: 1.25rem; }
.bk-thanks-people a { display: inline-block; padding-block: 0.125rem; }
.bk-thanks-reason { color: var(--muted, inherit); }
"""

WIDGET = Widget("thanks", "entry.after", TEMPLATE, prepare, style=STYLE, pages=True)
