// Repeated rows of a form: another row is cloned from the template under the next index, a row is taken away.
// The server reads rows in the order of their indices and minds no gaps.
document.addEventListener("click", (event) => {
  const add = event.target.closest?.("[data-row-add]");
  const remove = event.target.closest?.("[data-row-remove]");
  const group = (add ?? remove)?.closest("[data-rows]");
  if (!group) return;
  if (remove) {
    remove.closest(".row-entry").remove();
    group.querySelector("[data-row-add]").focus();
  } else if (group.querySelectorAll(":scope > .row-entry").length < Number(group.dataset.rowsMost)) {
    const index = group.dataset.rowsNext++;
    const blank = group.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
    for (const part of blank.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace("__index__", index));
      }
    }
    group.insertBefore(blank, add);
    blank.querySelector("input, select, textarea")?.focus();
  }
  group.dispatchEvent(new Event("change", { bubbles: true }));
});
