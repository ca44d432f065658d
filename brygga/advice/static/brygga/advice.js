/* Ready-made answers: put into the box where one writes, to be changed before they are sent. */
(() => {
  "use strict";

  for (const button of document.querySelectorAll("[data-insert]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const box = document.getElementById("id_text");
    const words = button && document.getElementById(button.dataset.insert)?.textContent.trim();
    if (!words || !box) return;
    box.value = box.value.trim() ? `${box.value.trimEnd()}\n\n${words}` : words;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  });
})();
