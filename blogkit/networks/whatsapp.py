"""WhatsApp: for passing on in private, and its public channels.

As of 2026-11, faq.whatsapp.com: `wa.me` with a text opens the list of one's chats, with a number it opens that chat.
Room: 65,536 characters, as people report; not documented. Emoji count as two.
"""

from __future__ import annotations

import re

from ..core.length import utf16
from ..extend.network import Limit, Network, at, encoded, together

_NUMBER = r"\+([1-9][0-9]{6,14})"
_CHAT = r"https?://(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)\+?([1-9][0-9]{6,14})(?:[/?&#][!-~]*)?"
_CHANNEL = r"https?://(?:www\.)?(whatsapp\.com/channel/[A-Za-z0-9]{10,40})/?(?:[?#][!-~]*)?"


def share(text: str, url: str) -> str:
    return "https://wa.me/?text=" + encoded(together(text, url))


def owns(url: str) -> bool:
    return at(r"(?:www\.)?whatsapp\.com", r"/channel/[A-Za-z0-9]{10,40}/[0-9]+", url)


def profile(handle: str) -> str:
    """A number in international form, `+49 170 1234567`, or the address of a chat or a channel."""
    number = re.fullmatch(_NUMBER, re.sub(r"[ ().-]", "", handle)) or re.fullmatch(_CHAT, handle.strip())
    return f"https://wa.me/{number[1]}" if number else follow(handle)


def handle(url: str) -> str:
    """Of a channel, the address: it has no other name."""
    number = re.fullmatch(_CHAT, url.strip())
    return f"+{number[1]}" if number else follow(url)


def follow(handle: str) -> str:
    """Channels can be followed, people cannot."""
    channel = re.fullmatch(_CHANNEL, handle.strip())
    return f"https://{channel[1]}" if channel else ""


NETWORK = Network(
    "whatsapp", "WhatsApp", share, owns, profile, handle=handle, follow=follow, limit=Limit(65_536, utf16)
)
