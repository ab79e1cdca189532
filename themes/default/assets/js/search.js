/* Search in the browser over search.json: every word must occur; a title counts most, then tags, then the summary. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-index]");
  if (!form) return;
  const words = form.dataset;
  const input = form.elements.q;
  const status = document.querySelector("[role=status]");
  const list = document.querySelector(".found");
  const help = status.textContent;
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  let loading = null;

  function fold(text) { return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(); }

  function load() {
    loading = loading || fetch(words.index)
      .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer.json(); })
      .then(function (posts) {
        return posts.map(function (post) {
          return { post: post, title: fold(post.title), tags: fold(post.tags.join(" ")), summary: fold(post.summary) };
        });
      });
    loading.catch(function () { loading = null; });
    return loading;
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

  function line(tag, text, parent) {
    const element = parent.appendChild(document.createElement(tag));
    element.textContent = text;
    return element;
  }

  function show(entries) {
    list.textContent = "";
    for (const { post } of entries) {
      const item = list.appendChild(document.createElement("li"));
      line("a", post.title || post.summary || post.url, item).href = post.url;
      if (post.date) {
        const time = line("time", day.format(new Date(post.date)), line("p", "", item));
        time.dateTime = post.date;
        time.parentNode.className = "small";
      }
      if (post.title && post.summary) line("p", post.summary, item);
    }
  }

  function search() {
    const query = input.value.trim();
    const terms = fold(query).split(/\s+/).filter(Boolean);
    try { history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname); } catch (error) { /* too often */ }
    if (!terms.length) { show([]); status.textContent = help; return; }
    load().then(function (entries) {
      if (input.value.trim() !== query) return;
      const found = entries
        .map(function (entry) { return { post: entry.post, score: score(entry, terms) }; })
        .filter(function (hit) { return hit.score; })
        .sort(function (a, b) { return b.score - a.score; });
      show(found.slice(0, 50));
      status.textContent = found.length ? words.count.replace("{count}", found.length) : words.none;
    }).catch(function () { status.textContent = words.error; });
  }

  let pause = 0;
  input.addEventListener("focus", load);
  input.addEventListener("input", function () { clearTimeout(pause); pause = setTimeout(search, 150); });
  form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  document.addEventListener("keydown", function (event) {
    const stops = [input].concat(Array.from(list.querySelectorAll("a")));
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at < 0 || !step || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  });
  input.value = new URLSearchParams(location.search).get("q") || "";
  if (input.value) search();
})();
