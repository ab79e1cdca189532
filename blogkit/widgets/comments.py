"""An embedded comment system, for those who want one: Isso, giscus, utterances or Disqus.

Off until one of them is set up. Nothing is asked of anybody until a reader presses the button, which says first who
will then learn of the visit. What a Content-Security-Policy has to allow for each is in the manual.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import quote, urlsplit

import msgspec
from msgspec import Meta

from ..core.view import EntryView, SiteView
from ..extend.widget import Widget

By = Literal["pathname", "url", "title", "id"]
"""What ties a discussion to its post. `id` is the post's permanent id: it survives a new title and address."""


class Isso(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    server: Annotated[str, Meta(description="Where your Isso answers: https://comments.example.org/")]
    by: Literal["pathname", "id"] = "pathname"

    def __post_init__(self) -> None:
        _want(r"https?://[\w.-]+(:[0-9]+)?(/[\w./~-]*)?", self.server, "server", "https://comments.example.org/")


class Giscus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    repo: Annotated[str, Meta(description="owner/name of the public repository whose discussions it shows.")]
    repo_id: Annotated[str, Meta(description="As giscus.app tells you, like the next two.")]
    category: str
    category_id: str
    by: By = "pathname"
    theme: str = "preferred_color_scheme"
    reactions: Annotated[bool, Meta(description="Reactions to the post itself.")] = True

    def __post_init__(self) -> None:
        _want(_REPO, self.repo, "repo", "owner/name")


class Utterances(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    repo: Annotated[str, Meta(description="owner/name of the public repository whose issues it shows.")]
    by: By = "pathname"
    label: str = ""
    theme: str = "preferred-color-scheme"

    def __post_init__(self) -> None:
        _want(_REPO, self.repo, "repo", "owner/name")


class Disqus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    shortname: Annotated[str, Meta(description="The site's name at Disqus.")]

    def __post_init__(self) -> None:
        _want(r"[A-Za-z0-9-]{1,100}", self.shortname, "shortname", "my-blog")


_REPO = r"[\w-]+/[\w.-]+"


def _want(pattern: str, text: str, key: str, example: str) -> None:
    if not re.fullmatch(pattern, text, re.ASCII):
        raise ValueError(f"{key} looks like {example}")


class CommentsOptions(msgspec.Struct, frozen=True):
    isso: Isso | None = None
    giscus: Giscus | None = None
    utterances: Utterances | None = None
    disqus: Disqus | None = None

    def __post_init__(self) -> None:
        if sum(one is not None for one in (self.isso, self.giscus, self.utterances, self.disqus)) > 1:
            raise ValueError("one comment system is enough")


class Comments(msgspec.Struct, frozen=True):
    system: Literal["isso", "giscus", "utterances", "disqus"]
    host: str
    src: str
    """The system's own script, asked for on a click."""
    attributes: str
    """What that script wants to find on its element, as JSON."""
    thread: str
    """The id that it looks for, if any."""
    page: tuple[str, str, str]
    """Address, id and title of the post."""
    elsewhere: str
    """Where the discussion can be read without scripts."""


def prepare(post: EntryView, site: SiteView, options: CommentsOptions) -> Comments | None:
    if not post.comments or not post.permalink:
        return None
    if options.isso:
        return _isso(post, options.isso)
    if options.giscus:
        return _giscus(post, options.giscus)
    if options.utterances:
        return _utterances(post, options.utterances)
    return _disqus(post, options.disqus) if options.disqus else None


def _isso(post: EntryView, one: Isso) -> Comments:
    server = one.server.rstrip("/")
    given = {"data-isso": server + "/", "data-isso-lang": post.lang.partition("-")[0] or "en"}
    return _comments("isso", f"{server}/js/embed.min.js", given, post, thread="isso-thread", by=one.by)


def _giscus(post: EntryView, one: Giscus) -> Comments:
    given = {
        "data-repo": one.repo,
        "data-repo-id": one.repo_id,
        "data-category": one.category,
        "data-category-id": one.category_id,
        "data-mapping": "specific" if one.by == "id" else one.by,
        "data-term": post.id if one.by == "id" else "",
        "data-strict": "1",
        "data-reactions-enabled": str(int(one.reactions)),
        "data-emit-metadata": "0",
        "data-input-position": "bottom",
        "data-theme": one.theme,
        "data-lang": _GISCUS_LANGUAGES.get(post.lang, post.lang.partition("-")[0] or "en"),
        "crossorigin": "anonymous",
    }
    found = f"https://github.com/{one.repo}/discussions?discussions_q={_term(post, one.by)}"
    return _comments("giscus", "https://giscus.app/client.js", given, post, elsewhere=found)


_GISCUS_LANGUAGES = {"zh": "zh-CN", "zh-Hans": "zh-CN", "zh-CN": "zh-CN", "zh-Hant": "zh-TW", "zh-TW": "zh-TW"}


def _utterances(post: EntryView, one: Utterances) -> Comments:
    given = {
        "repo": one.repo,
        "issue-term": post.id if one.by == "id" else one.by,
        "label": one.label,
        "theme": one.theme,
        "crossorigin": "anonymous",
    }
    found = f"https://github.com/{one.repo}/issues?q={_term(post, one.by)}"
    return _comments("utterances", "https://utteranc.es/client.js", given, post, elsewhere=found)


def _disqus(post: EntryView, one: Disqus) -> Comments:
    return _comments("disqus", f"https://{one.shortname}.disqus.com/embed.js", {}, post, thread="disqus_thread")


def _term(post: EntryView, by: By) -> str:
    """What GitHub's search finds the discussion by."""
    words = {"pathname": urlsplit(post.permalink).path.strip("/"), "url": post.permalink, "title": post.title}
    plain = re.sub(r'["\\]', "", words.get(by, post.id))
    return quote(f'in:title "{plain}"', safe="", errors="replace")


def _comments(
    system: Literal["isso", "giscus", "utterances", "disqus"],
    src: str,
    attributes: dict[str, str],
    post: EntryView,
    *,
    thread: str = "",
    elsewhere: str = "",
    by: str = "",
) -> Comments:
    given = msgspec.json.encode({name: value for name, value in attributes.items() if value}).decode()
    id = post.id if by != "pathname" else urlsplit(post.permalink).path
    host = "Disqus" if system == "disqus" else urlsplit(src).netloc
    return Comments(system, host, src, given, thread, (post.permalink, id, post.title), elsewhere)


TEMPLATE = """\
<section class="bk-widget bk-comments" data-pagefind-ignore aria-labelledby="bk-comments" \
data-system="{{ widget.system }}" data-script="{{ widget.src }}" data-attributes="{{ widget.attributes }}" \
data-loading="{{ t("comments_loading") }}" data-loaded="{{ t("comments_loaded") }}" \
data-failed="{{ t("comments_failed") }}">
<h2 id="bk-comments">{{ t("comments_title") }}</h2>
<p class="bk-comments-note">{{ t("comments_note_" ~ widget.system, host=widget.host) }}</p>
<p class="bk-comments-ways" hidden><button class="bk-comments-load" type="button">\
{{ t("comments_load") }}</button></p>
<p class="bk-comments-note bk-comments-without">{{ t("comments_noscript") }}</p>
{% if widget.elsewhere %}
<p class="bk-comments-note"><a href="{{ widget.elsewhere }}" rel="noopener nofollow">\
{{ t("comments_elsewhere", place="GitHub") }}</a></p>
{% endif %}
<p class="bk-comments-note bk-comments-status" role="status"></p>
<div class="bk-comments-thread"{% if widget.thread %} id="{{ widget.thread }}"{% endif %} tabindex="-1" \
data-url="{{ widget.page[0] }}" data-isso-id="{{ widget.page[1] }}" data-title="{{ widget.page[2] }}"></div>
</section>
"""

STYLE = """\
.bk-comments { margin-block: 2.5rem 0; }
.bk-comments h2 { margin-block: 0 0.5rem; font-size: 1em; }
.bk-comments-note { margin-block: 0.25rem 0.75rem; color: var(--muted, inherit); font-size: 0.9em; }
.bk-comments-status:empty { display: none; }
.bk-comments [hidden] { display: none; }
.bk-comments-load { min-block-size: 2.75rem; padding-inline: 1rem; border: 1px solid var(--border, #8886);
  border-radius: var(--radius, 0.5rem); background: none; color: inherit; font: inherit; font-size: 0.9em;
  cursor: pointer; }
.bk-comments-thread:focus { outline: 0; }
.bk-comments iframe { inline-size: 100%; border: 0; color-scheme: normal; }
.bk-comments .utterances { position: relative; }
.bk-comments .utterances-frame { position: absolute; inset: 0; block-size: 100%; }
"""

SCRIPT = """\
(() => {
  "use strict";
  for (const box of document.querySelectorAll(".bk-comments")) {
    const ways = box.querySelector(".bk-comments-ways");
    const button = ways.querySelector("button");
    const status = box.querySelector(".bk-comments-status");
    const thread = box.querySelector(".bk-comments-thread");
    ways.hidden = false;
    box.querySelector(".bk-comments-without").hidden = true;
    button.addEventListener("click", () => {
      const asked = document.createElement("script");
      button.disabled = true;
      status.textContent = box.dataset.loading;
      if (box.dataset.system === "disqus") {
        window.disqus_config = function () {
          this.page.url = thread.dataset.url;
          this.page.identifier = thread.dataset.issoId;
          this.page.title = thread.dataset.title;
        };
      }
      for (const [name, value] of Object.entries(JSON.parse(box.dataset.attributes))) asked.setAttribute(name, value);
      asked.addEventListener("load", () => {
        ways.hidden = true;
        status.textContent = box.dataset.loaded;
        thread.focus();
      });
      asked.addEventListener("error", () => {
        asked.remove();
        button.disabled = false;
        status.textContent = box.dataset.failed;
        button.focus();
      });
      asked.src = box.dataset.script;
      thread.append(asked);
    });
  }
})();
"""

WIDGET = Widget(
    "comments",
    "entry.footer",
    TEMPLATE,
    prepare,
    options=CommentsOptions,
    style=STYLE,
    script=SCRIPT,
    usual=False,
)
