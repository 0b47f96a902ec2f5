// A file may be dropped on its material's box; choosing and dropping both send at once, with visible progress.
document.addEventListener("dragover", (event) => {
  const box = event.target.closest?.("[data-drop]");
  if (!box) return;
  event.preventDefault();
  box.classList.add("dragging");
});
document.addEventListener("dragleave", (event) => {
  event.target.closest?.("[data-drop]")?.classList.remove("dragging");
});
document.addEventListener("drop", (event) => {
  const box = event.target.closest?.("[data-drop]");
  if (!box) return;
  event.preventDefault();
  box.classList.remove("dragging");
  const input = box.querySelector("input[type=file]");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.closest?.(".upload")?.querySelector("progress");
  if (bar && event.detail.total) bar.value = (100 * event.detail.loaded) / event.detail.total;
});
document.addEventListener("htmx:sendError", (event) => {
  const line = event.target.closest?.(".upload")?.querySelector("[data-upload-words]");
  if (line) line.textContent = document.body.dataset.wordsFailed;
});
