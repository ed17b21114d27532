"use strict";
const all = JSON.parse(document.getElementById("data").textContent);
const PAGE = 100, MOST_ROWS = 200;
const FIELDS = ["state", "kind", "safety", "rule", "path"];
const STATES = ["made", "to make", "accepted", "to decide", "refused", "withheld", "missing"];
const GOES = new Set(["made", "to make", "accepted"]);
const get = (id) => document.getElementById(id);
const list = get("list"), more = get("more");
const whenDrawn = [], keysFor = {};
const KEYS = [["j", "next"], ["k", "previous"], ["/", "search"], ["Esc", "leave the search"]];
let found = all, drawn = 0;
let onKey = (act) => act();

function element(name, text, parent, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  if (parent) parent.append(made);
  return made;
}

function joined(pieces) { return pieces.map(([text]) => text).join(""); }
function plural(count, word) { return `${count} ${word}${count === 1 ? "" : "s"}`; }

for (const one of all) {
  one.words = [one.path, one.rule, one.before, joined(one.old), joined(one.new), one.behind, one.why, one.withheld].join("\n").toLowerCase();
}

function counted(records, field) {
  const counts = new Map();
  for (const one of records) counts.set(one[field], (counts.get(one[field]) || 0) + 1);
  return counts;
}

function byState(a, b) { return STATES.indexOf(a[0]) - STATES.indexOf(b[0]); }
function byName(a, b) { return a[0] < b[0] ? -1 : 1; }

function drawChoices() {
  for (const field of FIELDS) {
    const select = get(field), chosen = select.value;
    const counts = [...counted(all, field)].filter(([value]) => value);
    counts.sort(field === "state" ? byState : byName);
    if (chosen && !counts.some(([value]) => value === chosen)) counts.push([chosen, 0]);
    const options = [["", "all"], ...counts.map(([value, count]) => [value, `${value} (${count})`])];
    select.replaceChildren(...options.map(([value, text]) => {
      const option = element("option", text);
      option.value = value;
      return option;
    }));
    select.value = chosen;
  }
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
  item.record = one;
  one.item = item;
  const where = element("h2", undefined, item, "where");
  element("b", one.rule, where);
  element("span", `${one.path}:${one.line}:${one.column}`, where, "place");
  element("span", one.safety, where, "safety");
  element("span", one.state, where, "state");
  const sides = element("div", undefined, item, "sides");
  side("Before", "del", one.old, one, sides);
  side(one.state === "missing" ? "Expected" : "After", "ins", one.new, one, sides);
  if (one.withheld) element("p", `Withheld: ${one.withheld}`, item, "why");
  if (one.why) element("p", `Why: ${one.why}`, item, "why");
  for (const add of whenDrawn) add(item, one);
  show(one);
  return item;
}

function show(one) {
  if (!one.item) return;
  one.item.dataset.state = one.state;
  one.item.querySelector(".state").textContent = one.state;
}

function drawMore() {
  const next = found.slice(drawn, drawn + PAGE);
  list.append(...next.map(draw));
  drawn += next.length;
  more.hidden = drawn >= found.length;
  more.textContent = `Show more (${found.length - drawn} left)`;
}

function bar(counts, most) {
  const picture = element("div", undefined, undefined, "bar");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", counts.map(([state, count]) => `${count} ${state}`).join(", "));
  for (const [state, count] of counts) {
    const part = element("span", undefined, picture);
    part.dataset.state = state;
    part.style.width = `${(100 * count) / most}%`;
  }
  return picture;
}

function drawChart() {
  if (!get("chart").open) return;
  const rules = new Map();
  for (const one of found) {
    if (!rules.has(one.rule)) rules.set(one.rule, []);
    rules.get(one.rule).push(one);
  }
  const rows = [...rules].sort((a, b) => b[1].length - a[1].length || byName(a, b));
  const most = rows.length ? rows[0][1].length : 1;
  get("bars").replaceChildren(...rows.slice(0, MOST_ROWS).map(([rule, records]) => {
    const row = element("tr");
    const name = element("th", undefined, row);
    name.scope = "row";
    const choose = element("button", rule, name, "plain");
    choose.type = "button";
    choose.title = "Show the findings of this rule";
    choose.addEventListener("click", () => { get("rule").value = rule; filter(); list.focus(); });
    element("td", records.length, row);
    element("td", undefined, row).append(bar([...counted(records, "state")].sort(byState), most));
    return row;
  }));
  get("legend").replaceChildren(...[...counted(found, "state")].sort(byState).map(([state, count]) => {
    const one = element("span", `${state} (${count})`, undefined, "key");
    one.dataset.state = state;
    return one;
  }));
}

function drawTaken() {
  const taken = found.filter((one) => one.kind === "boilerplate" && GOES.has(one.state));
  get("taken-count").textContent = `Boilerplate that goes (${taken.length})`;
  if (!get("taken").open) return;
  const rows = new Map();
  for (const one of taken) {
    const key = `${joined(one.old)}\n${one.rule}`;
    if (!rows.has(key)) rows.set(key, { one, count: 0 });
    rows.get(key).count += 1;
  }
  const sorted = [...rows.values()].sort((a, b) => b.count - a.count);
  get("taken-rows").replaceChildren(...sorted.slice(0, MOST_ROWS).map(({ one, count }) => {
    const row = element("tr");
    const text = element("td", undefined, row);
    for (const [part, differs] of one.old) element(differs ? "del" : "span", part, text);
    element("td", one.rule, row);
    element("td", count, row);
    return row;
  }));
  const left = get("taken-more");
  left.hidden = sorted.length > 0 && sorted.length <= MOST_ROWS;
  left.textContent = sorted.length ? `and ${sorted.length - MOST_ROWS} more` : "None among the findings that are shown.";
}

function summarize() {
  const states = [...counted(found, "state")].sort(byState).map(([state, count]) => `${count} ${state}`).join(", ");
  const files = counted(found, "path").size;
  get("summary").textContent = `${found.length} of ${plural(all.length, "finding")} in ${plural(files, "file")}${states ? `: ${states}` : ""}`;
}

function filter() {
  const text = get("text").value.toLowerCase();
  const wanted = FIELDS.map((field) => [field, get(field).value]).filter(([, value]) => value);
  found = all.filter((one) => wanted.every(([field, value]) => one[field] === value) && one.words.includes(text));
  for (const item of list.children) item.record.item = undefined;
  drawn = 0;
  list.replaceChildren();
  drawMore();
  if (list.firstChild) list.firstChild.tabIndex = 0;
  drawChart();
  drawTaken();
  summarize();
}

function current() {
  const item = document.activeElement.closest("#list > li");
  return item || null;
}

function go(item) {
  for (const other of list.querySelectorAll(':scope > li[tabindex="0"]')) other.tabIndex = -1;
  item.tabIndex = 0;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const here = current() || list.querySelector(':scope > li[tabindex="0"]');
  if (!here) return;
  if (!list.contains(document.activeElement) || document.activeElement === list) { go(here); return; }
  if (by > 0 && !here.nextElementSibling && !more.hidden) drawMore();
  const next = by > 0 ? here.nextElementSibling : here.previousElementSibling;
  if (next) go(next);
}

get("filters").addEventListener("input", filter);
get("filters").addEventListener("reset", () => setTimeout(filter));
get("filters").addEventListener("submit", (event) => event.preventDefault());
get("chart").addEventListener("toggle", drawChart);
get("taken").addEventListener("toggle", drawTaken);
more.addEventListener("click", drawMore);
Object.assign(keysFor, { j: () => step(1), k: () => step(-1), "/": () => { get("filter-box").open = true; get("text").focus(); } });
document.addEventListener("keydown", (event) => {
  const writes = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "Escape" && writes) { event.target.blur(); return; }
  if (writes || event.ctrlKey || event.metaKey || event.altKey || !get("keys").checked || document.querySelector("dialog[open]")) return;
  const act = keysFor[event.key];
  if (act) { event.preventDefault(); onKey(act); }
});
document.addEventListener("DOMContentLoaded", () => {
  if (matchMedia("(max-width: 40rem)").matches) get("filter-box").open = false;
  KEYS.forEach(([key, text]) => {
    element("kbd", key, get("key-list"));
    get("key-list").append(` ${text} `);
  });
  drawChoices();
  filter();
});
