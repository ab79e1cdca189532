"""A text in a feed stands outside its page: every address in it is absolute."""

from __future__ import annotations

import json
import re
from pathlib import Path

from blogkit.testing.site import Site

SITE = """
-- blogkit.yaml --
base_url: https://blog.example/sub/
-- content/posts/a/index.md --
---
title: A
date: 2026-03-01
---
# Head

![gone](gone.png) ![gone too](/img/gone.png) [draft](../draft.md) [typo](typo/) [part](#head) [top](/sub/) and a note.[^1]

`<a href="#code">` <a class="x" href="other.pdf">file</a>

[^1]: Noted.
-- content/posts/draft.md --
---
title: D
draft: true
---
"""


def test_every_address_is_absolute(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    site.build()
    (item,) = json.loads(site.tree()["feed.json"])["items"]
    html = item["content_html"]
    assert '<code>&lt;a href="#code"&gt;</code>' in html
    assert re.findall(r'<(?:a|img)[^<>]*? (?:href|src)="(.*?)"', html.replace("<code>&lt;a href", "")) == [
        "https://blog.example/sub/posts/a/gone.png",
        "https://blog.example/img/gone.png",
        "https://blog.example/sub/posts/draft.md",
        "https://blog.example/sub/posts/a/typo/",
        "https://blog.example/sub/posts/a/#head",
        "https://blog.example/sub/",
        "https://blog.example/sub/posts/a/#fn:1",
        "https://blog.example/sub/posts/a/other.pdf",
        "https://blog.example/sub/posts/a/#fnref:1",
    ]
