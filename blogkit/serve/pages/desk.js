// Copy buttons, and counts while one types. Everything else on the desk works without this.
"use strict";
for (const button of document.querySelectorAll("button.copy")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", () => {
    const box = document.getElementById(button.dataset.from || "");
    navigator.clipboard.writeText(box ? box.value : button.dataset.copy).then(() => {
      document.getElementById("said").textContent = "Copied";
    });
  });
}
for (const box of document.querySelectorAll("textarea[data-network]")) {
  const draft = box.closest(".draft");
  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const form = new URLSearchParams({ token: box.dataset.token, network: box.dataset.network, text: box.value });
      const now = await (await fetch("/.blogkit/count", { method: "POST", body: form })).json();
      const count = draft.querySelector(".count");
      count.textContent = now.limit ? `${now.count} of ${now.limit}` : `${now.count}`;
      count.classList.toggle("over", now.over);
      draft.querySelector(".said").textContent = box.value;
    }, 150);
  });
}
