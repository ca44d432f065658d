/* Leave at once: sign out by beacon and put a neutral page in this one's place. Esc twice does the same.
   Without this file the button posts, and the server does both. */
(() => {
  "use strict";

  const leave = (form) => {
    document.documentElement.hidden = true;
    navigator.sendBeacon(form.action, new FormData(form));
    window.location.replace(form.dataset.neutral);
  };
  const forms = document.querySelectorAll("form[data-leave]");
  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      leave(form);
    });
  }

  let last = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !forms.length) return;
    if (event.timeStamp - last < 900) leave(forms[0]);
    last = event.timeStamp;
  });

  /* The browser may show a kept copy when someone goes back: ask for it anew, signed out. */
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
})();
