/* Says whether the page follows by itself, marks what is new, and keeps the reader's place.
   htmx and its sse extension do the fetching. */
(() => {
  "use strict";

  const say = (on) => {
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

  /* What is under the thumb stays there: find what the reader looks at, swap, and scroll by what it moved. */
  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const panel = event.detail.target;
    if (!panel || panel.getBoundingClientRect().top > window.innerHeight) return;
    const seen = [...panel.querySelectorAll("[id]")].find((one) => one.getBoundingClientRect().bottom > 0);
    kept = seen && panel.getBoundingClientRect().top < 0
      ? { id: seen.id, top: seen.getBoundingClientRect().top }
      : null;
  });
  document.addEventListener("htmx:afterSwap", () => {
    const still = kept && document.getElementById(kept.id);
    if (still) window.scrollBy({ top: still.getBoundingClientRect().top - kept.top, behavior: "instant" });
    kept = null;
  });
})();
