// The margin's pages: one at a time, chosen by mouse or by the arrow keys.
export default function tabs(root) {
  const all = [...root.querySelectorAll("[role=tab]")];
  function choose(tab, focus) {
    for (const each of all) {
      const chosen = each === tab;
      each.setAttribute("aria-selected", String(chosen));
      each.tabIndex = chosen ? 0 : -1;
      document.getElementById(each.getAttribute("aria-controls")).hidden = !chosen;
    }
    if (focus) tab.focus();
    tab.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
  }
  for (const [place, tab] of all.entries()) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", ({ key }) => {
      const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: all.length - 1 }[key];
      if (to !== undefined) choose(all[(to + all.length) % all.length], true);
    });
  }
  return (id) => choose(all.find((tab) => tab.getAttribute("aria-controls") === id));
}
