/* A copy button on every code block. */
(function () {
  "use strict";
  if (!navigator.clipboard) return;
  const words = document.currentScript.dataset;
  const status = document.createElement("p");
  status.className = "quiet";
  status.setAttribute("role", "status");
  document.body.append(status);

  document.querySelectorAll(".highlight").forEach(function (block) {
    const code = block.querySelector("pre");
    if (!code) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(code.textContent.replace(/\n$/, "")).then(function () {
        button.textContent = status.textContent = words.copied;
        setTimeout(function () { button.textContent = words.copy; status.textContent = ""; }, 2000);
      }, function () { getSelection().selectAllChildren(code); });
    });
    block.append(button);
  });
})();
