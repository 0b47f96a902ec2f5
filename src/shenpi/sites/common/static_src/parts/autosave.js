// Autosave says in words what became of the last change; what a broken line kept back is sent when it is whole.
const waiting = new Set();
const refused = new Set();
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
  if (event.detail.successful) {
    waiting.delete(form);
    if (refused.delete(form)) document.getElementById("notices").replaceChildren();
    return;
  }
  const status = event.detail.xhr?.status ?? 0;
  const { wordsUnsaved, wordsRefused } = document.body.dataset;
  say(form, status ? wordsRefused : wordsUnsaved, true);
  if (status) refused.add(form);
  // A line may come back, a person may sign in again; what the server has judged will not be judged otherwise.
  if (status === 0 || status === 401 || status === 403 || status >= 500) waiting.add(form);
  else waiting.delete(form);
});
function resend() {
  for (const form of waiting) form.dispatchEvent(new CustomEvent("autosave"));
}
window.addEventListener("online", resend);
window.addEventListener("focus", resend);
setInterval(() => navigator.onLine && resend(), 20000);
document.addEventListener("submit", (event) => waiting.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});
