// A run of the process as tokens moving over the diagram: play, pause, step; by keyboard too.
// A run is what `RunStep` holds: the ids passed (`labels`), and where tokens lie afterwards (`tokens`).
const NS = "http://www.w3.org/2000/svg";
const REST = 900; // milliseconds a step stands still while it plays by itself
const TRAVEL = 350; // milliseconds a token takes along one flow
const READABLE = 0.6;
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

export default class Player {
  constructor(viewer, bar, words) {
    this.canvas = viewer.get("canvas");
    this.selection = viewer.get("selection", false);
    this.known = viewer.get("elementRegistry");
    this.bar = bar;
    this.words = words;
    this.line = bar.querySelector("[data-player-line]");
    this.playButton = bar.querySelector("[data-player=play]");
    this.timer = null;
    this.generation = 0;
    bar.addEventListener("click", (event) => this.press(event.target.closest("[data-player]")?.dataset.player));
    bar.addEventListener("keydown", (event) => this.key(event));
  }

  open(run, sentence) {
    this.run = [{ labels: [], tokens: [] }, ...run];
    this.sentence = sentence;
    this.selection?.select([]); // its tools would lie over the tokens
    this.bar.hidden = false;
    if (this.canvas.zoom() < READABLE) this.canvas.zoom(READABLE); // each step is brought into view then
    this.pause(); // what was played before
    this.show(0);
    this.look(run[0]?.labels ?? []);
    this.playButton.focus();
    if (!still.matches) this.play();
  }

  close() {
    this.pause();
    this.bar.hidden = true;
    this.clear();
    this.unmark();
    this.bar.dispatchEvent(new CustomEvent("player-closed"));
  }

  press(what) {
    if (what === "play") this.timer === null ? this.play() : this.pause();
    else if (what === "next") { this.pause(); this.step(1); }
    else if (what === "back") { this.pause(); this.step(-1); }
    else if (what === "first") { this.pause(); this.show(0); }
    else if (what === "close") this.close();
  }

  key(event) {
    const what = { ArrowRight: "next", ArrowLeft: "back", Home: "first", Escape: "close" }[event.key];
    if (!what) return; // space and enter press the button that has the focus
    event.preventDefault();
    this.press(what);
  }

  play() {
    if (this.at >= this.run.length - 1) this.show(0);
    this.timer = setInterval(() => {
      if (this.at >= this.run.length - 1) this.pause();
      else this.step(1);
    }, REST + TRAVEL);
    this.saying();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.saying();
  }

  saying() {
    this.playButton.textContent = this.timer === null ? this.words.play : this.words.pause;
  }

  async step(by) {
    const to = Math.min(Math.max(this.at + by, 0), this.run.length - 1);
    if (to === this.at) return;
    const from = this.run[this.at].tokens;
    if (by > 0 && !still.matches) await this.travel(to, from);
    else this.show(to);
  }

  show(index) {
    this.generation += 1; // a journey under way is overtaken
    this.at = index;
    const { labels, tokens } = this.run[index];
    this.draw(tokens);
    this.mark(labels);
    const last = index === this.run.length - 1;
    const told = index === 0 ? this.words.begins : this.passed(labels);
    this.line.textContent = `${index} / ${this.run.length - 1}　${told}${last ? `　${this.sentence}` : ""}`;
  }

  async travel(to, from) {
    const generation = (this.generation += 1);
    this.at = to;
    const { labels, tokens } = this.run[to];
    this.draw(from.filter((id) => tokens.includes(id)));
    this.mark(labels);
    const dot = circle(0, 0, 9);
    this.layer().append(dot);
    for (const id of labels) {
      const points = this.known.get(id)?.waypoints;
      if (!points) continue;
      const start = performance.now();
      for (let done = 0; done < 1;) {
        const now = await new Promise(requestAnimationFrame);
        if (generation !== this.generation) return;
        done = Math.min((now - start) / TRAVEL, 1);
        const { x, y } = along(points, done);
        dot.setAttribute("transform", `translate(${x} ${y})`);
      }
    }
    if (generation === this.generation) this.show(to);
  }

  /** What a step passes, in words; of a step along flows only, where it leads. */
  passed(labels) {
    const names = labels.map((id) => this.name(id)).filter(Boolean);
    const ahead = labels.map((id) => this.known.get(id)).filter((each) => each?.waypoints).map((each) => `→ ${this.name(each.target.id)}`);
    return names.join(" → ") || ahead.join("，");
  }

  name(id) {
    const element = this.known.get(id);
    if (!element) return "";
    if (element.waypoints) return element.businessObject.name;
    return element.businessObject.name || this.words.unnamed;
  }

  draw(tokens) {
    this.clear();
    const counts = new Map();
    for (const id of tokens) counts.set(id, (counts.get(id) ?? 0) + 1);
    for (const [id, count] of counts) {
      const element = this.known.get(id);
      if (!element) continue;
      const { x, y } = element.waypoints ? along(element.waypoints, 0.5) : { x: element.x + 14, y: element.y + 14 };
      const dot = circle(x, y, 10);
      if (count > 1) dot.append(label(count));
      this.layer().append(dot);
    }
  }

  mark(labels) {
    this.unmark();
    this.marked = labels.filter((id) => this.known.get(id));
    for (const id of this.marked) this.canvas.addMarker(id, "passed");
    this.look(labels);
  }

  look(labels) {
    const first = labels.map((id) => this.known.get(id)).find((each) => each && !each.waypoints);
    if (first) this.canvas.scrollToElement(first, 80);
  }

  unmark() {
    for (const id of this.marked ?? []) if (this.known.get(id)) this.canvas.removeMarker(id, "passed");
    this.marked = [];
  }

  layer() {
    return this.canvas.getLayer("tokens", 10);
  }

  clear() {
    this.layer().replaceChildren();
  }
}

function circle(x, y, radius) {
  const group = document.createElementNS(NS, "g");
  const dot = document.createElementNS(NS, "circle");
  dot.setAttribute("r", radius);
  group.setAttribute("class", "token");
  group.setAttribute("transform", `translate(${x} ${y})`);
  group.append(dot);
  return group;
}

function label(count) {
  const text = document.createElementNS(NS, "text");
  text.setAttribute("text-anchor", "middle");
  text.setAttribute("dy", "4.5");
  text.textContent = count;
  return text;
}

function along(points, share) {
  const lengths = points.slice(1).map((point, i) => Math.hypot(point.x - points[i].x, point.y - points[i].y));
  let left = share * lengths.reduce((sum, length) => sum + length, 0);
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const part = left / length;
      return {
        x: points[i].x + (points[i + 1].x - points[i].x) * part,
        y: points[i].y + (points[i + 1].y - points[i].y) * part,
      };
    }
    left -= length;
  }
  return points[points.length - 1];
}
