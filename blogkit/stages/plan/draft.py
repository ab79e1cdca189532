"""A plan being drawn up: what has been planned so far, who holds which address, and how keys are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from ...core.diagnostic import Diagnostic, did_you_mean, error, info
from ...core.digest import digest, digest_of, encode
from ...core.site import Content
from ...core.span import Span
from ...core.strings import Strings
from ...core.target import Target
from ...core.view import EntrySummary, FeedLink, Picture
from . import lists
from .closure import Closures
from .given import Given


class Draft:
    """The working state of one call of `plan`; its parts add their targets here, in the order of their claims."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.config, self.theme = given.config, given.theme
        self.found: list[Diagnostic] = []
        self.targets: dict[str, Target] = {}
        self.root, listed = given.site.view.root, given.site.listed
        self.site = msgspec.structs.replace(
            given.site.view,
            feeds=self.feed_links("", given.site.view.title),
            people_url=f"{self.root}people/" if listed else "",
            blogroll_url=f"{self.root}blogroll.opml" if any(person.feed for person in listed) else "",
        )
        self.strings = Strings(given.theme.strings, self.site.language)
        self.posts = {post.source: post for post in given.site.posts}
        self.listed = {post.source: lists.summary(post) for post in given.site.posts}
        self.pictures: dict[str, Picture | None] = {}
        """Source of each entry to its image or card."""
        widgets = [w for w in given.registry.widgets if w.name in given.widgets]
        self.style = "\n".join(w.style.strip() for w in widgets if w.style.strip())
        self.script = "\n".join(w.script.strip() for w in widgets if w.script.strip())
        assets = {name: asset.digest for name, asset in given.theme.assets.items()}
        self.site_digest = digest_of(
            self.site, given.theme.options, given.theme.strings, assets, self.style, self.script
        )
        self.code = digest_of(given.code, given.registry.code, given.widgets)
        self.closures = Closures(
            given.theme,
            tuple(f"widgets/{w.name}.html" for w in widgets),
            digest_of([w.template for w in widgets]),
            self.found,
        )
        self._taken: dict[str, str] = {}
        self._digests: dict[str, str] = {}

    def add(self, target: Target, *, span: Span | None = None, yields: bool = False) -> bool:
        """Whether the address was free. `yields`: a page or file of the site's own that has it takes its place."""
        other = self.holder(target.path)
        if other is None:
            self._taken[target.path.casefold()] = target.path
            self.targets[target.path] = target
            return True
        if yields and other.path == target.path:
            message = f"{other.source} stands in for blogkit's own {target.source}"
            self.found.append(info("plan/replaced", message, Span(other.source), found=f"/{target.path}"))
            return False
        case = "" if other.path == target.path else " (they differ only in case, which some disks do not tell apart)"
        message = f"{target.source} and {other.source} would both be /{target.path}{case}"
        fix = "give one of them another slug or permalink, or put {year} into permalink: in blogkit.yaml"
        if target.template == "redirect.html" and span:
            fix = f"take out the alias at {span.path}:{span.line}, or change it"
        ours = target.source.startswith("(")  # then it is the other that an author can mend
        place = span or Span(other.source if ours else target.source, 1, 1)
        self.found.append(error("plan/collision", message, place, fix=fix))
        return False

    def holder(self, path: str) -> Target | None:
        """Who has this output path, in whatever case."""
        taken = self._taken.get(path.casefold())
        return self.targets[taken] if taken is not None else None

    def page(
        self,
        path: str,
        source: str,
        template: str,
        view: Any,
        contents: tuple[Content, ...] = (),
        *,
        span: Span | None = None,
        yields: bool = False,
    ) -> None:
        self._page(path, source, template, view, digest(encode(view)), contents, span, yields)

    def listing(
        self,
        path: str,
        source: str,
        template: str,
        view: Any,
        bare: Any,
        items: Iterable[EntrySummary],
        contents: tuple[Content, ...] = (),
    ) -> None:
        """A page of summaries. Its key is made from `bare`, which is `view` without them, and from their digests: a
        post's summary is digested once, however many lists it is on."""
        name = digest_of(digest(encode(bare)), [self.summary_digest(item) for item in items])
        self._page(path, source, template, view, name, contents, None, True)

    def _page(
        self,
        path: str,
        source: str,
        template: str,
        view: Any,
        view_digest: str,
        contents: tuple[Content, ...],
        span: Span | None,
        yields: bool,
    ) -> None:
        if template not in self.theme.templates:
            near = did_you_mean(template, self.theme.templates)
            message = f'the theme has no template "{template}"'
            self.found.append(error("theme/no-template", message, span, fix=near or "add it to templates/"))
            return
        key = {
            "view": view_digest,
            "template": self.closures.digest(template),
            "site": self.site_digest,
            "code": self.code,
        }
        if contents:
            key["content"] = digest(encode(contents))
        self.add(Target(path, "page", source, view, template, contents, key), span=span, yields=yields)

    def text(self, path: str, source: str, data: bytes) -> None:
        self.add(Target(path, "text", source, data, key={"view": digest(data)}), yields=True)

    def copy(self, path: str, source: str, file: str, name: str, how: str = "") -> None:
        """`file` is the path to copy, below the site's root or absolute; `name` the digest of what it becomes."""
        self.add(Target(path, "copy", source, file, how, key={"source": name}), span=Span(source))

    def summary_digest(self, summary: EntrySummary) -> str:
        name = self._digests.get(summary.source)
        if name is None:
            name = self._digests[summary.source] = digest(encode(summary))
        return name

    def summaries(self, sources: Iterable[str]) -> Sequence[EntrySummary]:
        return tuple(self.listed[source] for source in sources)

    def feed_links(self, folder: str, title: str) -> tuple[FeedLink, ...]:
        """The feeds of one list; none while the site has no base_url, for a feed needs absolute addresses."""
        site = self.given.site.view
        if not site.base_url:
            return ()
        formats = [f for f in self.given.registry.feeds if getattr(self.config.feeds, f.name, True)]
        place = quote(folder)
        return tuple(
            FeedLink(title, f"{site.root}{place}{f.file_name}", f"{site.base_url}{place}{f.file_name}", f.media_type)
            for f in formats
        )
