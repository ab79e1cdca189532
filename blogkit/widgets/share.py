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
    instance: Annotated[
        bool, Meta(description="Let readers name their own Mastodon server, which their browser then remembers.")
    ] = True


class Share(msgspec.Struct, frozen=True):
    links: tuple[ShareLink, ...]
    url: str
    copy: bool
    text: str
    """What a reader's own Mastodon server is asked to post; empty where none may be named."""


def prepare(post: EntryView, site: SiteView, options: ShareOptions) -> Share | None:
    """Nothing to pass on while the post has no lasting address."""
    known = {link.network: link for link in post.share_links}
    links = tuple(known[name] for name in dict.fromkeys(options.networks) if name in known)
    if "://" not in post.permalink or not (links or options.copy):
        return None
    asked = options.instance and any(link.network == "mastodon" for link in links)
    text = " ".join(f"{post.title} {post.permalink}".split()) if asked else ""
    return Share(links, post.permalink, options.copy, text)


# Buttons do nothing without the script, so they are hidden until it runs; it then puts the copy button in the place
# of the field. If the browser refuses to copy, the field comes back with the address selected. The form for a server of
# the reader's own is the script's alone, for only that can send it there; an empty field forgets the server.
TEMPLATE = """\
<section class="bk-widget bk-share" data-pagefind-ignore aria-labelledby="bk-share">
<h2 class="bk-share-title" id="bk-share">{{ t("share_title") }}</h2>
<ul class="bk-share-ways">
{%- for link in widget.links %}
{%- if link.network == "email" %}
<li><a class="bk-share-way" href="{{ link.url }}" rel="noopener nofollow">{{ t("share_email") }}</a></li>
{%- else %}
<li><a class="bk-share-way" href="{{ link.url }}" rel="noopener nofollow" data-network="{{ link.network }}" \
aria-label="{{ t("share_on", network=link.label) }}">{{ link.label }}</a></li>
{%- endif %}
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
{%- if widget.text %}
<details class="bk-share-instance" hidden>
<summary>{{ t("share_instance") }}</summary>
<form method="get" action="https://share.joinmastodon.org/" data-text="{{ widget.text }}" \
data-wrong="{{ t("share_instance_wrong") }}">
<label for="bk-share-instance">{{ t("share_instance_field") }}</label>
<input id="bk-share-instance" name="instance" type="text" inputmode="url" dir="ltr" autocapitalize="none" \
autocomplete="off" spellcheck="false" placeholder="social.example" maxlength="253">
<button class="bk-share-way" type="submit">{{ t("share_instance_go") }}</button>
</form>
</details>
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
.bk-share-field, .bk-share-instance form { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem;
  margin-block: 0.75rem 0; color: var(--muted, inherit); font-size: 0.9em; }
.bk-share input { flex: 1 1 14rem; min-inline-size: 0; padding: 0.5rem; border: 1px solid var(--muted, #767676);
  border-radius: var(--radius, 0.5rem); background: var(--surface, transparent); color: var(--text, inherit);
  font: inherit; }
.bk-share input::placeholder { color: inherit; opacity: 0.75; }
.bk-share-status { margin-block: 0.5rem 0; color: var(--muted, inherit); font-size: 0.9em; }
.bk-share-status:empty { margin: 0; }
.bk-share-instance { margin-block: 0.5rem 0; color: var(--muted, inherit); font-size: 0.9em; }
.bk-share-instance summary { inline-size: fit-content; padding-block: 0.25rem; cursor: pointer; }
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
    const mastodon = share.querySelector("[data-network=mastodon]");
    const fold = share.querySelector(".bk-share-instance");
    if (!mastodon || !fold) continue;
    const form = fold.querySelector("form");
    const field = form.querySelector("input");
    const [anyone, label, name] = [mastodon.href, mastodon.textContent, mastodon.ariaLabel];
    const point = (server) => {
      const text = encodeURIComponent(form.dataset.text);
      mastodon.href = server ? `https://${server}/share?text=${text}` : anyone;
      mastodon.textContent = server ? `${label} (${server})` : label;
      mastodon.ariaLabel = server ? `${name} (${server})` : name;
    };
    const kept = (change) => { try { return change(localStorage); } catch { return ""; } };
    const named = (text) => {
      const host = text.trim().replace(/^[a-z]+:\\/\\//i, "").split("/")[0].split("@").pop();
      try { return new URL(`https://${host}`).host; } catch { return ""; }
    };
    field.value = named(kept((store) => store.getItem("bk-mastodon")) || "");
    point(field.value);
    fold.hidden = false;
    field.addEventListener("input", () => { field.setCustomValidity(""); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const server = named(field.value);
      if (field.value.trim() && !/^[^%]+\\.[^%]+$/.test(server)) {
        field.setCustomValidity(form.dataset.wrong);
        field.reportValidity();
        return;
      }
      kept((store) => server ? store.setItem("bk-mastodon", server) : store.removeItem("bk-mastodon"));
      point(server);
      location.assign(mastodon.href);
    });
  }
})();
"""

WIDGET = Widget("share", "entry.after", TEMPLATE, prepare, options=ShareOptions, style=STYLE, script=SCRIPT)
