"""A small blog that holds what breaks themes: every kind of post, long words, no title, right to left, forty tags."""

from __future__ import annotations

import io
import math
from pathlib import Path

from PIL import Image, ImageDraw

from blogkit.testing.site import Site

BASE = "https://x.example/b/"
LONG = (
    "On the unreasonable persistence of Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft "
    "and of other words that no column was ever made for"
)
ESSAY = "posts/what-the-heron-taught-me/"
NOTE = "posts/six/"
PHOTO = "posts/first-ice/"

_SETTINGS = """
title: The weir book
description: Notes on birds, patience, and questions that have no answer yet.
base_url: {base}
author: mira
paginate: 12
theme: {{name: {theme}, options: {{{options}}}}}
taxonomies: {{categories: {{allowed: [Letters]}}}}
menu:
  - {{label: About, url: about/}}
  - {{label: The river, url: series/the-river/}}
"""
_PEOPLE = """
mira: {name: Mira Sol, url: https://x.example/b/, photo: /mira.png, note: Sits by the weir., handles: {mastodon: "@mira@social.example", email: mira@x.example}}
ana: {name: Ana Ruiz, url: https://ana.example/, photo: /ana.png, pronouns: she/her, note: Reads drafts with a red pen., listed: true, feed: https://ana.example/feed.xml, handles: {mastodon: "@ana@social.example"}}
jonas: {name: Jonas Weber, url: https://jonas.example/, note: Asked the first question., listed: true}
noor: {name: نور حدّاد, url: https://noor.example/, note: تكتب من اليمين إلى اليسار, listed: true}
"""
_TEXT = (
    "There is a heron at the weir. It was there before me today, too, and it will be there when I have gone home to "
    "write about it. I used to think that it waited for fish. Now I think that it is simply there, as a stone is "
    "there, and that the fish are an interruption. "
)
_ESSAY = f"""---
title: What the heron taught me
date: 2026-02-24
updated: 2026-03-01
description: A year of mornings at one place, and what is left of them.
tags: [birds, patience, mornings]
categories: [Letters]
series: The river
authors: [mira, ana]
mentions: [{{who: jonas, why: who showed me the weir, source: ../a-list-of-herons.md, quote: Come at six.}}]
thanks: [{{who: ana, for: reading it twice}}]
via: jonas
question: Which animal do you watch without wanting anything from it?
syndication: [https://social.example/@mira/1]
---
{_TEXT}It is a habit[^habit] of mine to count things.[^count] @noor says so, and [Ana](https://ana.example/retry/) agrees.

## The first morning

{_TEXT}

> Nothing is so much to be feared as fear, and nothing is so little feared as a heron.

{_TEXT}[^long]

### With *emphasis*, `code` and a [link](https://jonas.example/)

- One thing
- Another thing, with a longer line that has to be broken somewhere, and better in the right place
    1. Inside it, a number
    2. And one more

| Month | Herons | Kingfishers | Hours | Weather, as I wrote it down in the evening of the same day |
|---|--:|--:|--:|---|
| January | 31 | 2 | 14.5 | Frost, frost, and on the last day a little more frost |
| February | 27 | 11 | 9.25 | Thaw |

```python title="count.py"
def count(birds: list[str], *, wanted: str = "heron") -> int:
    return sum(bird == wanted for bird in birds)  # a comment that runs on and on, well past the edge of any column
```

![A weir in the evening, in three lines.](ice.png "The weir at five o'clock.")

!!! note
    A box with something in it that one may skip.

!!! warning "Thin ice"
    And one that nobody should skip.

* * *

Term
: What it means, in a line.

## The last morning

{_TEXT}

[^habit]: And not a bad one.
[^count]: Herons, mostly. The list has two columns: one for the bird, and one for what I thought it was before I knew. The second is the longer.
[^long]: A note in two paragraphs.

    This is the other, and it has `code` in it.
"""
_MANUAL = (
    "".join(f"\n\n## {part}\n\n{_TEXT}" for part in ("What is here", "Who writes", "How to answer"))
    + """

```python
def a_line_that_is_longer_than_any_telephone_is_wide(herons: list[str], minutes: int = 20) -> str: ...
```

| Bird | Seen |
|---|--:|
| Heron | 12 |
"""
)


def _post(head: str, body: str = _TEXT) -> str:
    return f"---\n{head}\n---\n{body}\n"


def picture(width: int, height: int, hue: int) -> bytes:
    """Hills behind water: something to look at that weighs little and is nobody's."""

    def tone(light: float, colour: int = hue) -> tuple[int, int, int]:
        image = Image.new("HSV", (1, 1), (colour % 256, int(90 + 60 * (1 - light)), int(255 * light)))
        red, green, blue = image.convert("RGB").getpixel((0, 0))  # type: ignore[misc]
        return red, green, blue

    image = Image.new("RGB", (width, height), tone(0.93))
    draw = ImageDraw.Draw(image)
    for row in range(height // 2):
        draw.line([(0, row), (width, row)], fill=tone(0.78 + 0.18 * row / height, hue + row * 40 // height))
    for ridge in range(4):
        line = height * (0.34 + 0.1 * ridge)
        swell = [
            (
                x,
                line
                + height * 0.06 * math.sin(x / width * (3 + ridge) + hue + ridge)
                - height * 0.02 * math.sin(x / 17),
            )
            for x in range(0, width + 8, 8)
        ]
        draw.polygon([(0, height), *swell, (width, height)], fill=tone(0.72 - 0.15 * ridge, hue + 6 * ridge))
    disc = height * 0.07
    draw.ellipse(
        (width * 0.7 - disc, height * 0.2 - disc, width * 0.7 + disc, height * 0.2 + disc), fill=tone(0.99, hue + 120)
    )
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def files(theme: str, options: str = "") -> dict[str, str | bytes]:
    """The whole site."""
    forty = ", ".join(f"tag number {n}" for n in range(1, 41))
    posts = {
        "what-the-heron-taught-me/index.md": _ESSAY,
        "what-the-heron-taught-me/ice.png": picture(900, 500, 150),
        "a-long-title.md": _post(f"title: {LONG}\ndate: 2026-02-23\ntags: [{forty}]\nguest: noor"),
        "six.md": _post(
            "kind: note\ndate: 2026-02-21T06:00:00",
            "Six in the morning, and it is *already* there. I have brought a [second cup](https://ana.example/cups/), just in case.",
        ),
        "yes.md": _post(
            "date: 2026-02-20\nin_reply_to: {url: https://ana.example/retry/, title: 'Retry, kindly', who: ana, "
            "quote: Wait before you try again. Then wait a little longer.}",
            "Yes, and @noor waits longest.\n\nShe once waited for a **whole winter**.",
        ),
        "a-list-of-herons.md": _post(
            "date: 2026-02-19\nof: {url: https://jonas.example/list/, title: A list of herons, who: jonas}\nvia: ana",
            "All of them, with the hour and the weather. I found myself in it.",
        ),
        "first-ice/index.md": _post(
            "title: First ice\nkind: photo\ndate: 2026-02-18\nimage: ice.png\nimage_alt: Hills behind a frozen river.\n"
            "tags: [ice]\nseries: The river",
            "It holds a leaf, but not yet a bird.",
        ),
        "first-ice/ice.png": picture(1200, 800, 140),
        "tall/index.md": _post(
            "kind: photo\ndate: 2026-02-17\nimage: tall.png\nimage_alt: A tall, thin picture of hills.\nseries: The river",
            "A picture that is taller than it is wide, and has no title.",
        ),
        "tall/tall.png": picture(500, 1100, 20),
        "wide/index.md": _post(
            "title: The valley in one breath\nkind: photo\ndate: 2026-02-16\nimage: wide.png\n"
            "image_alt: A very wide picture of hills.\nseries: The river"
        ),
        "wide/wide.png": picture(1600, 500, 90),
        "arabic.md": _post(
            "title: ما علّمني إيّاه مالك الحزين\ndate: 2026-02-15\nlang: ar\ntags: [طيور]",
            "كان عند السدّ مالك حزين. كان هناك قبلي اليوم أيضًا، و`blogkit build --clean` لا يعنيه.\n\n> الصبر نصف الطريق\n\nما رأيك؟",
        ),
        "chinese.md": _post(
            "title: 苍鹭教会我的事情\ndate: 2025-11-02\nlang: zh", "水坝边有一只苍鹭。今天它又比我先到。"
        ),
        "summer/index.md": _post(
            "title: Summer, with a cover\ndate: 2025-08-01\nimage: cover.png\nimage_alt: Hills in summer.\npin: true"
        ),
        "summer/cover.png": picture(1000, 700, 40),
        "old.md": _post("title: The first thing I ever wrote here\ndate: 2024-05-01\ntags: [birds]"),
    }
    for n, (name, hue) in enumerate((("March light", 30), ("Low water", 170), ("The bridge", 210))):
        slug = name.lower().replace(" ", "-")
        posts[f"{slug}/index.md"] = _post(
            f"title: {name}\nkind: photo\ndate: 2025-0{3 + n}-10\nimage: it.png\nimage_alt: Hills, picture {n}.",
            "Seen on the way.",
        )
        posts[f"{slug}/it.png"] = picture(900, 600 + 150 * n, hue)
    return {
        "blogkit.yaml": _SETTINGS.format(base=BASE, theme=theme, options=options),
        "people.yaml": _PEOPLE,
        "static/mira.png": picture(96, 96, 200),
        "static/ana.png": picture(96, 96, 10),
        "content/pages/about.md": "---\ntitle: About\n---\n" + _TEXT + _MANUAL,
        **{f"content/posts/{name}": text for name, text in posts.items()},
    }


def build_ugly(root: Path, theme: str, options: str = "", *, cards: bool = False) -> Site:
    site = Site(root)
    site.write(files(theme, options))
    report = site.build(cards=cards).report
    assert not report.failed, report.diagnostics
    return site
