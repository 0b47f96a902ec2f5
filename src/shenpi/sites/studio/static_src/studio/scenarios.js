// The margin's third page: the process tests as data, kept with the draft and run again on every change.
import Asking from "./asking.js";
import { post } from "./posting.js";

export default class Scenarios extends Asking {
  constructor(modeler, root, saving, config, saved) {
    const form = root.querySelector("[data-scenarios-form]");
    super(form.elements.namedItem("scenarios"), root.querySelector("[data-scenarios-fault]"), config.words.scenarios);
    this.modeler = modeler;
    this.saving = saving;
    this.urls = config.urls;
    this.saved = saved;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    root.querySelector("[data-scenarios-example]").addEventListener("click", () => this.example());
  }

  async save() {
    const text = this.area.value;
    const answer = await this.ask(() => this.saving.apart(this.urls.scenarios, { scenarios: text }));
    if (answer) this.saved();
  }

  async example() {
    const { xml } = await this.modeler.saveXML();
    const answer = await this.ask(() => post(this.urls.example, { bpmn: xml, scenarios: this.area.value }));
    if (!answer) return;
    this.area.value = answer.scenarios;
    await this.save();
  }
}
