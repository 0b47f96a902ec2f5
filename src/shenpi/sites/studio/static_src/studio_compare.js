// Two diagrams side by side: what differs is coloured; where an observer could tell them apart, both runs are played.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

import Player from "./studio/player.js";

const config = JSON.parse(document.getElementById("studio-config").textContent);
const told = (figure, name) => JSON.parse(figure.querySelector(`[data-${name}] script`)?.textContent || "null");

async function side(figure) {
  const viewer = new NavigatedViewer({ container: figure.querySelector(".diagram-canvas") });
  await viewer.importXML(figure.querySelector("[data-diagram-bpmn]").content.textContent);
  const canvas = viewer.get("canvas");
  const fit = () => canvas.zoom("fit-viewport", "auto");
  for (const [id, marker] of Object.entries(told(figure, "marks") ?? {})) {
    if (viewer.get("elementRegistry").get(id)) canvas.addMarker(id, marker);
  }
  fit();
  figure.querySelector("[data-diagram-fit]").addEventListener("click", fit);
  figure.dataset.ready = "1";
  return { run: told(figure, "run")?.run, player: new Player(viewer, figure.querySelector("[data-player]"), config.words.player) };
}

const figures = [...document.querySelectorAll("[data-compared]")];
Promise.all(figures.map(side)).then((sides) => {
  document.querySelector("[data-play-both]")?.addEventListener("click", () => {
    figures[0].scrollIntoView({ block: "nearest" });
    for (const { run, player } of sides.reverse()) if (run) player.open(run, "");
  });
}).catch((reason) => console.warn(reason));
