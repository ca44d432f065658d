/* The workspace from the keyboard. Single letters only outside fields; Ctrl/Cmd-K everywhere. */
(() => {
  "use strict";

  const writing = (target) => target.closest("input, textarea, select, [contenteditable], dialog");
  const rows = () => [...document.querySelectorAll("[data-row]")];

  const step = (by) => {
    const all = rows();
    const here = all.indexOf(document.activeElement);
    const from = here >= 0 ? here : all.findIndex((row) => row.hasAttribute("aria-current"));
    const next = all[Math.max(0, Math.min(all.length - 1, from + by))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const search = () => {
    const field = document.getElementById("sok");
    field?.focus();
    field?.select();
  };
  const help = () => {
    const box = document.getElementById("kortkommandon");
    if (box && !box.open) box.showModal();
  };
  const write = () => {
    const text = document.querySelector("[data-editor-text]");
    text?.focus();
    text?.setSelectionRange(text.value.length, text.value.length);
  };

  const keys = { j: () => step(1), k: () => step(-1), n: write, "/": search, "?": help };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      search();
      return;
    }
    if (event.key === "Escape" && writing(event.target) && !event.target.closest("dialog")) {
      event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    const own = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    const act = keys[event.key] ?? (own && (() => own.click()));
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
