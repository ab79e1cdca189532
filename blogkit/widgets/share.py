"""Ways to pass a post on: plain links, the address to copy, and the device's own share sheet where there is one."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from ..core.view import EntryView, ShareLink, SiteView
from ..extend.widget import Widget


class ShareOptions(msgspec.Struct, frozen=True):
    networks: Annotated[tuple[str, ...], Meta(description="Networks to offer, in this order.")] = (
        "mastodon",
        "bluesky",
        "email",
    )
    copy: Annotated[bool, Meta(description="Offer the address of the post to copy.")] = True


class Share(msgspec.Struct, frozen=True):
    links: tuple[ShareLink, ...]
    url: str
    copy: bool


def prepare(post: EntryView, site: SiteView, options: ShareOptions) -> Share | None:
    """Nothing to pass on while the post has no lasting address."""
    known = {link.network: link for link in post.share_links}
    links = tuple(known[name] for name in dict.fromkeys(options.networks) if name in known)
    if not post.permalink or not (links or options.copy):
        return None
    return Share(links, post.permalink, options.copy)


# Buttons do nothing without the script, so they are hidden until it runs; it then puts the copy button in the place
# of the field. If the browser refuses to copy, the field comes back with the address selected.
TEMPLATE = """\
<section class="bk-widget bk-share" data-pagefind-ignore aria-labelledby="bk-share">
<h2 class="bk-share-title" id="bk-share">{{ t("share_title") }}</h2>
<ul class="bk-share-ways">
{%- for link in widget.links %}
<li><a class="bk-share-way" href="{{ link.url }}" rel="noopener nofollow">
{%- if link.network == "email" %}{{ t("share_email") }}{% else %}{{ t("share_on", network=link.label) }}{% endif -%}
</a></li>
{%- endfor %}
{%- if widget.copy %}
<li hidden><button class="bk-share-way bk-share-copy" type="button" data-copied="{{ t("share_copied") }}">\
{{ t("share_copy") }}</button></li>
{%- endif %}
<li hidden><button class="bk-share-way bk-share-native" type="button" \
data-title="{{ post.title }}" data-url="{{ widget.url }}">{{ t("share_title") }}</button></li>
</ul>
{%- if widget.copy %}
<p class="bk-share-field"><label for="bk-share-url">{{ t("share_field") }}</label>
<input id="bk-share-url" type="text" readonly dir="ltr" value="{{ widget.url }}"></p>
<p class="bk-share-status" role="status" aria-live="polite"></p>
{%- endif %}
</section>
"""

STYLE = """\
.bk-share { margin-block: 2rem; color: var(--text, inherit); }
.bk-share [hidden] { display: none; }
.bk-share-title { margin-block: 0 0.5rem; font-size: 1em; }
.bk-share-ways { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0; padding: 0; list-style: none; }
.bk-share-way { display: inline-block; min-block-size: 2.5rem; padding: 0.5rem 0.875rem; box-sizing: border-box;
  border: 1px solid var(--border, #8886); border-radius: var(--radius, 0.5rem); background: var(--surface, transparent);
  color: inherit; font: inherit; font-size: 0.9em; line-height: 1.4; text-decoration: none; cursor: pointer; }
.bk-share-way:hover { border-color: var(--accent, currentColor); color: var(--accent, inherit); }
.bk-share-field { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin-block: 0.75rem 0;
  color: var(--muted, inherit); font-size: 0.9em; }
.bk-share-field input { flex: 1 1 14rem; min-inline-size: 0; padding: 0.5rem; border: 1px solid var(--border, #8886);
  border-radius: var(--radius, 0.5rem); background: var(--surface, transparent); color: var(--text, inherit);
  font: inherit; }
.bk-share-status { margin-block: 0.5rem 0; color: var(--muted, inherit); font-size: 0.9em; }
.bk-share-status:empty { margin: 0; }
"""

SCRIPT = """\
(() => {
  "use strict";
  const show = (button) => { button.parentElement.hidden = false; };
  for (const share of document.querySelectorAll(".bk-share")) {
    const copy = share.querySelector(".bk-share-copy");
    const native = share.querySelector(".bk-share-native");
    if (copy && navigator.clipboard) {
      const field = share.querySelector(".bk-share-field");
      const input = field.querySelector("input");
      const status = share.querySelector(".bk-share-status");
      show(copy);
      field.hidden = true;
      copy.addEventListener("click", () => {
        status.textContent = "";
        navigator.clipboard.writeText(input.value).then(
          () => { status.textContent = copy.dataset.copied; },
          () => { field.hidden = false; input.focus(); input.select(); }
        );
      });
    }
    if (native && navigator.share) {
      show(native);
      native.addEventListener("click", () => {
        navigator.share({ title: native.dataset.title, url: native.dataset.url }).catch(() => {});
      });
    }
  }
})();
"""

WIDGET = Widget("share", "entry.after", TEMPLATE, prepare, options=ShareOptions, style=STYLE, script=SCRIPT)
