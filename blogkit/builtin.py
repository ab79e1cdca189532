"""The one list of every built-in extension. To add one, write its file on its shelf and name it here.

Order is meaning: widgets of one slot stand on the page as they stand here, the question above the share bar. Each
shelf is a function, since most builds look at one or two of them only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .extend.registry import Registry

if TYPE_CHECKING:
    from .extend.check import Check
    from .extend.feed import FeedFormat
    from .extend.network import Network
    from .extend.step import StepKind
    from .extend.widget import Widget


def _widgets() -> tuple[Widget, ...]:
    from .widgets import comments, follow, mentions, question, reply_by_email, share, sources, thanks

    return (
        question.WIDGET,
        reply_by_email.WIDGET,
        thanks.WIDGET,
        mentions.WIDGET,
        sources.WIDGET,
        share.WIDGET,
        follow.WIDGET,
        comments.WIDGET,
    )


def _networks() -> tuple[Network, ...]:
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

    return (
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
    )


def _feeds() -> tuple[FeedFormat, ...]:
    from .feeds import json_feed, xml

    return (
        xml.RSS,
        xml.ATOM,
        json_feed.JSON_FEED,
    )


def _steps() -> tuple[StepKind, ...]:
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

    return (
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
    )


def _checks() -> tuple[Check, ...]:
    from .checks import duplicates, headings, images

    return (
        headings.CHECK,
        duplicates.CHECK,
        images.CHECK,
    )


BUILTIN = Registry(_widgets, _networks, _feeds, _steps, _checks, owner="blogkit")
