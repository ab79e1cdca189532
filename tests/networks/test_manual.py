"""The page about networks says of each what it does."""

from __future__ import annotations

import re

import pytest

from blogkit.builtin import BUILTIN
from blogkit.extend.registry import Registry
from blogkit.testing import network_laws
from house.manual import code_blocks, page, rows, section

TEXT = page("networks.md")
URL = "https://blog.example/"


def plain(cell: str) -> str:
    return cell.strip("` ")


def test_the_list_is_that_of_the_registry() -> None:
    told = [tuple(plain(cell) for cell in row[:4]) for row in rows(section(TEXT, "The list"))]
    made = []
    for network in BUILTIN.networks:
        shared = network.share("Herons", URL) if network.share else ""
        apart = network.limit is not None and network.limit.url_apart
        shares = ("title and address" if apart else "text and address") if "Herons" in shared else "address"
        room = str(network.limit.most) if network.limit else ""
        made.append((network.label, network.name, shares if shared else "", room))
    assert [row for row in told if row[1] != "Name"] == made


@pytest.mark.parametrize("network", BUILTIN.networks, ids=lambda network: network.name)
def test_handles_are_as_told(network: network_laws.Network) -> None:
    told = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in rows(section(TEXT, "Handles"))}
    handle, mention, follow = told[network.name]
    assert network.handle(network.profile(handle)) == handle
    assert network.mention(handle) == mention
    assert network.follow(handle) == follow


def test_a_server_of_ones_own() -> None:
    block = next(block for block in code_blocks(TEXT) if block.title == "extensions/feddit.py")
    names: dict[str, object] = {}
    exec(compile(block.text, block.title, "exec"), names)
    registry = names["REGISTRY"]
    assert isinstance(registry, Registry)
    (feddit,) = registry.networks
    assert feddit.share
    assert feddit.share("Herons", URL).startswith("https://feddit.org/create_post?url=https%3A%2F%2Fblog.example%2F")
    for law in network_laws.LAWS:
        law(feddit)


def test_the_copies_of_the_example_are_recognised() -> None:
    block = next(block for block in code_blocks(TEXT) if block.title == "content/posts/herons.md")
    owners = [n.label for url in re.findall(r"https://\S+", block.text) for n in BUILTIN.networks if n.owns(url)]
    assert owners == ["Mastodon", "Hacker News"]
