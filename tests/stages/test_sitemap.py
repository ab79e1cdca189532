from __future__ import annotations

import re
from pathlib import Path

from blogkit.core.include import Include
from blogkit.testing.site import Site

SITE = """
-- blogkit.yaml --
base_url: https://blog.example/
archive: false
-- content/posts/now.md --
---
title: Now
date: 2026-03-01
canonical: https://blog.example/posts/now/
---
-- content/posts/copy.md --
---
title: Copy
date: 2026-03-02
canonical: https://elsewhere.example/copy/
---
-- content/posts/later.md --
---
title: Later
date: 2026-09-01
---
-- content/posts/unready.md --
---
title: Unready
date: 2026-03-05
draft: true
---
"""


def test_the_map_has_what_is_public_and_at_home_here(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    site.build(include=Include(drafts=True, future=True))
    rows = re.findall(r"<loc>(.*?)</loc>(?:<lastmod>(.*?)</lastmod>)?", site.tree()["sitemap.xml"].decode())
    assert rows == [("https://blog.example/", "2026-03-02"), ("https://blog.example/posts/now/", "2026-03-01")]
