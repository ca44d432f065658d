/* Writing a note: the draft is saved on the server as one types; a selection is hidden by [[ ]]; Ctrl+Enter sends. */
(() => {
  "use strict";

  const PAUSE = 800;

  const clock = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${two(now.getHours())}.${two(now.getMinutes())}`;
  };

  const mark = (text) => {
    const { selectionStart: from, selectionEnd: to, value } = text;
    if (from === to) {
      text.focus();
      return;
    }
    const chosen = value.slice(from, to);
    const open = chosen.startsWith("[[") && chosen.endsWith("]]");
    text.setRangeText(open ? chosen.slice(2, -2) : `[[${chosen}]]`, from, to, "select");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  };

  const showWithheld = (form, text) => {
    const line = form.querySelector("[data-withheld]");
    if (!line) return;
    const words = line.querySelector("[data-withheld-text]");
    line.hidden = !/\[\[[^]*?\]\]/.test(text.value);
    if (!words.textContent.trim()) words.textContent = words.dataset.withheldText;
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
      showWithheld(form, text);
      if (!form.dataset.draftUrl) return;
      clearTimeout(timer);
      timer = setTimeout(() => save(form, line), PAUSE);
    });
    form.addEventListener("submit", () => clearTimeout(timer));
    form.querySelector("[data-hide-selection]")?.addEventListener("click", () => mark(text));
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    showWithheld(form, text);
  };

  const startAll = () => document.querySelectorAll("form[data-editor]").forEach(start);
  document.addEventListener("htmx:afterSettle", startAll);
  startAll();
})();
