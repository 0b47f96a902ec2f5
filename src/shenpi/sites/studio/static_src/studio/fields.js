// Which fields an element has, and how each is read from and written to the model.
// A field: {key, label, hint, choices | kind: "text"|"long", read(bo), write(element, value)}.
import { getBusinessObject, is, isAny } from "bpmn-js/lib/util/ModelUtil";

const HUMAN = ["bpmn:UserTask", "bpmn:ManualTask"];
const REPEATABLE = [...HUMAN, "bpmn:ServiceTask", "bpmn:SendTask", "bpmn:ScriptTask", "bpmn:BusinessRuleTask", "bpmn:SubProcess"];
const LOOP = "bpmn:StandardLoopCharacteristics";
const INSTANCES = "bpmn:MultiInstanceLoopCharacteristics";
const DECIDING = ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway"];

export const isHuman = (element) => isAny(element, HUMAN) || element.type === "bpmn:Task";

export default class Fields {
  constructor(modeler, config) {
    this.modeling = modeler.get("modeling");
    this.factory = modeler.get("bpmnFactory");
    this.modeler = modeler;
    this.vocabulary = config.vocabulary;
    this.words = config.words.fields;
  }

  of(element) {
    const found = [this.name(element)];
    if (isHuman(element)) found.push(...this.duties());
    else if (isAny(element, ["bpmn:ServiceTask", "bpmn:SendTask"])) found.push(this.duty("document", this.vocabulary.documents));
    if (is(element, "bpmn:BoundaryEvent") && this.event(element, "bpmn:TimerEventDefinition")) found.push(this.duty("limit"));
    if (is(element, "bpmn:IntermediateCatchEvent") && this.event(element, "bpmn:TimerEventDefinition")) found.push(this.duty("limit"));
    if (this.event(element, "bpmn:MessageEventDefinition")) found.push(this.message(this.event(element, "bpmn:MessageEventDefinition")));
    if (is(element, "bpmn:ReceiveTask")) found.push(this.message(getBusinessObject(element)));
    if (isAny(element, REPEATABLE) || isHuman(element)) found.push(this.times());
    if (is(element, "bpmn:Activity")) found.push(...this.repetition(getBusinessObject(element).loopCharacteristics));
    if (isAny(element, DECIDING)) found.push(this.defaultFlow(element));
    if (is(element, "bpmn:SequenceFlow") && isAny(element.source, DECIDING)) found.push(this.condition());
    const process = this.process(element);
    if (process) found.push(...this.processFields(process));
    if (!is(element, "bpmn:Collaboration")) found.push(this.documentation(process));
    return found;
  }

  name(element) {
    const process = is(element, "bpmn:Participant") ? getBusinessObject(element).processRef : null;
    return {
      key: "name", label: this.words.name, kind: "text",
      read: (bo) => bo.name,
      write: (element, value) => {
        if (process) this.modeling.updateModdleProperties(element, process, { name: value || undefined });
        this.modeling.updateProperties(element, { name: value || undefined });
      },
    };
  }

  duties() {
    const { roles, offices, acts, documents } = this.vocabulary;
    return [
      this.duty("role", roles), this.duty("office", offices), this.duty("limit"), this.duty("act", acts),
      this.duty("verdicts"), this.duty("form"), this.duty("document", documents),
    ];
  }

  duty(key, choices) {
    return {
      key, label: this.words[key], hint: this.words[`${key}_hint`], kind: "text", choices,
      read: (bo) => bo.get(`shenpi:${key}`),
      write: (element, value) => this.modeling.updateProperties(element, { [`shenpi:${key}`]: value || undefined }),
    };
  }

  times() {
    const { times, times_hint: hint, times_parallel: parallel, times_sequence: sequence, times_loop: loop } = this.words;
    const kind = (held) => (held.$type === LOOP ? "loop" : held.isSequential ? "sequence" : "parallel");
    return {
      key: "times", label: times, hint, choices: [["parallel", parallel], ["sequence", sequence], ["loop", loop]],
      read: ({ loopCharacteristics: held }) => held && kind(held),
      write: (element, value) => this.modeling.updateProperties(element, {
        loopCharacteristics: this.held(value, getBusinessObject(element).loopCharacteristics),
      }),
    };
  }

  held(value, before) {
    if (!value) return undefined;
    if (value === "loop") return this.factory.create(LOOP);
    const instances = before?.$type === INSTANCES ? before.get("shenpi:instances") : undefined;
    return this.factory.create(INSTANCES, { isSequential: value === "sequence" || undefined, "shenpi:instances": instances });
  }

  repetition(loop) {
    if (!loop) return [];
    const write = (element, properties) => this.modeling.updateModdleProperties(element, loop, properties);
    if (loop.$type !== LOOP) {
      return [{
        key: "instances", label: this.words.instances, hint: this.words.instances_hint, kind: "text",
        read: () => loop.get("shenpi:instances"),
        write: (element, value) => write(element, { "shenpi:instances": value || undefined }),
      }];
    }
    return [{
      key: "loop", label: this.words.loop, hint: this.words.loop_hint, kind: "text",
      read: () => loop.loopCondition?.body,
      write: (element, value) => write(element, {
        loopCondition: value ? this.factory.create("bpmn:FormalExpression", { body: value }) : undefined,
      }),
    }, {
      key: "loop_before", label: this.words.loop_before, hint: this.words.loop_before_hint, choices: [["true", this.words.loop_first]],
      read: () => (loop.testBefore ? "true" : undefined),
      write: (element, value) => write(element, { testBefore: value === "true" || undefined }),
    }];
  }

  message(holder) {
    return {
      key: "message", label: this.words.message, hint: this.words.message_hint, kind: "text",
      read: () => holder.messageRef?.name,
      write: (element, value) => this.modeling.updateModdleProperties(
        element, holder, { messageRef: value ? this.messageNamed(value) : undefined }),
    };
  }

  messageNamed(name) {
    const definitions = this.modeler.getDefinitions();
    const known = definitions.rootElements.find((each) => each.$type === "bpmn:Message" && each.name === name);
    if (known) return known;
    const made = this.factory.create("bpmn:Message", { name });
    made.$parent = definitions;
    definitions.rootElements.push(made);
    return made;
  }

  defaultFlow(element) {
    const flows = element.outgoing.map((flow) => [flow.id, flow.businessObject.name || this.leadsTo(flow)]);
    return {
      key: "default", label: this.words.default, hint: this.words.default_hint, choices: flows,
      read: (bo) => bo.default?.id,
      write: (element, value) => this.modeling.updateProperties(element, {
        default: element.outgoing.find((flow) => flow.id === value)?.businessObject,
      }),
    };
  }

  leadsTo(flow) {
    return `→ ${flow.target.businessObject.name || flow.target.id}`;
  }

  condition() {
    return {
      key: "condition", label: this.words.condition, hint: this.words.condition_hint, kind: "text",
      read: (bo) => bo.conditionExpression?.body,
      write: (element, value) => this.modeling.updateProperties(element, {
        conditionExpression: value ? this.factory.create("bpmn:FormalExpression", { body: value }) : undefined,
      }),
    };
  }

  processFields(process) {
    const attribute = (key, choices) => ({
      key: `process_${key}`, label: this.words[`process_${key}`], hint: this.words[`process_${key}_hint`], kind: "text", choices,
      read: () => process.get(`shenpi:${key}`),
      write: (element, value) => this.modeling.updateModdleProperties(element, process, { [`shenpi:${key}`]: value || undefined }),
    });
    return [attribute("kind", this.vocabulary.kinds)];
  }

  documentation(process) {
    const holder = (bo) => process ?? bo;
    return {
      key: "documentation", label: this.words.documentation, kind: "long",
      read: (bo) => holder(bo).documentation?.[0]?.text,
      write: (element, value) => this.modeling.updateModdleProperties(element, holder(getBusinessObject(element)), {
        documentation: value ? [this.factory.create("bpmn:Documentation", { text: value })] : [],
      }),
    };
  }

  process(element) {
    if (is(element, "bpmn:Process")) return getBusinessObject(element);
    return is(element, "bpmn:Participant") ? getBusinessObject(element).processRef : null;
  }

  event(element, type) {
    return (getBusinessObject(element).eventDefinitions ?? []).find((each) => each.$type === type);
  }
}
