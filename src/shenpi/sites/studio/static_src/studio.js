// The design studio: the diagram is the page, verdicts in its margin, everything saved as it is drawn.
import Modeler from "bpmn-js/lib/Modeler";

import Calculus from "./studio/calculus.js";
import Checking from "./studio/checking.js";
import descriptor from "./studio/descriptor.js";
import menus from "./studio/menus.js";
import Player from "./studio/player.js";
import { post } from "./studio/posting.js";
import Properties from "./studio/properties.js";
import Saving from "./studio/saving.js";
import Scenarios from "./studio/scenarios.js";
import tabs from "./studio/tabs.js";
import translation from "./studio/translate.js";

const READABLE = 0.7; // below this scale the names cannot be read
const root = document.querySelector("[data-studio]");
const config = JSON.parse(document.getElementById("studio-config").textContent);
const part = (name) => root.querySelector(`[data-${name}]`);

const modeler = new Modeler({
  container: part("canvas"),
  moddleExtensions: { shenpi: descriptor },
  additionalModules: [translation(document.documentElement.lang), menus],
});
const player = new Player(modeler, part("player"), config.words.player);
const checking = new Checking(modeler, part("checking"), player, config);
const saving = new Saving(part("saving"), part("conflict"), config);
new Properties(modeler, part("properties"), config);
new Scenarios(modeler, part("scenarios"), saving, config, () => checking.ask());
const show = tabs(part("margin"));

const xml = async () => (await modeler.saveXML({ format: true })).xml;

const calculus = new Calculus(part("calculus"), xml, (text) => replace(text), config);

function changed() {
  saving.changed(async () => ({ bpmn: await xml() }));
  checking.changed();
  calculus.follow();
  tools();
}

function tools() {
  const stack = modeler.get("commandStack");
  part("tool-undo").disabled = !stack.canUndo() && before.length === 0;
  part("tool-redo").disabled = !stack.canRedo();
}

async function download() {
  const file = new Blob([await xml()], { type: "application/xml" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `${config.key}.bpmn` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

async function open(text) {
  await modeler.importXML(text);
  look();
  tools();
}

/** Show all of a small diagram; of a large one the beginning, large enough to read, beside the palette. */
function look() {
  const canvas = modeler.get("canvas");
  canvas.zoom("fit-viewport", "auto");
  if (canvas.zoom() >= READABLE) return;
  canvas.zoom(READABLE);
  const drawn = modeler.get("elementRegistry").filter((each) => each.x !== undefined && !each.waypoints && !each.labelTarget);
  const first = drawn.reduce((least, each) => (each.x < least.x ? each : least), drawn[0]);
  const palette = part("canvas").querySelector(".djs-palette")?.offsetWidth ?? 0; // none on a phone
  canvas.scrollToElement(first, { left: palette ? palette + 80 : 20, right: 60, top: 200, bottom: 200 });
}

const before = []; // whole diagrams that were replaced at one stroke: undo brings them back

async function replace(text) {
  before.push(await xml());
  await open(text);
  changed();
}

async function undo() {
  const stack = modeler.get("commandStack");
  if (stack.canUndo()) return stack.undo();
  await open(before.pop());
  return changed();
}

part("tool-undo").addEventListener("click", undo);
part("tool-redo").addEventListener("click", () => modeler.get("commandStack").redo());
part("tool-fit").addEventListener("click", () => modeler.get("canvas").zoom("fit-viewport", "auto"));
part("tool-layout").addEventListener("click", async () => {
  try {
    await replace((await post(config.urls.layout, { bpmn: await xml() })).bpmn);
  } catch (refused) {
    checking.verdict("doubt", refused.message || config.words.checking.failed);
  }
});
for (const button of root.querySelectorAll("[data-download]")) button.addEventListener("click", download);
for (const form of root.querySelectorAll("form[data-after-saving]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await saving.save())) return;
    form.elements.namedItem("revision").value = saving.revision;
    form.submit();
  });
}
part("margin").addEventListener("chosen", () => calculus.follow());
modeler.on("commandStack.changed", changed);
modeler.on("element.dblclick", () => show("margin-properties"));

open(part("bpmn").content.textContent).then(() => {
  root.dataset.ready = "1";
  checking.ask();
}).catch((reason) => {
  checking.verdict("bad", config.words.checking.unreadable);
  console.warn(reason);
});
