// The `shenpi:` extension as moddle reads and writes it; the attributes are those of core/process/elements.py.
const text = (name) => ({ name, isAttr: true, type: "String" });

export default {
  name: "Shenpi",
  uri: "urn:shenpi:process:1",
  prefix: "shenpi",
  xml: { tagAlias: "lowerCase" },
  types: [
    {
      name: "Duties",
      extends: ["bpmn:FlowNode"],
      properties: ["role", "office", "limit", "act", "verdicts", "form", "document"].map(text),
    },
    { name: "Instances", extends: ["bpmn:MultiInstanceLoopCharacteristics"], properties: [text("instances")] },
    { name: "Keyed", extends: ["bpmn:Process"], properties: [text("key"), text("kind")] },
  ],
};
