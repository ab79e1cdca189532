"""A letter to the author, and nothing else: for sites that want no public answers."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ..core import letter
from ..core.view import EntryView, SiteView
from ..extend.widget import Widget


class ReplyOptions(msgspec.Struct, frozen=True):
    email: Annotated[
        str, msgspec.Meta(description="Where the letters go. Without it, the author's own e-mail handle.")
    ] = ""


def prepare(post: EntryView, site: SiteView, options: ReplyOptions) -> str | None:
    if not post.comments:
        return None
    people = (*post.authors, site.author) if site.author else post.authors
    return letter.reply(options.email or letter.mailbox(people), post.title) or None


TEMPLATE = """\
<p class="bk-widget bk-reply" data-pagefind-ignore><a href="{{ widget }}">{{ t("reply_by_email") }}</a></p>
"""

STYLE = """\
.bk-reply { margin-block: 2rem 0; }
.bk-reply a { display: inline-block; padding-block: 0.25rem; }
"""

WIDGET = Widget("reply_by_email", "entry.after", TEMPLATE, prepare, options=ReplyOptions, style=STYLE, usual=False)
