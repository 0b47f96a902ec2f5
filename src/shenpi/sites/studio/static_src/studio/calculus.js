// The margin's page of the calculus: the term of the diagram, kept up with it until somebody edits the term.
import Asking from "./asking.js";
import { post } from "./posting.js";

export default class Calculus extends Asking {
  constructor(root, xml, replace, config) {
    super(root.querySelector("[name=term]"), root.querySelector("[data-calculus-fault]"), config.words.calculus);
    this.xml = xml;
    this.replace = replace;
    this.urls = config.urls;
    this.root = root;
    this.edited = false;
    this.area.addEventListener("input", () => { this.edited = true; });
    root.querySelector("[data-calculus=read]").addEventListener("click", () => this.read());
    root.querySelector("[data-calculus=draw]").addEventListener("click", () => this.draw());
  }

  /** The diagram changed, or the page was turned to: say it again, unless that would undo an edit. */
  follow() {
    if (!this.root.hidden && !this.edited) this.read();
  }

  async read() {
    const answer = await this.ask(async () => post(this.urls.to_term, { bpmn: await this.xml() }));
    if (!answer) return;
    this.area.value = answer.term;
    this.edited = false;
  }

  async draw() {
    const answer = await this.ask(async () => post(this.urls.to_diagram, { bpmn: await this.xml(), term: this.area.value }));
    if (!answer) return;
    this.edited = false;
    await this.replace(answer.bpmn);
  }
}
