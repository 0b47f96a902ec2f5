// A process diagram with the present position. The same course stands beside it in words.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const READABLE = 0.7; // below this scale the names cannot be read: then the present position is shown instead of all

async function draw(figure) {
  if (figure.dataset.drawn) return;
  figure.dataset.drawn = "1";
  const viewer = new NavigatedViewer({ container: figure.querySelector(".diagram-canvas") });
  const markers = JSON.parse(figure.querySelector('script[type="application/json"]').textContent || "{}");
  await viewer.importXML(figure.querySelector("[data-diagram-bpmn]").content.textContent);
  const canvas = viewer.get("canvas");
  const known = viewer.get("elementRegistry");
  const marked = Object.keys(markers).filter((id) => known.get(id));
  const around = (id) => known.get(id).children?.length > 0; // a sub-process is outlined, not filled
  for (const id of marked) canvas.addMarker(id, around(id) ? `${markers[id]}-around` : markers[id]);
  const noted = note(viewer.get("overlays"), known, figure.querySelector("[data-diagram-notes] script"));
  const fit = () => canvas.zoom("fit-viewport", "auto");
  fit();
  const present = known.get(marked.find((id) => markers[id] === "present" && !around(id)) ?? noted[0]);
  if (canvas.zoom() < READABLE && present) {
    canvas.zoom(READABLE);
    const { clientWidth: width, clientHeight: height } = canvas.getContainer();
    canvas.scrollToElement(present, { left: width / 3, right: width / 3, top: height / 4, bottom: height / 4 });
  }
  figure.querySelector("[data-diagram-fit]")?.addEventListener("click", fit);
}
// Words at elements, beneath them: how often, how long. Returns the elements, the most frequent first.
function note(overlays, known, source) {
  const notes = JSON.parse(source?.textContent || "{}");
  const noted = Object.keys(notes).filter((id) => known.get(id));
  for (const id of noted) {
    const label = document.createElement("span");
    label.className = "diagram-note";
    label.textContent = notes[id];
    overlays.add(id, { position: { bottom: 0, left: 0 }, html: label });
  }
  return noted;
}
function show(figure) {
  sight.unobserve(figure);
  draw(figure).catch((reason) => {
    figure.querySelector(".diagram-canvas").hidden = true;
    figure.querySelector("details")?.setAttribute("open", "");
    console.error(reason);
  });
}
// Drawing costs more than the rest of a case's page, and stands far down on it: it is done on the way there.
const sight = new IntersectionObserver(
  (figures) => figures.filter((each) => each.isIntersecting).forEach((each) => show(each.target)),
  { rootMargin: "300px" },
);
const all = (root, act) => root.querySelectorAll("[data-diagram]").forEach(act);
const watch = (figure) => sight.observe(figure);
all(document, watch);
document.addEventListener("htmx:afterSettle", (event) => all(event.target, watch));
addEventListener("beforeprint", () => all(document, show));
