// The menus offer only what has a stated meaning (docs/process-semantics.md); the rest would be refused anyway.
const MEANINGLESS = new RegExp(
  ["signal", "escalation", "compensation", "conditional-(start|intermediate|boundary|flow)", "cancel", "complex",
   "transaction", "ad-hoc", "adhoc", "event-sub", "event-subprocess", "instantiat", "multiplicity", "sequential", "loop",
   "collapsed"].join("|"), "i");
const KEPT = /toggle-(parallel-mi|sequential-mi|loop)|(parallel|sequential)-multi/i;

function filtered(entries) {
  return Object.fromEntries(Object.entries(entries).filter(([id, entry]) => {
    const named = `${id} ${entry.target?.eventDefinitionType ?? ""}`;
    return KEPT.test(named) || !MEANINGLESS.test(named);
  }));
}

class OnlyMeaningful {
  constructor(popupMenu) {
    popupMenu.registerProvider("bpmn-replace", 100, this);
  }
  getPopupMenuEntries() {
    return filtered;
  }
  getPopupMenuHeaderEntries() {
    return filtered;
  }
}
OnlyMeaningful.$inject = ["popupMenu"];

class NoMeaninglessEvents {
  constructor(contextPad) {
    contextPad.registerProvider(100, this);
  }
  getContextPadEntries() {
    return filtered;
  }
}
NoMeaninglessEvents.$inject = ["contextPad"];

export default {
  __init__: ["onlyMeaningful", "noMeaninglessEvents"],
  onlyMeaningful: ["type", OnlyMeaningful],
  noMeaninglessEvents: ["type", NoMeaninglessEvents],
};
