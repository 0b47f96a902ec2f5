// What axe can judge of each element of a page, as numbers: how styles and assistive techniques know it and all that
// it stands in, its colours, what it holds, whether it says something, whether what it refers to is there. What it
// says, what it is called, and how often it comes again, makes no difference.
() => {
  const SAID = /^(title|alt|placeholder|value|content|nonce|action|href|src|datetime|id|name|form|list|(data|hx)-.*)$/;
  const READ = /^aria-(label|description|valuetext)$/;
  const POINTS = /^(for|aria-(labelledby|describedby|controls|owns|activedescendant))$/;
  const PLAIN = /^(body|main|header|footer|section|article|aside|nav|div|form|td)$/; // may hold anything
  const ids = new Map();
  for (const { id } of document.querySelectorAll("[id]")) ids.set(id, (ids.get(id) ?? 0) + 1);
  const told = ({ name, value }) => {
    if (POINTS.test(name)) return `${name}=${value.trim().split(/\s+/).every((id) => ids.has(id)) ? "found" : "lost"}`;
    return SAID.test(name) || READ.test(name) ? `${name}=${value.trim() && "said"}` : `${name}=${value}`;
  };
  const inside = (node) => {
    const held = [...node.childNodes].map((each) => each.localName ?? (each instanceof Text && each.data.trim() && "words"));
    if (PLAIN.test(node.localName) && !node.role) return held.includes("words") ? ["words"] : [];
    const here = held.filter(Boolean);
    return node.localName === "tr" ? here : here.filter((each, place) => each !== here[place - 1]);
  };
  const number = (words, seed) => {
    let [one, two] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
    for (let place = 0; place < words.length; place++) {
      one = Math.imul(one ^ words.charCodeAt(place), 2654435761);
      two = Math.imul(two ^ words.charCodeAt(place), 1597334677);
    }
    return (two >>> 0) * 2097152 + ((one >>> 0) & 2097151);
  };
  const found = new Set();
  const look = (node, around) => {
    const drawn = node instanceof SVGElement && !(node instanceof SVGSVGElement);
    const known = [node.localName];
    for (const each of node.attributes) if (!drawn || /^(class|role|aria-.*)$/.test(each.name)) known.push(told(each));
    const { backgroundColor, backgroundImage, opacity, color, overflowX, overflowY } = drawn ? {} : getComputedStyle(node);
    const standing = number([...known, backgroundColor, backgroundImage, opacity].join(" "), around);
    const signs = [...inside(node), "|", color];
    if (node.checked) signs.push(":checked");
    if (node.value) signs.push(":filled");
    if (node.labels) signs.push(`:labels ${[...node.labels].filter((each) => each.textContent.trim()).length}`);
    if (node === document.activeElement && node !== document.body) signs.push(":focus");
    if (ids.get(node.id) > 1) signs.push(":twice");
    if (node.textContent.trim()) signs.push(":words");
    const scrolls = /auto|scroll/.test(overflowX + overflowY);
    if (scrolls && (node.scrollWidth > node.clientWidth || node.scrollHeight > node.clientHeight)) {
      signs.push(`:scrolls ${!!node.querySelector("a, button, input, select, textarea, summary, [tabindex]")}`);
    }
    found.add(number(signs.join(" "), standing));
    for (const child of node.children) look(child, standing % 4294967296);
  };
  look(document.documentElement, innerWidth);
  return [...found];
}
