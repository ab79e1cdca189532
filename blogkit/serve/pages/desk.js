// Copy buttons. Everything else on the desk works without this.
"use strict";
for (const button of document.querySelectorAll("button.copy")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(button.dataset.copy).then(() => {
      const before = button.textContent;
      button.textContent = "Copied";
      document.getElementById("said").textContent = "Copied";
      setTimeout(() => { button.textContent = before; }, 2000);
    });
  });
}
