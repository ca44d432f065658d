/* Sent once; asked before something typed is left behind; nothing is ever stored in the browser. */
(() => {
  "use strict";

  let typed = false;
  let sending = false;

  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-warn]")) typed = true;
    if (event.target.type === "file") name(event.target);
  });

  const name = (input) => {
    const line = input.closest(".file")?.querySelector("[data-chosen]");
    if (line) line.textContent = [...input.files].map((file) => file.name).join(", ");
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("data-no-guard") || event.defaultPrevented) return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    form.setAttribute("aria-busy", "true");
    /* Marked, not disabled: a disabled button would not send its own name and value. */
    form.querySelectorAll("button[type=submit]").forEach((button) => button.setAttribute("aria-busy", "true"));
    sending = true;
  });

  const settle = (form) => {
    if (!(form instanceof HTMLFormElement)) return;
    form.removeAttribute("aria-busy");
    form.querySelectorAll("button[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
    sending = false;
  };
  document.addEventListener("htmx:afterRequest", (event) => {
    settle(event.detail.elt);
    if (event.detail.successful && event.detail.elt.matches?.("form[data-warn]")) typed = false;
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(settle));

  window.addEventListener("beforeunload", (event) => {
    if (typed && !sending) event.preventDefault();
  });

  document.querySelector("[data-focus]")?.focus();
})();
