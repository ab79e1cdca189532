"""The one list of every built-in extension. To add one, write its file on its shelf and name it here.

Order is meaning: widgets of one slot stand on the page as they stand here, the question above the share bar.
"""

from __future__ import annotations

from .checks import duplicates, headings, images
from .extend.registry import Registry
from .feeds import json_feed, xml
from .networks import (
    bluesky,
    email,
    facebook,
    github_discussions,
    hacker_news,
    lemmy,
    linkedin,
    mastodon,
    reddit,
    telegram,
    threads,
    whatsapp,
    x,
)
from .steps import (
    announce,
    ask_first,
    ask_question,
    brief_guest,
    put_back,
    report_to_guest,
    send_webmentions,
    tell_source,
    tell_subscribers,
    thank,
)
from .widgets import comments, follow, mentions, question, reply_by_email, share, sources, thanks

BUILTIN = Registry(
    widgets=(
        question.WIDGET,
        reply_by_email.WIDGET,
        thanks.WIDGET,
        mentions.WIDGET,
        sources.WIDGET,
        share.WIDGET,
        follow.WIDGET,
        comments.WIDGET,
    ),
    networks=(
        mastodon.NETWORK,
        bluesky.NETWORK,
        threads.NETWORK,
        x.NETWORK,
        linkedin.NETWORK,
        facebook.NETWORK,
        reddit.NETWORK,
        hacker_news.NETWORK,
        lemmy.NETWORK,
        whatsapp.NETWORK,
        telegram.NETWORK,
        email.NETWORK,
        github_discussions.NETWORK,
    ),
    feeds=(xml.RSS, xml.ATOM, json_feed.JSON_FEED),
    steps=(
        brief_guest.STEP,
        ask_first.STEP,
        tell_source.STEP,
        send_webmentions.STEP,
        thank.STEP,
        report_to_guest.STEP,
        ask_question.STEP,
        announce.STEP,
        put_back.STEP,
        tell_subscribers.STEP,
    ),
    checks=(headings.CHECK, duplicates.CHECK, images.CHECK),
    owner="blogkit",
)
