/* Light or dark, before the first paint. Only a choice that differs from the system's is remembered, so the page keeps
   following the system until the reader asks for the other one. */
(function () {
  "use strict";
  const KEY = "blogkit-scheme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const bars = Array.from(document.querySelectorAll("meta[name=theme-color]"), function (meta) {
    return { meta: meta, media: meta.media };
  });
  let choice = null;
  let button = null;

  function recall() {
    try { choice = localStorage.getItem(KEY); } catch (error) { /* storage is shut: follow the system */ }
    if (choice !== "light" && choice !== "dark") choice = null;
  }

  function isDark() { return choice ? choice === "dark" : system.matches; }

  function show() {
    if (choice) root.dataset.scheme = choice; else delete root.dataset.scheme;
    bars.forEach(function (bar) {
      bar.meta.media = !choice ? bar.media : bar.media.includes(choice) ? "all" : "not all";
    });
    if (button) button.setAttribute("aria-pressed", String(isDark()));
  }

  function swap() {
    const dark = !isDark();
    choice = dark === system.matches ? null : dark ? "dark" : "light";
    try { choice ? localStorage.setItem(KEY, choice) : localStorage.removeItem(KEY); } catch (error) { /* this page only */ }
    show();
  }

  recall();
  show();
  system.addEventListener("change", show);
  addEventListener("storage", function (event) { if (event.key === KEY || event.key === null) { recall(); show(); } });
  document.addEventListener("DOMContentLoaded", function () {
    button = document.querySelector("button.scheme");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", swap);
    show();
  });
})();
