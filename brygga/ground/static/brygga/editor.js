/* Writing a note: the draft is saved on the server as one types; Ctrl+Enter sends. What is hidden in it: holes.js. */
(() => {
  "use strict";

  const PAUSE = 800;

  const clock = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${two(now.getHours())}.${two(now.getMinutes())}`;
  };

  const save = async (form, line) => {
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      const kept = answer.ok && !answer.redirected;
      line.textContent = kept ? `${line.dataset.savedText} ${clock()}` : line.dataset.failedText;
    } catch {
      line.textContent = line.dataset.failedText;
    }
  };

  const start = (form) => {
    if (form.dataset.started) return;
    form.dataset.started = "yes";
    const text = form.querySelector("[data-editor-text]");
    const line = form.querySelector("[data-saved]");
    let timer = 0;
    form.addEventListener("input", () => {
      if (!form.dataset.draftUrl) return;
      clearTimeout(timer);
      timer = setTimeout(() => save(form, line), PAUSE);
    });
    form.addEventListener("submit", () => clearTimeout(timer));
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
  };

  const startAll = () => document.querySelectorAll("form[data-editor]").forEach(start);
  document.addEventListener("htmx:afterSettle", startAll);
  startAll();
})();
