"""Taxonomies: which tags, categories, series and authors there are, and which posts belong to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from urllib.parse import quote

from ...core.config import Config
from ...core.diagnostic import Diagnostic, did_you_mean, error
from ...core.entry import Entry
from ...core.permalink import shortened, slugify
from ...core.site import Taxonomy, Term
from ...core.span import Span
from ...core.view import PersonView, TermView


@cache
def slug(name: str) -> str:
    """Like any slug, but "C++", "C#" and "C" stay three terms, and one of pictures alone still has an address."""
    plain = slugify(name.replace("+", " plus ").replace("#", " sharp "))
    return shortened(plain or "-".join(f"u{ord(character):x}" for character in name))


class Terms:
    """Collects names while posts are read; the first pass counts spellings, so that one term has one name."""

    def __init__(self, taxonomy: Taxonomy, config: Config, root: str) -> None:
        self.taxonomy = taxonomy
        self.settings = getattr(config.taxonomies, taxonomy)
        self.root = root
        self.spellings: dict[str, Counter[str]] = {}
        self.posts: dict[str, list[str]] = {}
        self._views: dict[str, TermView] = {}

    def count(self, names: Iterable[str]) -> None:
        for name in names:
            self.spellings.setdefault(slug(name), Counter())[name] += 1

    def add(self, source: str, slugs: Iterable[str]) -> None:
        for one in dict.fromkeys(slugs):
            self.posts.setdefault(one, []).append(source)

    def url(self, term: str) -> str:
        return f"{self.root}{self.taxonomy}/{quote(term)}/" if self.settings.pages else ""

    def view(self, name: str) -> TermView:
        """As shown on a post: without the count, which would make every post of a tag depend on every other."""
        term = slug(name)
        view = self._views.get(term)
        if view is None:
            spelling = max(self.spellings[term].items(), key=lambda item: (item[1], item[0]))[0]
            view = self._views[term] = TermView(spelling, term, self.url(term))
        return view

    def views(self, names: Iterable[str]) -> tuple[TermView, ...]:
        return tuple({view.slug: view for view in map(self.view, names)}.values())

    def all(self, people: dict[str, PersonView] | None = None) -> tuple[Term, ...]:
        """Every term with its posts, by name."""
        result = []
        for term, posts in self.posts.items():
            if people is not None:
                view = TermView(people[term].name, term, self.url(term), len(posts))
            else:
                spelling = self.view(next(iter(self.spellings[term])))
                view = TermView(spelling.name, term, spelling.url, len(posts))
            result.append(Term(view, tuple(posts)))
        return tuple(sorted(result, key=lambda t: (t.view.name.casefold(), t.view.slug)))

    def strangers(self, entry: Entry, names: Iterable[str], found: list[Diagnostic]) -> None:
        """Terms that the settings do not allow."""
        allowed = self.settings.allowed
        for name in names if allowed else ():
            if name not in allowed:
                found.append(
                    error(
                        "taxonomy/not-allowed",
                        f'{self.taxonomy}: "{name}" is not one of the allowed',
                        entry.spans.get(self.taxonomy, Span(entry.path, 1, 1)),
                        fix=did_you_mean(name, allowed) or "allowed are: " + ", ".join(allowed),
                    )
                )
