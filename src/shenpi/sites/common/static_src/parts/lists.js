// Work lists by keyboard: j and k move between rows, Enter opens (the row's link has the focus).
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key !== "j" && event.key !== "k") return;
  const links = [...document.querySelectorAll("[data-keys-list] [data-keys-item] a[href]:first-of-type")]
    .filter((link, index, all) => all.findIndex((other) => row(other) === row(link)) === index);
  if (!links.length) return;
  const now = links.findIndex((link) => row(link).contains(document.activeElement));
  const next = event.key === "j" ? Math.min(now + 1, links.length - 1) : Math.max(now - 1, 0);
  links[next].focus();
  row(links[next]).scrollIntoView({ block: "nearest" });
  event.preventDefault();
});
const row = (link) => link.closest("[data-keys-item]");
