// Repeated rows of a form: another row is cloned from the template, a row is taken away; names are counted on.
function renumber(group) {
  group.querySelectorAll(":scope > .row-entry").forEach((entry, index) => {
    for (const part of entry.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
      for (const attribute of ["name", "id", "for", "aria-describedby"]) {
        const value = part.getAttribute(attribute);
        if (value) part.setAttribute(attribute, value.replace(group.dataset.rowsPattern.length ? new RegExp(group.dataset.rowsPattern) : /$^/, `$1${index}$2`));
      }
    }
    const number = entry.querySelector("[data-row-number]");
    if (number) number.textContent = String(index + 1);
  });
}
document.addEventListener("click", (event) => {
  const add = event.target.closest?.("[data-row-add]");
  const remove = event.target.closest?.("[data-row-remove]");
  const group = (add ?? remove)?.closest("[data-rows]");
  if (!group) return;
  if (add) {
    const blank = group.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
    group.insertBefore(blank, add);
    renumber(group);
    blank.querySelector("input, select, textarea")?.focus();
  } else {
    remove.closest(".row-entry").remove();
    renumber(group);
    group.querySelector("[data-row-add]").focus();
  }
  group.dispatchEvent(new Event("change", { bubbles: true }));
});
