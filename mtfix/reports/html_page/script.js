"use strict";
const all = JSON.parse(document.getElementById("data").textContent);
const PAGE = 100;
const FIELDS = ["state", "kind", "safety", "rule", "path"];
const get = (id) => document.getElementById(id);
const list = get("list"), more = get("more");
let found = all, drawn = 0;

function element(name, text, parent, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  if (parent) parent.append(made);
  return made;
}

function joined(pieces) { return pieces.map(([text]) => text).join(""); }

for (const one of all) {
  one.words = [one.path, one.rule, one.before, joined(one.old), joined(one.new), one.behind, one.why, one.withheld].join("\n").toLowerCase();
}

function counted(records, field) {
  const counts = new Map();
  for (const one of records) counts.set(one[field], (counts.get(one[field]) || 0) + 1);
  return counts;
}

for (const field of FIELDS) {
  const select = get(field);
  element("option", "all", select).value = "";
  const counts = [...counted(all, field)].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  for (const [value, count] of counts) element("option", `${value} (${count})`, select).value = value;
}

function side(name, tag, pieces, one, parent) {
  const line = element("p", undefined, parent);
  element("span", name, line, "name");
  element("span", one.before, line, "around");
  const change = element(tag, undefined, line);
  if (!pieces.length) element("mark", "∅", change).setAttribute("aria-label", "nothing");
  for (const [text, differs] of pieces) element(differs ? "mark" : "span", text, change);
  element("span", one.behind, line, "around");
}

function draw(one) {
  const item = element("li");
  item.tabIndex = -1;
  const where = element("p", undefined, item, "where");
  element("b", one.rule, where);
  where.append(` ${one.path}:${one.line}:${one.column} · ${one.safety} · ${one.state}`);
  const sides = element("div", undefined, item, "sides");
  side("Before", "del", one.old, one, sides);
  side("After", "ins", one.new, one, sides);
  if (one.withheld) element("p", `Not made: ${one.withheld}`, item, "why");
  if (one.why) element("p", `Why: ${one.why}`, item, "why");
  return item;
}

function drawMore() {
  const next = found.slice(drawn, drawn + PAGE);
  list.append(...next.map(draw));
  drawn += next.length;
  more.hidden = drawn >= found.length;
  more.textContent = `Show more (${found.length - drawn} left)`;
}

function drawChart() {
  const counts = [...counted(found, "rule")].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const most = counts.length ? counts[0][1] : 1;
  const rows = counts.slice(0, 200).map(([rule, count]) => {
    const row = element("tr");
    element("th", rule, row).scope = "row";
    element("td", count, row);
    const bar = element("progress", undefined, element("td", undefined, row));
    bar.max = most;
    bar.value = count;
    bar.setAttribute("aria-label", `${rule}: ${count}`);
    return row;
  });
  get("bars").replaceChildren(...rows);
}

function filter() {
  const text = get("text").value.toLowerCase();
  const wanted = FIELDS.map((field) => [field, get(field).value]).filter(([, value]) => value);
  found = all.filter((one) => wanted.every(([field, value]) => one[field] === value) && one.words.includes(text));
  drawn = 0;
  list.replaceChildren();
  drawMore();
  drawChart();
  const states = [...counted(found, "state")].map(([state, count]) => `${count} ${state}`).join(", ");
  const files = counted(found, "path").size;
  get("summary").textContent = `${found.length} of ${all.length} findings in ${files} files${states ? `: ${states}` : ""}`;
}

function step(by) {
  const items = [...list.children];
  const at = items.indexOf(document.activeElement);
  const next = items[at < 0 ? 0 : at + by];
  if (!next && by > 0 && !more.hidden) { drawMore(); step(by); return; }
  if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
}

get("filters").addEventListener("input", filter);
get("filters").addEventListener("reset", () => setTimeout(filter));
get("filters").addEventListener("submit", (event) => event.preventDefault());
more.addEventListener("click", drawMore);
document.addEventListener("keydown", (event) => {
  const writes = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "Escape" && writes) { event.target.blur(); return; }
  if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") { event.preventDefault(); get("text").focus(); }
});
filter();
