/* Search in the browser. Two engines, one page: search.json holds titles, tags and summaries (every word must occur; a
   title counts most, then tags, then the summary); Pagefind holds whole texts, and loads only what a query needs. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-index]");
  if (!form) return;
  const words = form.dataset;
  const input = form.elements.q;
  const status = document.querySelector("[role=status]");
  const list = document.querySelector(".found");
  const more = document.querySelector(".more");
  const help = status.textContent;
  // The theme's English writes the day first, as all its dates stand.
  const day = new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, "en-GB"), { dateStyle: "long", timeZone: "UTC" });

  // An engine loads its index, which then finds the hits of a query, best first. A hit, when called, gives what to show.
  const engines = {
    simple: { atOnce: 50, load: loadSimple },
    pagefind: { atOnce: 10, load: loadPagefind },
  };
  const engine = engines[words.engine] || engines.simple;

  function fold(text) { return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(); }

  async function loadSimple() {
    const answer = await fetch(words.index);
    if (!answer.ok) throw new Error(answer.status);
    const entries = (await answer.json()).map(function (post) {
      const row = { title: post.title, url: post.url, date: post.date, text: [post.summary] };
      return { row: row, title: fold(post.title), tags: fold(post.tags.join(" ")), summary: fold(post.summary) };
    });
    return function (query) {
      const terms = fold(query).split(/\s+/).filter(Boolean);
      return entries
        .map(function (entry) { return { row: entry.row, score: score(entry, terms) }; })
        .filter(function (hit) { return hit.score; })
        .sort(function (a, b) { return b.score - a.score; })
        .map(function (hit) { return function () { return hit.row; }; });
    };
  }

  function score(entry, terms) {
    let sum = 0;
    for (const term of terms) {
      const found = (entry.title.includes(term) ? 4 : 0) + (entry.tags.includes(term) ? 2 : 0) + (entry.summary.includes(term) ? 1 : 0);
      if (!found) return 0;
      sum += found;
    }
    return sum;
  }

  async function loadPagefind() {
    const index = await import(words.index);
    await index.init();
    return async function (query) {
      return (await index.search(query)).results.map(function (hit) {
        return async function () {
          const page = await hit.data();
          const date = (page.meta.date || "").slice(0, 10);
          return { title: page.meta.title || "", url: page.url, date: date, text: marked(page.excerpt) };
        };
      });
    };
  }

  // Pagefind's excerpt is text with < and > written as entities, and <mark> around what was found.
  function marked(excerpt) {
    return excerpt.split(/<\/?mark>/).map(function (part, at) {
      const text = part.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
      return at % 2 ? make("mark", text) : text;
    });
  }

  let loading = null;
  function load() {
    loading = loading || engine.load();
    loading.catch(function () { loading = null; });
    return loading;
  }

  function make(tag, ...inside) {
    const element = document.createElement(tag);
    element.append(...inside);
    return element;
  }

  function show(row) {
    const link = make("a", row.title || row.text[0] || row.url);
    const item = make("li", link);
    link.href = row.url;
    if (row.date) {
      const time = make("time", day.format(new Date(row.date)));
      time.dateTime = row.date;
      item.appendChild(make("p", time)).className = "small";
    }
    if (row.title && row.text.join("")) item.append(make("p", ...row.text));
    list.append(item);
  }

  // Every query has its turn; an answer that comes in a later one is too late. False if so.
  let turn = 0;
  let hits = [];
  async function fill(found, from) {
    const mine = turn;
    const rows = await Promise.all(found.slice(from, from + engine.atOnce).map(function (hit) { return hit(); }));
    if (mine !== turn) return false;
    if (!from) list.textContent = "";
    if (from !== list.children.length) return false;
    rows.forEach(show);
    hits = found;
    more.hidden = hits.length <= list.children.length;
    return true;
  }

  async function search() {
    const query = input.value.trim();
    const mine = ++turn;
    try { history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname); } catch (error) { /* too often */ }
    try {
      const found = query ? await (await load())(query) : [];
      if (mine !== turn || !await fill(found, 0)) return;
      status.textContent = !query ? help : found.length ? words.count.replace("{count}", found.length) : words.none;
    } catch (error) {
      if (mine === turn) status.textContent = words.error;
    }
  }

  async function showMore() {
    const from = list.children.length;
    try {
      if (await fill(hits, from)) list.children[from].querySelector("a").focus();
    } catch (error) { status.textContent = words.error; }
  }

  let pause = 0;
  input.addEventListener("focus", function () { load().catch(function () { /* the search will say so */ }); });
  input.addEventListener("input", function () { clearTimeout(pause); pause = setTimeout(search, 150); });
  form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  more.firstElementChild.addEventListener("click", showMore);
  document.addEventListener("keydown", function (event) {
    const stops = [input].concat(Array.from(list.querySelectorAll("a")), more.hidden ? [] : more.firstElementChild);
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at < 0 || !step || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  });
  input.value = new URLSearchParams(location.search).get("q") || "";
  if (input.value) search();
})();
