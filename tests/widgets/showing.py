"""Shows a widget alone, in English."""

from __future__ import annotations

from typing import Any

import msgspec
from jinja2 import Environment, StrictUndefined

from blogkit.core.view import EntryView
from blogkit.extend.widget import Widget
from blogkit.testing.hostile import site_of

ENGLISH = {
    "question_title": "A question for you",
    "question_answer_on": "Answer on {network}",
    "question_by_email": "Answer by e-mail",
    "question_own_blog": "Or answer on your own blog.",
    "question_first": "Answer on your own blog and link here.",
    "question_closed": "The author no longer waits for answers.",
    "question_say": "Something to add?",
    "reply_by_email": "Reply by e-mail",
    "mentions_title": "People in this post",
    "mentions_on": "on {network}",
    "sources_title": "Sources",
    "follow_title": "Follow {name}:",
    "follow_feed": "Feed",
    "comments_title": "Comments",
    "comments_load": "Load comments",
    "comments_loading": "Loading.",
    "comments_loaded": "Loaded.",
    "comments_failed": "Failed.",
    "comments_noscript": "Comments need JavaScript.",
    "comments_elsewhere": "Read and answer on {place}",
    "comments_note_isso": "Kept on {host}.",
    "comments_note_giscus": "Discussions, shown by {host}.",
    "comments_note_utterances": "Issues, shown by {host}.",
    "comments_note_disqus": "Kept by {host}.",
    "thanks_title": "With thanks to",
    "thanks_for": "for {reason}",
    "share_title": "Share this post",
    "share_on": "Share on {network}",
    "share_email": "Send by e-mail",
    "share_copy": "Copy link",
    "share_copied": "Copied.",
    "share_field": "Link to this post",
    "share_instance": "Another Mastodon server",
    "share_instance_field": "Your server",
    "share_instance_go": "Share there",
    "share_instance_wrong": "No such server.",
}


def show(widget: Widget, options: Any = None, **fields: Any) -> str:
    """The widget's HTML for a post with these fields, empty when it shows nothing; the site names no author."""
    given = {"kind": "article", "title": "Retry kindly", "permalink": "https://ana.dev/retry/", **fields}
    post = EntryView(id="retry", source="", url="/retry/", **given)
    site = msgspec.structs.replace(site_of("Blog"), author=None)
    shown = widget.prepare(post, site, options or widget.options())
    if shown is None:
        return ""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(widget.template)
    return template.render(widget=shown, post=post, site=site, t=lambda key, **g: ENGLISH[key].format(**g))
