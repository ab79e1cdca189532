// Keeps an open page of the preview up to date: its content is morphed in place, so that scroll, focus and open
// details stay. Only in `blogkit serve`; no build contains it.
"use strict";
(() => {
  const me = document.currentScript;
  let version = Number(me.dataset.version);
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const host = make("blogkit-live");
  document.documentElement.append(host);
  document.head.append(document.querySelector('link[href="/.blogkit/live.css"]')); // where no morph takes it away

  const filled = (node) => // by the reader, and other than it was served
    "defaultValue" in node && (node.value !== node.defaultValue || node.checked !== node.defaultChecked);
  const keep = {
    beforeAttributeUpdated: (name, node) => !(name === "open" && node.tagName === "DETAILS")
      && !(["hidden", "aria-pressed"].includes(name) && node.tagName === "BUTTON"), // a script has shown and pressed it
    beforeNodeMorphed: (node) => !(node.nodeType === 1 && (node.hasAttribute("data-live-keep") || filled(node))),
  };

  const sheets = (root) => [...root.querySelectorAll('link[rel="stylesheet"]')].filter(
    (link) => !link.getAttribute("href").startsWith("/.blogkit/"));
  const swapStyles = (next) => {
    const now = sheets(document.head), then = sheets(next.head);
    const has = (list, link) => list.some((one) => one.getAttribute("href") === link.getAttribute("href"));
    const fresh = then.filter((link) => !has(now, link));
    const stale = now.filter((link) => !has(then, link));
    return Promise.all(fresh.map((link) => new Promise((done) => {
      const copy = make("link", "", { rel: "stylesheet", href: link.getAttribute("href") });
      copy.onload = copy.onerror = done;
      document.head.append(copy);
    }))).then(() => { for (const link of stale) link.remove(); });
  };

  const scripts = (root) => [...root.querySelectorAll("script[src]")].map((one) => one.getAttribute("src"))
    .filter((src) => !src.startsWith("/.blogkit/")).join(" ");

  const update = async () => {
    const answer = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (scripts(next) !== scripts(document)) { location.reload(); return; }
    await swapStyles(next);
    document.title = next.title;
    for (const name of ["lang", "dir"]) document.documentElement.setAttribute(name, next.documentElement.getAttribute(name) || "");
    for (const own of next.querySelectorAll('[src^="/.blogkit/"], [href^="/.blogkit/"]')) own.remove();
    window.Idiomorph.morph(document.body, next.body, { restoreFocus: true, ignoreActiveValue: true, callbacks: keep });
    // What a theme's deferred scripts add to a page was taken out again by the morph, so they run once more.
    for (const old of document.querySelectorAll('script[defer][src]:not([src^="/.blogkit/"])')) {
      const again = make("script", "", { src: old.getAttribute("src") });
      document.head.append(again);
      again.remove();
    }
    document.dispatchEvent(new CustomEvent("blogkit:updated"));
  };

  const overlay = (problems) => {
    host.querySelector(".overlay")?.remove();
    if (!problems.length) return;
    const box = make("section", "", { class: "overlay", role: "alert", "aria-label": "Errors" });
    const close = make("button", "Hide", { type: "button" });
    close.addEventListener("click", () => box.remove());
    box.append(make("h2", problems.length === 1 ? "One error" : "Errors"), close,
      make("p", "Behind this is the last good page. It comes up to date when this is mended."));
    for (const one of problems) {
      const item = make("article");
      item.append(make("p", `${one.where}${one.where ? ": " : ""}${one.message}`, { class: "message" }));
      if (one.lines) {
        const width = String(one.first + one.lines.length - 1).length;
        const text = one.lines.map((line, n) => `${String(one.first + n).padStart(width)} | ${line}`);
        if (one.column) text.push(" ".repeat(width + 2 + one.column) + "^");
        item.append(make("pre", text.join("\n"), { tabindex: "0" }));
      }
      if (one.found) item.append(make("p", `found  ${one.found}`));
      if (one.fix) item.append(make("p", `fix  ${one.fix}`, { class: "fix" }));
      if (one.code) item.append(make("p", one.code, { class: "code" }));
      box.append(item);
    }
    host.append(box);
  };

  const bar = (now) => {
    host.querySelector(".bar")?.remove();
    const words = [];
    const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
    if (now.problems.length) words.push("errors");
    if (now.bar.warnings) words.push(plural(now.bar.warnings, "warning"));
    if (now.bar.left_out?.length) words.push(`${now.bar.left_out.length} left out`);
    const line = make("nav", "", { class: "bar", "aria-label": "Preview" });
    if (words.length) line.append(make("span", words.join(" · "), { title: (now.bar.left_out || []).join("\n") }));
    line.append(make("a", now.bar.open ? `${plural(now.bar.open, "step")} open` : "Desk", { href: "/.blogkit/desk" }));
    line.append(make("a", "Link", { href: `/.blogkit/preview${location.pathname}`, title: "How networks show a link to this page" }));
    host.append(line);
  };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") host.querySelector(".overlay")?.remove();
  });

  let shown = "", updates = Promise.resolve();
  const told = (event) => {
    const now = JSON.parse(event.data);
    // The server was started anew, or this page only stands in for one that is there now.
    if (now.run !== me.dataset.run || ("waits" in me.dataset && (now.mine || now.whole))) { location.reload(); return; }
    version = now.version;
    const said = JSON.stringify([now.problems, now.bar]);
    if (said !== shown) { overlay(now.problems); bar(now); } // else what has the focus there keeps it
    shown = said;
    if (now.go && now.go !== location.pathname) { location.assign(now.go); return; }
    if (now.mine) updates = updates.then(update).catch(() => {}); // one after the other, so that the last one stays
  };

  // A browser opens six connections to a host, so that only pages that are seen may keep one.
  let source, again = false;
  const listen = () => {
    source?.close();
    source = undefined;
    if (document.hidden) return;
    const query = new URLSearchParams({ path: location.pathname, version: String(version), ...(again && { again: "1" }) });
    source = new EventSource(`/.blogkit/events?${query}`);
    source.addEventListener("message", told);
    again = true;
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
