// Verdicts while drawing: soon after the hand rests the server is asked, and its answer marked on the diagram.
import { post } from "./posting.js";

const PAUSE = 200;
const SIGNS = { holds: "✓", violated: "✗", undecided: "？" };
const MARKS = { violated: "fault", undecided: "doubt" };

export default class Checking {
  constructor(modeler, root, player, config) {
    this.modeler = modeler;
    this.root = root;
    this.player = player;
    this.words = config.words.checking;
    this.url = config.urls.check;
    this.marked = [];
    this.heading = root.querySelector("[data-verdict]");
    this.list = root.querySelector("[data-findings]");
    this.proved = root.querySelector("[data-proved]");
    this.tests = root.querySelector("[data-tests]");
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asked?.abort();
    this.asked = new AbortController();
    this.root.setAttribute("aria-busy", "true");
    try {
      const { xml } = await this.modeler.saveXML();
      this.show(await post(this.url, { bpmn: xml }, this.asked.signal));
    } catch (reason) {
      if (reason.name === "AbortError") return;
      this.verdict("doubt", reason.message || this.words.failed);
    }
    this.root.removeAttribute("aria-busy");
  }

  show(answer) {
    this.player.bar.hidden || this.player.close();
    this.unmark();
    const bad = answer.findings.filter((each) => each.verdict !== "holds");
    const failed = answer.scenarios.filter((each) => !each.passed);
    for (const each of bad) this.mark(each);
    this.verdict(bad.some((each) => each.verdict === "violated") || failed.length ? "bad" : bad.length ? "doubt" : "good", answer.summary);
    this.list.replaceChildren(...bad.map((each) => this.finding(each)));
    const held = answer.findings.filter((each) => each.verdict === "holds");
    this.proved.hidden = held.length === 0;
    this.proved.querySelector("ul").replaceChildren(...held.map((each) => item(`${SIGNS.holds} ${each.title}`, each.message)));
    this.proved.querySelector("[data-method]").textContent = answer.method;
    this.tests.replaceChildren(...answer.scenarios.map((each) => this.test(each)));
  }

  verdict(kind, words) {
    this.heading.className = `verdict verdict-${kind}`;
    this.heading.textContent = words;
  }

  finding(found) {
    const row = item(`${SIGNS[found.verdict]} ${found.title}`, found.message);
    row.className = `finding finding-${found.verdict}`;
    const buttons = document.createElement("p");
    if (found.run.length) buttons.append(button(this.words.play, () => this.player.open(found.run, found.message)));
    const there = found.elements.filter((id) => this.modeler.get("elementRegistry").get(id));
    if (there.length) buttons.append(button(this.words.where, () => this.point(there)));
    if (buttons.children.length) row.append(buttons);
    return row;
  }

  test(result) {
    const row = item(`${result.passed ? "✓" : "✗"} ${result.name}`, result.message);
    row.className = result.passed ? "" : "finding finding-violated";
    if (result.run?.length) {
      const buttons = document.createElement("p");
      buttons.append(button(result.passed ? this.words.walk : this.words.play, () => this.player.open(result.run, result.message)));
      row.append(buttons);
    }
    return row;
  }

  point(ids) {
    const elements = ids.map((id) => this.modeler.get("elementRegistry").get(id));
    this.modeler.get("selection")?.select(elements);
    this.modeler.get("canvas").scrollToElement(elements[0], 80);
  }

  mark(found) {
    const canvas = this.modeler.get("canvas");
    for (const id of found.elements) {
      if (!this.modeler.get("elementRegistry").get(id)) continue;
      canvas.addMarker(id, MARKS[found.verdict]);
      this.marked.push([id, MARKS[found.verdict]]);
    }
  }

  unmark() {
    const canvas = this.modeler.get("canvas");
    for (const [id, marker] of this.marked) if (this.modeler.get("elementRegistry").get(id)) canvas.removeMarker(id, marker);
    this.marked = [];
  }
}

function item(title, message) {
  const row = document.createElement("li");
  const head = document.createElement("strong");
  head.textContent = title;
  row.append(head);
  if (message) row.append(Object.assign(document.createElement("p"), { textContent: message }));
  return row;
}

function button(label, action) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-secondary btn-sm", textContent: label });
  made.addEventListener("click", action);
  return made;
}
