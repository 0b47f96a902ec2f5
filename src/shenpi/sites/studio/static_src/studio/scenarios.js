// The margin's third page: the process tests as data, kept with the draft and run again on every change.
import { post } from "./posting.js";

export default class Scenarios {
  constructor(modeler, root, saving, config, saved) {
    this.modeler = modeler;
    this.saving = saving;
    this.urls = config.urls;
    this.words = config.words.scenarios;
    this.saved = saved;
    this.form = root.querySelector("[data-scenarios-form]");
    this.fault = root.querySelector("[data-scenarios-fault]");
    this.area = this.form.elements.namedItem("scenarios");
    this.form.addEventListener("submit", (event) => {
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

  async ask(request) {
    this.complain("");
    try {
      return await request();
    } catch (refused) {
      this.complain(refused.message || this.words.failed);
      return null;
    }
  }

  complain(words) {
    this.fault.hidden = !words;
    this.fault.textContent = words;
    if (words) this.area.setAttribute("aria-invalid", "true");
    else this.area.removeAttribute("aria-invalid");
  }
}
