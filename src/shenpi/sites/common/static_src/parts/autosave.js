// Autosave says in words what became of the last change; what a broken line kept back is sent when it is whole.
const waiting = new Set();
const words = (form) => form.querySelector("[data-autosave-words]");

function say(form, text, failed) {
  const line = words(form);
  if (!line) return;
  line.textContent = "";
  const span = document.createElement("span");
  if (failed) span.className = "failed";
  span.textContent = text;
  line.append(span);
}
const formOf = (event) => {
  const source = event.detail.elt;
  return source?.closest?.("form[data-autosave]");
};
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (form) waiting.add(form);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event);
  if (form) say(form, document.body.dataset.wordsSaving, false);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  if (event.detail.successful) waiting.delete(form);
  else if (!event.detail.xhr?.status) {
    waiting.add(form);
    say(form, document.body.dataset.wordsUnsaved, true);
  }
});
function resend() {
  for (const form of waiting) form.dispatchEvent(new CustomEvent("autosave"));
}
window.addEventListener("online", resend);
setInterval(() => navigator.onLine && resend(), 20000);
document.addEventListener("submit", (event) => waiting.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});
