// What was typed outlives an ended session and the switches of language and print: this window alone keeps it until
// the next page has come, and puts it back into the same form, for the same reader. Files have to be chosen again.
const KEY = "typed";
const sign = "[data-sign-in]";
const typedForms = "main form[method=post]";
const fields = (form) => [...form.elements].filter(({ name, type }) =>
  name && !["hidden", "file", "password", "submit", "button"].includes(type));
const many = (field) => ["checkbox", "radio"].includes(field.type);
const called = (field) => (many(field) ? `${field.name}=${field.value}` : field.name);
const read = (field) => (many(field) ? field.checked : field.value);

function forms() {
  const met = new Map();
  return [...document.querySelectorAll(typedForms)].map((form) => {
    const path = new URL(form.getAttribute("action") || "", location.href).pathname;
    const turn = (met.get(path) ?? 0) + 1;
    met.set(path, turn);
    return [`${path} ${turn}`, form];
  });
}
function keep(coming) {
  const typed = forms().map(([name, form]) => [name, fields(form).map((field) => [called(field), read(field)])]);
  sessionStorage.setItem(KEY, JSON.stringify({ reader: document.body.dataset.reader, coming, typed }));
}
function rows(form, wanted) {
  for (const group of form.querySelectorAll("[data-rows]")) {
    const start = group.querySelector("template").content.querySelector("[name]").name.split("__index__")[0];
    const missing = () => [...wanted.keys()].some((name) =>
      name.startsWith(start) && !fields(form).some((field) => called(field) === name));
    for (let left = Number(group.dataset.rowsMost); left && missing(); left--) group.querySelector("[data-row-add]").click();
  }
}
function putBack(form, wanted) {
  rows(form, wanted);
  const changed = fields(form).filter((field) => wanted.has(called(field)) && wanted.get(called(field)) !== read(field));
  for (const field of changed) {
    if (many(field)) field.checked = wanted.get(called(field));
    else field.value = wanted.get(called(field));
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
  return changed.length;
}
function say(words) {
  const told = document.createElement("div");
  told.className = "notice notice-info";
  told.textContent = words;
  document.getElementById("notices").append(told);
}
function arrive() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (!kept) return;
  const { reader, wordsEnded, wordsTyped } = document.body.dataset;
  if (document.querySelector(sign)) {
    sessionStorage.setItem(KEY, JSON.stringify({ ...kept, coming: true }));
    if (kept.reader && kept.typed.some(([, filled]) => filled.length)) say(wordsEnded);
    return;
  }
  sessionStorage.removeItem(KEY);
  if (!kept.coming || kept.reader !== reader) return;
  const typed = new Map(kept.typed);
  const back = forms().map(([name, form]) => typed.has(name) && putBack(form, new Map(typed.get(name))));
  if (back.some(Boolean)) say(wordsTyped);
}
document.addEventListener("DOMContentLoaded", arrive);
document.addEventListener("submit", ({ target }) => {
  if (document.querySelector(sign)) return;
  if (target.matches("[data-stays]")) keep(true);
  else if (target.matches(typedForms)) keep(false);
}, true);
