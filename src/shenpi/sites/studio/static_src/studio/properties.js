// The margin's second page: one element's properties, and everything the mouse can do, for the keyboard.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";

import Fields from "./fields.js";

const GROUPS = [
  ["ExclusiveGateway", "ParallelGateway", "InclusiveGateway", "EventBasedGateway"],
  ["UserTask", "ServiceTask", "ReceiveTask", "SendTask", "ManualTask", "Task"],
];

export default class Properties {
  constructor(modeler, root, config) {
    this.modeler = modeler;
    this.root = root;
    this.words = config.words.fields;
    this.types = config.vocabulary.types;
    this.fields = new Fields(modeler, config);
    this.chooser = root.querySelector("[data-element-chooser]");
    this.form = root.querySelector("[data-element-form]");
    this.tools = root.querySelector("[data-element-tools]");
    this.chooser.addEventListener("change", () => this.choose(this.chooser.value));
    this.form.addEventListener("change", (event) => this.changed(event.target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.tools.addEventListener("click", (event) => this.tool(event.target.closest("button")?.dataset.tool));
    modeler.on("selection.changed", ({ newSelection }) => this.show(newSelection[0]));
    modeler.on("import.done", () => this.show());
    modeler.on("elements.changed", () => this.refresh());
  }

  get registry() { return this.modeler.get("elementRegistry"); }

  choose(id) {
    const element = this.registry.get(id);
    if (element && element !== this.modeler.get("canvas").getRootElement()) {
      this.modeler.get("selection").select(element);
      this.modeler.get("canvas").scrollToElement(element, 80);
    } else this.modeler.get("selection").select([]);
  }

  show(element) {
    this.element = element ?? this.modeler.get("canvas").getRootElement();
    if (!this.element.type) return; // before the first diagram is open
    if (this.element.labelTarget) this.element = this.element.labelTarget;
    this.list();
    this.form.replaceChildren(...this.fields.of(this.element).map((field) => this.row(field)));
    this.toolbox();
  }

  refresh() {
    if (!this.registry.get(this.element?.id)) return this.show();
    const active = this.form.contains(document.activeElement) ? document.activeElement.name : null;
    this.show(this.element);
    if (active) this.form.elements.namedItem(active)?.focus();
  }

  list() {
    const root = this.modeler.get("canvas").getRootElement();
    const shown = this.registry.filter((each) => !each.labelTarget && each !== root && getBusinessObject(each).$type !== "bpmn:Collaboration");
    const options = [[root.id, this.words.whole], ...shown.map((each) => [each.id, this.called(each)])];
    this.chooser.replaceChildren(...options.map(([id, name]) => option(id, name, id === this.element.id)));
  }

  called(element) {
    const name = getBusinessObject(element).name;
    const kind = this.types[element.type.replace("bpmn:", "")] ?? element.type.replace("bpmn:", "");
    if (element.waypoints && !name) return `${kind} ${this.called(element.source)} → ${this.called(element.target)}`;
    return name ? `${name}（${kind}）` : `${kind} ${element.id}`;
  }

  row(field) {
    const id = `field-${field.key}`;
    const value = field.read(getBusinessObject(this.element)) ?? "";
    const box = node("div", { className: "field" });
    box.append(node("label", { htmlFor: id, textContent: field.label }));
    if (field.hint) box.append(node("p", { className: "hint", id: `${id}-hint`, textContent: field.hint }));
    box.append(this.input(field, id, value));
    return box;
  }

  input(field, id, value) {
    const described = field.hint ? `${id}-hint` : null;
    let made;
    if (field.choices) {
      const known = field.choices.some(([key]) => key === value);
      const choices = [["", this.words.none], ...field.choices, ...(known || !value ? [] : [[value, value]])];
      made = node("select", { className: "form-select" });
      made.append(...choices.map(([key, label]) => option(key, label, key === value)));
    } else if (field.kind === "long") made = node("textarea", { className: "form-control", rows: 3, value });
    else made = node("input", { className: "form-control", value, autocomplete: "off" });
    made.id = id;
    made.name = field.key;
    if (described) made.setAttribute("aria-describedby", described);
    return made;
  }

  changed(target) {
    const field = this.fields.of(this.element).find((each) => each.key === target.name);
    field?.write(this.element, target.value.trim());
  }

  toolbox() {
    const flowing = this.element.parent && (is(this.element, "bpmn:FlowNode"));
    this.tools.querySelector("[data-tool-append]").hidden = !flowing || is(this.element, "bpmn:EndEvent");
    this.tools.querySelector("[data-tool-connect]").hidden = !flowing || is(this.element, "bpmn:EndEvent");
    this.tools.querySelector("[data-tool-add]").hidden = flowing || Boolean(this.element.waypoints);
    this.tools.querySelector("[data-tool=remove]").hidden = !this.element.parent;
    this.kinds();
    const target = this.tools.querySelector("[name=connect]");
    const others = this.registry.filter((each) => is(each, "bpmn:FlowNode") && !each.labelTarget && each !== this.element);
    const before = target.value;
    target.replaceChildren(...others.map((each) => option(each.id, this.called(each), each.id === before)));
  }

  /** Offer the types that this element could be instead. */
  kinds() {
    const type = this.element.type.replace("bpmn:", "");
    const group = GROUPS.find((each) => each.includes(type)) ?? [];
    this.tools.querySelector("[data-tool-replace]").hidden = group.length === 0;
    const options = group.filter((each) => each !== type).map((each) => option(each, this.types[each] ?? each, false));
    this.tools.querySelector("[name=replace]").replaceChildren(...options);
  }

  tool(what) {
    const modeling = this.modeler.get("modeling");
    const chosen = (name) => this.tools.querySelector(`[name=${name}]`).value;
    if (what === "append") {
      const shape = this.modeler.get("elementFactory").createShape(made(chosen("append")));
      this.modeler.get("autoPlace").append(this.element, shape);
    } else if (what === "connect") {
      const target = this.registry.get(chosen("connect"));
      if (target) this.modeler.get("selection").select(modeling.connect(this.element, target));
    } else if (what === "add") this.add(chosen("add"));
    else if (what === "replace") {
      const placed = this.modeler.get("bpmnReplace").replaceElement(this.element, { type: `bpmn:${chosen("replace")}` });
      this.modeler.get("selection").select(placed);
    }
    else if (what === "remove") {
      modeling.removeElements([this.element]);
      this.chooser.focus();
    }
  }

  add(type) {
    const canvas = this.modeler.get("canvas");
    const parent = is(this.element, "bpmn:FlowElementsContainer") || is(this.element, "bpmn:Participant") ? this.element : canvas.getRootElement();
    const taken = (parent.children ?? []).filter((each) => each.y !== undefined && !each.waypoints);
    const bottom = Math.max(80, ...taken.map((each) => each.y + each.height));
    const shape = this.modeler.get("elementFactory").createShape(made(type));
    const placed = this.modeler.get("modeling").createShape(shape, { x: 240, y: bottom + 80 }, parent);
    this.modeler.get("selection").select(placed);
    canvas.scrollToElement(placed, 80);
  }
}

function made(type) {
  return type === "SubProcess" ? { type: "bpmn:SubProcess", isExpanded: true } : { type: `bpmn:${type}` };
}

function node(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function option(value, label, selected) {
  return node("option", { value, textContent: label, selected });
}
