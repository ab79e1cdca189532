"""`blogkit.yaml`: every setting there is, with its default. The editors' JSON Schema is made from these types."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

Count = Annotated[int, Meta(ge=0)]
Some = Annotated[int, Meta(ge=1)]


class ThemeConfig(msgspec.Struct, frozen=True):
    name: Annotated[
        str, Meta(description="A folder or a zip in themes/, a theme of blogkit's own, or an installed one.")
    ] = "default"
    options: Annotated[dict[str, Any], Meta(description="What the theme's theme.yaml declares.")] = {}


class MarkdownConfig(msgspec.Struct, frozen=True):
    smart_quotes: Annotated[bool, Meta(description="Curly quotes, dashes and ellipses.")] = False
    math: Annotated[bool, Meta(description="Leave TeX between $…$, $$…$$, \\(…\\) and \\[…\\] untouched.")] = True


class TaxonomyConfig(msgspec.Struct, frozen=True):
    pages: Annotated[bool, Meta(description="Write a page for each term and an index of them.")] = True
    feed: Annotated[bool, Meta(description="Write feeds for each term.")] = True
    paginate: Annotated[Count, Meta(description="Posts on one page of a term; 0 for all.")] = 50
    allowed: Annotated[tuple[str, ...], Meta(description="If given, any other term is an error.")] = ()


class TaxonomiesConfig(msgspec.Struct, frozen=True):
    tags: TaxonomyConfig = TaxonomyConfig()
    categories: TaxonomyConfig = TaxonomyConfig()
    series: TaxonomyConfig = TaxonomyConfig(feed=False)
    authors: TaxonomyConfig = TaxonomyConfig()


class FeedsConfig(msgspec.Struct, frozen=True):
    rss: bool = True
    atom: bool = True
    json: bool = True
    limit: Annotated[Some, Meta(description="The newest posts in each feed.")] = 20
    content: Annotated[Literal["full", "summary"], Meta(description="Whole posts, or their summaries.")] = "full"
    footer: Annotated[bool, Meta(description="End each post with its question, where to answer, and thanks.")] = True


class CardsConfig(msgspec.Struct, frozen=True):
    layout: Annotated[str, Meta(description="auto, or the name of one of the theme's layouts for all cards.")] = "auto"
    options: Annotated[dict[str, Any], Meta(description="What the theme's theme.yaml declares under cards.")] = {}
    max_bytes: Annotated[Some, Meta(description="No card may be larger; one that would be has fewer colours.")] = (
        300_000
    )
    system_fonts: Annotated[
        tuple[str, ...],
        Meta(description="Names of font files of this machine, for letters that the theme's fonts lack."),
    ] = ()


class ChecklistConfig(msgspec.Struct, frozen=True):
    enabled: bool = True
    days: Annotated[Some, Meta(description="A step expires so many days after it was due.")] = 30
    budget_minutes: Annotated[Some, Meta(description="A build prints the steps that fit into so many minutes.")] = 15
    due: Annotated[dict[str, Count], Meta(description="Kind of step to days after publication.")] = {}
    rest_days: Annotated[Count, Meta(description="No person is written to about another post sooner than that.")] = 14
    max_mentions: Annotated[Some, Meta(description="People named in one draft.")] = 3
    newsletter: Annotated[str, Meta(description="Where you write to your subscribers, if you do: an address.")] = ""


class ImagesConfig(msgspec.Struct, frozen=True):
    widths: Annotated[
        tuple[Some, ...], Meta(description="Make smaller copies of pictures in posts, so many pixels wide.")
    ] = ()
    format: Annotated[Literal["webp", "avif"], Meta(description="Of the smaller copies.")] = "webp"
    sizes: Annotated[str, Meta(description="How wide the theme shows pictures, as sizes= in HTML has it.")] = (
        "(max-width: 40rem) 100vw, 40rem"
    )
    keep_metadata: Annotated[bool, Meta(description="Publish what a camera wrote into a photo, the place too.")] = False


class MenuItem(msgspec.Struct, frozen=True):
    label: str
    url: str


class Config(msgspec.Struct, frozen=True):
    """The settings of one site. Only `base_url` matters to begin with."""

    title: str = "My blog"
    description: str = ""
    base_url: Annotated[
        str, Meta(description="Where the site will live: https://example.org/ or https://me.github.io/blog/.")
    ] = ""
    language: Annotated[str, Meta(description="BCP 47 tag of the site's language: en, de, zh-Hans, ar.")] = "en"
    timezone: Annotated[str, Meta(description="IANA name. A post dated 2026-03-02 means that day here.")] = "UTC"
    author: Annotated[str, Meta(description="The key in people.yaml of whoever writes here.")] = ""
    permalink: Annotated[str, Meta(description="{year} {month} {day} {slug} {category} make a post's address.")] = (
        "/posts/{slug}/"
    )
    output: Annotated[str, Meta(description="The folder that blogkit writes.")] = "public"
    paginate: Annotated[Some, Meta(description="Posts on one list page.")] = 10
    related: Annotated[Count, Meta(description="Related posts under each post; 0 for none.")] = 3
    summary_length: Annotated[Some, Meta(description="Characters of an automatic summary.")] = 200
    theme: ThemeConfig = ThemeConfig()
    markdown: MarkdownConfig = MarkdownConfig()
    taxonomies: TaxonomiesConfig = TaxonomiesConfig()
    feeds: FeedsConfig = FeedsConfig()
    archive: Annotated[bool, Meta(description="Write an archive, and a page for each year.")] = True
    sitemap: bool = True
    search: Annotated[
        Literal["simple", "pagefind", "none"],
        Meta(description="simple: titles, summaries and tags; pagefind: full text, needs the extra blogkit[search]."),
    ] = "simple"
    cards: Annotated[
        bool | CardsConfig, Meta(description="Draw a social card for every post, page and list, and how.")
    ] = True
    images: ImagesConfig = ImagesConfig()
    menu: Annotated[tuple[MenuItem, ...], Meta(description="Links in the header, before pages that set `menu`.")] = ()
    widgets: Annotated[dict[str, Any], Meta(description="Widget name to its options, or false to turn it off.")] = {}
    checklist: ChecklistConfig = ChecklistConfig()
    extensions: Annotated[tuple[str, ...], Meta(description="Python files of this site that export REGISTRY.")] = ()
    extra: Annotated[dict[str, Any], Meta(description="Anything your own templates want.")] = {}

    @property
    def card(self) -> CardsConfig:
        return self.cards if isinstance(self.cards, CardsConfig) else CardsConfig()
