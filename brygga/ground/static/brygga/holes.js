/* A selection is hidden by [[ ]]; what is marked is listed below the text, each passage with its own choice of ground. */
(() => {
  "use strict";

  const LONGEST = 90;
  const MARKED = /\[\[((?:(?!\[\[|\]\])[^])+)\]\]/g;

  const squeezed = (words) => words.trim().replace(/\s+/g, " ");
  const passages = (text) => [...text.value.matchAll(MARKED)].map((found) => found[1]);
  const textOf = (box) => document.getElementById(box.dataset.holes);

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

  const row = (box, number, words, ground) => {
    const made = box.querySelector("template").content.cloneNode(true).firstElementChild;
    const select = made.querySelector("select");
    const short = words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
    made.querySelector("[data-hole-words]").textContent = short;
    made.querySelector("input").value = words;
    made.querySelector("label").htmlFor = `dolt-${number}`;
    select.id = `dolt-${number}`;
    if (ground !== undefined) select.value = ground;
    return made;
  };

  /* Grounds follow the words. Only where a single passage has been rewritten does its ground go with its place. */
  const grounds = (before, found) => {
    const left = [...before];
    const kept = found.map((words) => {
      const at = left.findIndex((one) => one.words === squeezed(words));
      return at < 0 ? undefined : left.splice(at, 1)[0].ground;
    });
    if (left.length === 1 && before.length === found.length) kept[kept.indexOf(undefined)] = left[0].ground;
    return kept;
  };

  const draw = (box) => {
    const list = box.querySelector("ol");
    const before = [...list.children].map((one) => ({
      words: squeezed(one.querySelector("input").value),
      ground: one.querySelector("select").value,
    }));
    const found = passages(textOf(box));
    if (found.map(squeezed).join("\n") === before.map((one) => one.words).join("\n")) return;
    const kept = grounds(before, found);
    list.replaceChildren(...found.map((words, at) => row(box, at + 1, words, kept[at])));
    box.hidden = !found.length;
    say(box, found.length, before.length);
  };

  const say = (box, count, before) => {
    const line = document.querySelector(`[data-holes-said="${box.dataset.holes}"]`);
    if (count === before) return;
    line.textContent = { 0: "", 1: line.dataset.one }[count] ?? line.dataset.several.replace("#", count);
  };

  const start = (box) => {
    if (box.dataset.started) return;
    box.dataset.started = "yes";
    const text = textOf(box);
    text.addEventListener("input", () => draw(box));
    text.form.querySelector("[data-hide-selection]")?.addEventListener("click", () => mark(text));
    draw(box);
  };

  const startAll = () => document.querySelectorAll("[data-holes]").forEach(start);
  document.addEventListener("htmx:afterSettle", startAll);
  startAll();
})();
