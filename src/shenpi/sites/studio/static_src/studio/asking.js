// A page of the margin that asks the server about what stands in its text area, and says what was refused.
export default class Asking {
  constructor(area, fault, words) {
    this.area = area;
    this.fault = fault;
    this.words = words;
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
