// Whoever leaves a page with words typed into a form and not sent is asked first. Autosaved forms ask for themselves.
let typed = false;
const asks = "main form[method=post]:not([data-autosave], [data-sign-in])";

document.addEventListener("input", ({ target }) => {
  if (target.type !== "file" && target.closest?.(asks)) typed = true;
});
document.addEventListener("submit", () => { typed = false; });
window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
