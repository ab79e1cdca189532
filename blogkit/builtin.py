"""The one list of every built-in extension. To add one, write its file on its shelf and name it here.

Order is meaning: widgets of one slot stand on the page as they stand here, the question above the share bar.
"""

from __future__ import annotations

from .checks import duplicates, headings, images
from .extend.registry import Registry
from .feeds import json_feed, xml
from .networks import bluesky, email, mastodon
from .steps import tell_source, thank
from .widgets import question, share, thanks

BUILTIN = Registry(
    widgets=(question.WIDGET, thanks.WIDGET, share.WIDGET),
    networks=(mastodon.NETWORK, bluesky.NETWORK, email.NETWORK),
    feeds=(xml.RSS, xml.ATOM, json_feed.JSON_FEED),
    steps=(tell_source.STEP, thank.STEP),
    checks=(headings.CHECK, duplicates.CHECK, images.CHECK),
    owner="blogkit",
)
