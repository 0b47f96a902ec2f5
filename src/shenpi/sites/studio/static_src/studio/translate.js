// The modeller in the reader's language: Chinese from the list below, English as bpmn-js says it.
import words from "./words.zh.js";

export default function translation(language) {
  const said = language.startsWith("zh") ? words : {};
  function translate(template, replacements = {}) {
    const sentence = said[template.trim()] ?? template;
    return sentence.replace(/{([^}]+)}/g, (whole, name) => replacements[name] ?? whole);
  }
  return { translate: ["value", translate] };
}
