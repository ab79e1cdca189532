"""What each network reads of a page that somebody links to, and how much of it shows: one value each.

A table, and no part of `extend.network.Network`, because it is another kind of knowledge. Slack and Discord show
links and are no place that blogkit posts to; whoever writes a `Network` for a place to talk need not know its crawler;
and these rules change on days of their own. To add one, add a `Rule` to `RULES`: the command, the page in `serve`
and the findings follow.

No number here is a guess. A limit that no network has published, and none of its own code shows, is left out, and the
preview then cuts nothing. `basis` says how good the source is; what only others have observed is in `note`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from ...core.length import utf8
from ...extend.network import Limit

Basis = Literal["published", "its code", "reported"]


class Rule(msgspec.Struct, frozen=True):
    """Tags are named as in the page: `og:title`; `title` is the element, `description` the meta tag, and `ld:headline`
    the value in a JSON-LD block of a type that Mastodon reads."""

    name: str
    label: str
    title: tuple[str, ...]
    description: tuple[str, ...]
    image: tuple[str, ...]
    alt: tuple[str, ...] = ("og:image:alt",)
    site: tuple[str, ...] = ()
    """What stands for the site. Without any of these: the host's name."""
    by: Literal["rank", "place"] = "rank"
    """Whether the first of such a list wins, or whichever stands first in the page."""
    large: Literal["asked", "wide", "always"] = "always"
    """When the picture is large: `twitter:card` asks for it; it is wider than high; in any case."""
    large_from: tuple[int, int] = (0, 0)
    """Width and height below which it is small, or not there."""
    described: bool = True
    """Whether the description is shown beside a large picture."""
    title_limit: Limit | None = None
    description_limit: Limit | None = None
    unit: str = "characters"
    """Of both limits."""
    formats: tuple[str, ...] = ()
    """All that it takes; empty where that is not known. SVG is shown by none."""
    max_bytes: int = 0
    too_heavy: str = "shows no picture"
    """What it does then."""
    most: int = 0
    """Pixels of width or height."""
    widest: float = 0
    """Width by height."""
    ratio: float = 0
    """To which a large picture is cut; 0 where it is shown whole, or nobody has said."""
    small_ratio: float = 0
    """The same of a small one."""
    absolute: bool = False
    """Whether a relative address of the picture leads nowhere."""
    needs: tuple[str, ...] = ()
    """Tags without which nothing is shown."""
    refuses: dict[str, int] = {}
    """Tags in which more characters than these mean that nothing is shown."""
    head: int = 0
    """The bytes of the page in which its head has to end."""
    fields: bool = False
    """Whether `twitter:label1` and `twitter:data1` are shown."""
    accent: bool = False
    """Whether `theme-color` is."""
    agent: str = ""
    """By which robots.txt can turn its crawler away, where it is known to obey."""
    checked: str = ""
    """The day on which somebody last looked at `source`."""
    source: str = ""
    basis: Basis = "published"
    note: str = ""


_OG, _X = ("og:title", "og:description", "og:image"), ("twitter:title", "twitter:description", "twitter:image")

RULES = (
    Rule(
        "x",
        "X",
        title=(_X[0], _OG[0], "title"),
        description=(_X[1], _OG[1], "description"),
        image=(_X[2], "twitter:image:src", _OG[2]),
        alt=("twitter:image:alt", "og:image:alt"),
        large="asked",
        large_from=(300, 157),
        described=False,
        title_limit=Limit(70),
        description_limit=Limit(200),
        formats=("JPEG", "PNG", "WEBP", "GIF"),
        max_bytes=5_000_000,
        most=4096,
        ratio=2.0,
        small_ratio=1.0,
        absolute=True,
        agent="Twitterbot",
        checked="2026-11-22",
        source="https://developer.x.com/cards/markup",
        note="Since October 2023 the description is not shown beside a large picture, and the title lies on it: "
        "reported, as nothing published says so.",
    ),
    Rule(
        "mastodon",
        "Mastodon",
        title=("ld:headline", _OG[0], "title"),
        description=("ld:description", _OG[1], "description"),
        image=(_OG[2],),
        site=("ld:publisher", "og:site_name"),
        large="wide",
        formats=("JPEG", "PNG", "GIF", "WEBP"),
        max_bytes=2 * 1024 * 1024,
        checked="2026-11-22",
        source="https://github.com/mastodon/mastodon/blob/main/app/lib/link_details_extractor.rb",
        basis="its code",
        note="If the page names an oEmbed address, that is asked first. Each server fetches the page itself, and some "
        "run another version, or other software.",
    ),
    Rule(
        "bluesky",
        "Bluesky",
        title=(_OG[0], _X[0], "title"),
        description=(_OG[1], _X[1], "description"),
        image=(_OG[2], _X[2]),
        max_bytes=1_000_000,
        too_heavy="makes it smaller in its own app, and takes no such picture from another",
        checked="2026-11-22",
        source="https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/embed/external.json",
        basis="its code",
        note="Which tags come first is reported: the service that reads them is not public.",
    ),
    Rule(
        "linkedin",
        "LinkedIn",
        title=(_OG[0], "title"),
        description=(_OG[1], "description"),
        image=(_OG[2],),
        large_from=(401, 0),
        formats=("JPEG", "PNG", "GIF"),
        max_bytes=5_000_000,
        ratio=1.91,
        absolute=True,
        agent="LinkedInBot",
        checked="2026-11-22",
        source="https://peek.dt.tools/linkedin-preview",
        basis="reported",
        note="LinkedIn's own help recommends 1200 by 627 and up to 5 MB; the rest is what others have observed.",
    ),
    Rule(
        "slack",
        "Slack",
        title=(_OG[0], _X[0], "title"),
        description=(_OG[1], _X[1], "description"),
        image=(_OG[2], _X[2]),
        site=("og:site_name",),
        by="place",
        large="asked",
        fields=True,
        checked="2026-11-22",
        source="https://opengraphplus.com/consumers/slack/tags",
        basis="reported",
        note="Slack publishes that it reads oEmbed, X cards and Open Graph, and no limits.",
    ),
    Rule(
        "whatsapp",
        "WhatsApp",
        title=(_OG[0],),
        description=(_OG[1],),
        image=(_OG[2],),
        large_from=(300, 0),
        max_bytes=600_000,
        widest=4.0,
        absolute=True,
        needs=(_OG[0], _OG[1], "og:url"),
        head=300_000,
        checked="2026-11-22",
        source="https://developers.facebook.com/documentation/business-messaging/whatsapp/link-previews/",
        note="Others have seen pictures above 300 kB left out; blogkit's own cards stay below that.",
    ),
    Rule(
        "discord",
        "Discord",
        title=(_OG[0], _X[0], "title"),
        description=(_OG[1], _X[1], "description"),
        image=(_OG[2], "og:image:url", "og:image:secure_url", _X[2], "twitter:image:src"),
        alt=("og:image:alt", "twitter:image:alt"),
        site=("og:site_name",),
        by="place",
        large="asked",
        title_limit=Limit(70, utf8),
        description_limit=Limit(350, utf8),
        unit="bytes",
        formats=("PNG", "GIF", "JPEG", "WEBP", "AVIF"),
        refuses={"og:site_name": 256, "og:image:alt": 4096, "og:image": 2048, "og:url": 2048},
        accent=True,
        checked="2026-11-22",
        source="https://docs.discord.com/developers/link-previews/overview",
    ),
)


def rule(name: str) -> Rule | None:
    return next((one for one in RULES if one.name == name), None)
