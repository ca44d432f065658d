/* Sent once; asked before something typed is left behind; nothing of what is typed is ever stored in the browser. */
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
    if (form.dataset.offline && navigator.onLine === false) {
      event.preventDefault();
      withoutNetwork(form, event.submitter);
      return;
    }
    form.querySelector("[data-no-network]")?.remove();
    form.setAttribute("aria-busy", "true");
    /* Marked, not disabled: a disabled button would not send its own name and value. */
    form.querySelectorAll("button[type=submit]").forEach((button) => button.setAttribute("aria-busy", "true"));
    sending = true;
  });

  /* Sent without a network, a page of the browser's own would stand in this one's place, and what was typed be gone. */
  const withoutNetwork = (form, button) => {
    form.querySelector("[data-no-network]")?.remove();
    const line = document.createElement("p");
    Object.assign(line, { className: "error-text", role: "alert", textContent: form.dataset.offline });
    line.dataset.noNetwork = "";
    (button ?? form.lastElementChild).after(line);
  };

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
  /* The server leads on, to sign-in for instance, and has put aside what was typed: nothing is left behind. */
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Redirect")) typed = false;
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(settle));

  window.addEventListener("beforeunload", (event) => {
    if (typed && !sending) event.preventDefault();
  });

  /* Back from a receipt, the browser would show the form as it was typed to whoever holds the telephone next.
     Kept for the tab alone: that something was sent, and no more. */
  const sent = "sent";
  if (document.querySelector("[data-sent]")) sessionStorage.setItem(sent, "1");
  window.addEventListener("pageshow", () => {
    const form = document.querySelector("form[data-forget]");
    if (!form || !sessionStorage.getItem(sent)) return;
    form.reset();
    sessionStorage.removeItem(sent);
  });

  document.querySelector("[data-focus]")?.focus();
})();
