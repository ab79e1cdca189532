"""The drafts of one post on the desk: what stands there, how long it is, and how it would look."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from msgspec import structs

from ..core.view import EntryView
from ..extend.network import Network
from ..phases.drafts import About, Drafted, for_network
from ..stages.drafts import folder, text
from ..stages.known import places
from .desk import Desk, Unknown


def about(desk: Desk, post: EntryView) -> About:
    networks = desk.prepared.read.registry.networks
    return About(desk.root, desk.site, desk.config, networks, post, desk.remembered.steps)


def written(desk: Desk, name: str, *, make: bool = False) -> tuple[EntryView, list[tuple[Network, Drafted]]]:
    """The drafts of a post for each place of the author: those that exist, or all of them. Raises Unknown."""
    post = desk.post(name)
    given = about(desk, post)
    known = {network.name: network for network in given.networks}
    mine = [known[place] for place, _ in places(desk.site, desk.prepared.read.registry) if place in known]
    there = [network for network in mine if make or folder.read(desk.root, f"{given.folder}/{network.name}.md")]
    return post, [(network, for_network(given, network)) for network in there] if post.permalink else []


def save(desk: Desk, name: str, network: str, words: str) -> None:
    """What the author wrote in the box becomes the draft. Raises Unknown for one that is not there."""
    path = f"{about(desk, desk.post(name)).folder}/{network}.md"
    known = network in {one.name for one in desk.prepared.read.registry.networks}
    there = folder.read(desk.root, path) if known else None
    if there is None:
        raise Unknown("there is no such draft")
    folder.write(desk.root, path, structs.replace(there, text=words.replace("\r\n", "\n").strip() + "\n"))


def count(networks: tuple[Network, ...], network: str, words: str) -> dict[str, Any]:
    """How long a text is, by the network's own rule."""
    one = next((one for one in networks if one.name == network), None)
    if one is None:
        return {}
    length, most = text.counted(words.replace("\r\n", "\n").strip(), one), one.limit.most if one.limit else 0
    return {"count": length, "limit": most, "over": bool(most and length > most)}


def shown(post: EntryView, pairs: list[tuple[Network, Drafted]]) -> list[dict[str, Any]]:
    """For the page."""
    return [
        {
            "network": network.name,
            "label": network.label,
            "text": made.draft.text.strip(),
            "count": made.count,
            "limit": made.limit,
            "state": made.draft.state,
            "held": made.held,
            "intent": made.intent,
            "advice": (*made.advice, *(f"Pick {one} from the list there" for one in made.by_hand)),
            "card": {"title": post.title, "summary": post.summary, "host": urlsplit(post.permalink).netloc},
            "image": post.image.url if post.image else "",
        }
        for network, made in pairs
    ]
