// An error summary or a refusal takes the focus, on load and after htmx brought it.
function take(root) {
  const wanted = root.querySelector?.("[data-focus]") ?? (root.matches?.("[data-focus]") ? root : null);
  if (wanted) wanted.focus();
}
document.addEventListener("DOMContentLoaded", () => take(document));
document.addEventListener("htmx:afterSwap", (event) => take(event.detail.target));
