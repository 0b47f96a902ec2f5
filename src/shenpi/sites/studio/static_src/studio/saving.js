// A draft that saves itself. Nothing is written over somebody else's change, and nothing typed is lost:
// after a conflict the page keeps the diagram and offers it as a file.
import { post } from "./posting.js";

const PAUSE = 1200;
const AGAIN = 20000;

export default class Saving {
  constructor(line, conflict, config) {
    this.line = line;
    this.conflict = conflict;
    this.words = config.words.saving;
    this.url = config.urls.save;
    this.revision = config.revision;
    this.waiting = false;
    this.stopped = false;
    window.addEventListener("online", () => this.waiting && this.save());
    setInterval(() => this.failed && navigator.onLine && this.save(), AGAIN);
    window.addEventListener("beforeunload", (event) => this.waiting && event.preventDefault());
  }

  /** Ask for `content()`, a promise of what is to be saved, once the hand rests. */
  changed(content) {
    this.content = content;
    this.waiting = true;
    this.say(this.words.unsaved);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    if (this.stopped) return false;
    if (this.running) return this.running.then(() => this.save());
    if (!this.waiting) return true;
    clearTimeout(this.timer);
    this.running = this.send().finally(() => { this.running = null; });
    return this.running;
  }

  async send() {
    this.waiting = false;
    this.say(this.words.saving);
    try {
      const answer = await post(this.url, { revision: this.revision, ...(await this.content()) });
      this.revision = answer.revision;
      this.failed = false;
      if (!this.waiting) this.say(answer.message);
      return true;
    } catch (refused) {
      this.waiting = true;
      if (refused.status === 409 || refused.status === 404) this.stop(refused);
      else {
        this.failed = true;
        this.say(refused.status === 401 ? this.words.signed_out : refused.message || this.words.failed, true);
      }
      return false;
    }
  }

  /** Save something else of the same draft, in turn with the diagram. */
  async apart(url, body) {
    if (!(await this.save())) throw new Error(this.words.failed);
    try {
      const answer = await post(url, { revision: this.revision, ...body });
      this.revision = answer.revision;
      this.say(answer.message);
      return answer;
    } catch (refused) {
      if (refused.status === 409 || refused.status === 404) this.stop(refused);
      throw refused;
    }
  }

  stop(refused) {
    this.stopped = true;
    this.say(this.words.stopped, true);
    this.conflict.hidden = false;
    this.conflict.querySelector("[data-conflict-words]").textContent = refused.message;
    this.conflict.focus();
  }

  say(words, bad = false) {
    this.line.textContent = words;
    this.line.classList.toggle("failed", bad);
  }
}
