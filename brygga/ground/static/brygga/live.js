/* Says whether the page follows by itself, marks what is new, and keeps the reader's place.
   htmx and its sse extension do the fetching. */
(() => {
  "use strict";

  let following = null;
  const say = (on) => {
    following = on;
    for (const line of document.querySelectorAll("[data-live]")) {
      const words = on ? line.dataset.liveOn : line.dataset.liveOff;
      if (line.dataset.state === (on ? "on" : "off")) continue;
      line.dataset.state = on ? "on" : "off";
      line.querySelector("[data-live-text]").textContent = words;
      line.hidden = false;
    }
  };
  document.addEventListener("htmx:sseOpen", () => say(true));
  document.addEventListener("htmx:sseError", () => say(false));
  document.addEventListener("htmx:sseClose", () => say(false));
  window.addEventListener("offline", () => say(false));

  /* A page that follows by itself is not a person at work: such fetches do not keep the session alive. */
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.triggeringEvent?.type?.startsWith("sse:")) event.detail.headers["Brygga-Follows"] = "1";
  });

  /* A signal may come through where the fetch it leads to does not: what was missed is fetched when it can be. */
  const AGAIN = 5000;
  const missed = new Map();
  let again = 0;
  const catchUp = () => {
    window.clearTimeout(again);
    const panels = [...missed];
    missed.clear();
    for (const [panel, signal] of panels) if (panel.isConnected) window.htmx.trigger(panel, signal);
  };
  const miss = (event) => {
    const signal = event.detail.requestConfig?.triggeringEvent?.type ?? "";
    if (!signal.startsWith("sse:")) return;
    missed.set(event.detail.elt, signal);
    window.clearTimeout(again);
    again = window.setTimeout(catchUp, AGAIN);
  };
  document.addEventListener("htmx:sendError", miss);
  document.addEventListener("htmx:timeout", miss);
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status >= 500) miss(event); });
  window.addEventListener("online", catchUp);

  /* Over HTTP/1.1 a browser opens six connections to a house, and each stream holds one. A tab that has been out of
     sight for a while lets go of its own, and takes it up again, with what it missed, when it is looked at. */
  const OUT_OF_SIGHT = 20_000;
  let source = null, sentAway = false, leaving = 0;
  const connect = window.htmx?.createEventSource;
  if (connect) window.htmx.createEventSource = (address) => (source = connect(address));
  document.addEventListener("htmx:sseClose", (event) => { sentAway ||= event.detail.type === "message"; });
  document.addEventListener("visibilitychange", () => {
    window.clearTimeout(leaving);
    if (document.hidden) leaving = window.setTimeout(() => source?.close(), OUT_OF_SIGHT);
    else if (source?.readyState === EventSource.CLOSED && !sentAway) source.onerror(new Event("error"));
  });

  /* What is under the thumb stays there: remember the first thing in sight, and scroll by what it moved.
     (The browser's own anchoring is off: it loses its hold when a panel is replaced.) */
  let kept = null;
  const inSight = (one) => {
    const box = one.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.top < window.innerHeight;
  };
  document.addEventListener("htmx:beforeSwap", () => {
    const seen = window.scrollY > 0 && [...document.querySelectorAll("main [id]")].find(inSight);
    kept = seen ? { id: seen.id, top: seen.getBoundingClientRect().top } : null;
  });

  /* A panel that was fetched again brings a line that does not know yet, and perhaps something new to tell. */
  const told = new Set([...document.querySelectorAll("[data-new][id]")].map((one) => one.id));
  const announce = (panel) => {
    const fresh = [...panel.querySelectorAll("[data-new][id]")].find((one) => !told.has(one.id));
    const voice = document.querySelector("[data-announce]");
    if (!fresh || !voice) return;
    told.add(fresh.id);
    voice.textContent = [fresh.querySelector(".eyebrow"), fresh.querySelector(".h3, strong")]
      .map((one) => one?.textContent.trim() ?? "").filter(Boolean).join(": ");
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    if (following !== null) say(following);
    announce(event.detail.target);
    const still = kept && document.getElementById(kept.id);
    if (still) window.scrollBy({ top: still.getBoundingClientRect().top - kept.top, behavior: "instant" });
    kept = null;
  });

  /* Whoever sent goes on writing, or is led to what was wrong, instead of being left at the top of the page. */
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!event.detail.requestConfig?.elt?.matches?.("form[data-composer]")) return;
    const box = document.querySelector("[data-composer-box]");
    if (box && !box.contains(document.activeElement) && document.activeElement !== document.body) return;
    (box?.querySelector("[data-focus]") ?? box?.querySelector("textarea"))?.focus();
  });
})();
