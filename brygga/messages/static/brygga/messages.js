/* Writing to somebody: the draft is saved on the server; what cannot be sent waits, and is sent once when it can.
   The page has made the message's id, so that sending again is never saying twice. What comes is said to a screen reader. */
(() => {
  "use strict";

  const PAUSE = 1000;
  const AGAIN = 5000;
  const GIVE_UP = 15_000;
  let again = 0;
  const unsaved = new Set();

  const box = (one) => one?.closest?.("form[data-composer]");
  const asking = (event) => box(event.detail.requestConfig?.elt ?? event.detail.elt);
  const say = (form, word) => {
    const line = form.querySelector("[data-composer-state]");
    if (line) line.textContent = word ? line.dataset[word] : "";
  };

  /* One after the other: on a poor net an older draft must not arrive last and be the one that is kept. */
  let saving = Promise.resolve();
  let later = 0;
  const save = (form) => { saving = saving.then(() => form.isConnected && kept(form)).catch(() => undefined); };

  const kept = async (form) => {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "once", "text"]) body.append(name, form.elements[name].value);
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout(GIVE_UP) });
      say(form, answer.ok && !answer.redirected ? "saved" : "");
      unsaved.delete(form);
    } catch {
      unsaved.add(form);
      say(form, "unsaved");
      clearTimeout(later);
      later = setTimeout(() => { if (unsaved.has(form)) save(form); }, AGAIN);
    }
  };

  let timer = 0;
  document.addEventListener("input", (event) => {
    const form = box(event.target);
    if (!form || event.target.name !== "text" || !form.dataset.draftUrl) return;
    clearTimeout(timer);
    timer = setTimeout(() => save(form), PAUSE);
  });
  document.addEventListener("htmx:beforeRequest", (event) => { if (asking(event)) clearTimeout(timer); });

  document.addEventListener("keydown", (event) => {
    const form = box(event.target);
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });

  const retry = () => {
    clearTimeout(again);
    const form = document.querySelector("form[data-composer][data-waits-to-send]");
    if (form) form.requestSubmit();
  };
  const wait = (event, why = "waits") => {
    const form = asking(event);
    if (!form) return;
    unsaved.delete(form);
    form.setAttribute("data-waits-to-send", "");
    say(form, why);
    clearTimeout(again);
    again = setTimeout(retry, AGAIN);
  };
  document.addEventListener("htmx:sendError", (event) => wait(event, navigator.onLine ? "again" : "waits"));
  document.addEventListener("htmx:timeout", (event) => wait(event, "again"));
  window.addEventListener("online", () => {
    retry();
    for (const form of unsaved) if (form.isConnected) save(form);
  });

  /* An answer that says why it was not kept (too long, too many, closed) is shown in the form's place. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = asking(event);
    if (!form) return;
    if ([409, 422, 429].includes(event.detail.xhr.status)) event.detail.shouldSwap = true;
    if (event.detail.xhr.status >= 500) wait(event, "again");
    else if (event.detail.xhr.status >= 400 && !event.detail.shouldSwap) say(form, "refused");
  });
  /* What is fetched is marked as read: behind another tab nobody reads, and the other side is not to believe so. */
  let unseen = false;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.id !== "trad" || !document.hidden) return;
    event.preventDefault();
    unseen = true;
  });
  document.addEventListener("visibilitychange", () => {
    const thread = document.getElementById("trad");
    if (document.hidden || !unseen || !thread) return;
    unseen = false;
    window.htmx.trigger(thread, "sse:messages");
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = asking(event);
    if (form && event.detail.successful) form.removeAttribute("data-waits-to-send");
  });

  /* The thread is fetched whole, and nobody wants it read aloud whole: what is new in it is, once. */
  const heard = new Set();
  let state = "";
  const words = (one) => one.textContent.replace(/\s+/g, " ").trim();
  const listen = (aloud) => {
    const thread = document.getElementById("trad"), voice = document.querySelector("[data-announce]");
    if (!thread || !voice) return;
    const fresh = [...thread.querySelectorAll(".message[id]")].filter((one) => !heard.has(one.id));
    for (const one of fresh) heard.add(one.id);
    const said = fresh.flatMap((one) => ("mine" in one.dataset ? [one.children[0]] : [...one.children]).map(words));
    const beside = thread.cloneNode(true);
    for (const one of beside.querySelectorAll(".message, form, a")) one.remove();
    const now = words(beside);
    if (now !== state) said.push(now);
    state = now;
    if (aloud && said.some(Boolean)) voice.textContent = said.filter(Boolean).join(". ");
  };
  listen(false);
  for (const swapped of ["htmx:afterSwap", "htmx:oobAfterSwap"]) document.addEventListener(swapped, () => listen(true));
})();
