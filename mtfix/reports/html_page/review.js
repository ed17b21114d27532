"use strict";
const session = JSON.parse(get("session").textContent);
const byId = new Map(all.filter((one) => one.id !== undefined).map((one) => [one.id, one]));
const UNDECIDED = "to decide";
const ANSWERS = [
  ["y", "accept", "Yes"],
  ["n", "refuse", "No"],
  ["a", "always", "Always this"],
  ["?", "ask", "Ask about this"],
  ["v", "never", "Never this"],
  ["r", "rule", "All of the rule in this file"],
  ["u", "take back", "Take back"],
];
const PRESSED = { accept: "accepted", refuse: "refused" };
let unsaved = session.unsaved, changed = session.changed, overruled = session.overruled, last, waiting = Promise.resolve();

KEYS.push(...ANSWERS.map(([key, , label]) => [key, label.toLowerCase()]), ["s", "save"]);

function tell(text, isWrong) {
  get("told").textContent = text;
  get("told").classList.toggle("wrong", Boolean(isWrong));
}

function count() {
  const counts = counted(all, "state");
  const states = ["to decide", "accepted", "refused", "to make"].map((state) => `${counts.get(state) || 0} ${state}`);
  get("counts").textContent = `${states.join(", ")}; ${unsaved} not saved`;
  get("save").disabled = !unsaved;
  get("apply").disabled = !(counts.get("accepted") || counts.get("to make"));
  if (overruled.length) tell(`Another program has decided otherwise, which stands: ${overruled.join(", ")}. Decide again if it should not.`, true);
  if (changed.length) tell(`Changed by another program since this page was loaded: ${changed.join(", ")}. Load anew to decide about them.`, true);
}

function take(told) {
  for (const [id, state] of Object.entries(told.states || {})) {
    const one = byId.get(Number(id));
    if (one.state === state) continue;
    one.state = state;
    show(one);
    press(one);
  }
  unsaved = told.unsaved;
  changed = told.changed;
  overruled = told.overruled;
  count();
  drawChoices();
  drawChart();
  drawTaken();
  summarize();
}

async function ask(name, data) {
  let answer;
  try {
    const body = JSON.stringify({ number: session.number, ...data });
    answer = await fetch(name, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    answer = await answer.json();
  } catch {
    tell("mtfix does not answer: has it ended? What was not saved is lost then.", true);
    return undefined;
  }
  if (answer.error) { tell(answer.error, true); return undefined; }
  return answer;
}

/** Do one thing after the other: who types ahead answers one finding with each key. */
function inTurn(work) {
  waiting = waiting.then(work).catch((error) => tell(String(error), true));
  return waiting;
}

onKey = inTurn;

async function answered(one, answer, label) {
  const told = await ask("answer", { id: one.id, answer, where: get("where").value });
  if (!told) return;
  take(told);
  const others = Object.keys(told.states).length - 1;
  tell(`${named(label, one)}: ${one.rule} at ${one.path}:${one.line}${others > 0 ? `, and ${plural(others, "other")}` : ""}`);
}

function named(label, one) {
  return label.endsWith("this") ? `${label} ${one.kind === "term" ? "term" : "change"}` : label;
}

function subject(one) {
  return one.kind === "term" ? one.rule : `${joined(one.old) || "nothing"} → ${joined(one.new) || "nothing"}`;
}

function press(one) {
  if (!one.item) return;
  for (const button of one.item.querySelectorAll(".answers button")) {
    const pressed = PRESSED[button.dataset.answer];
    if (pressed) button.setAttribute("aria-pressed", String(one.state === pressed));
  }
}

whenDrawn.push((item, one) => {
  if (one.id === undefined) return;
  const answers = element("div", undefined, item, "answers");
  answers.setAttribute("role", "group");
  answers.setAttribute("aria-label", "Decide");
  for (const [key, answer, label] of ANSWERS) {
    const name = named(label, one);
    const button = element("button", name, answers);
    element("kbd", key, button).setAttribute("aria-hidden", "true");
    button.type = "button";
    button.dataset.answer = answer;
    button.setAttribute("aria-keyshortcuts", key);
    if (name !== label) button.title = `${name}: ${subject(one)}`;
    button.addEventListener("click", () => inTurn(() => { last = one; return answered(one, answer, label); }));
  }
  press(one);
});

function next(item) {
  for (let at = item; at; at = at.nextElementSibling) {
    if (at !== item && at.record.id !== undefined && at.record.state === UNDECIDED) { go(at); return; }
    if (!at.nextElementSibling && !more.hidden) drawMore();
  }
}

async function byKey(answer, label) {
  const item = current() || list.querySelector(':scope > li[tabindex="0"]');
  if (!item || item.record.id === undefined) return;
  let one = item.record;
  if (answer === "take back") {
    if (one.state === UNDECIDED && last && last.item) one = last;
    go(one.item);
    await answered(one, answer, label);
    return;
  }
  last = one;
  if (!current()) go(item);
  await answered(one, answer, label);
  if (one.state !== UNDECIDED) next(item);
}

for (const [key, answer, label] of ANSWERS) keysFor[key] = () => byKey(answer, label);
keysFor.s = save;

function sure(text) {
  get("sure-text").textContent = text;
  const dialog = get("sure");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

async function save() {
  if (get("save").disabled) return;
  const told = await ask("save", {});
  if (!told) return;
  take(told);
  tell(told.told.join("; "));
}

function reload(told) {
  sessionStorage.setItem("told", told);
  unsaved = 0;
  location.reload();
}

async function apply() {
  const counts = counted(all, "state");
  const files = new Set(all.filter((one) => GOES.has(one.state)).map((one) => one.path)).size;
  const text = `Save the decisions, and change ${plural(files, "file")}: ${counts.get("accepted") || 0} accepted, and ${counts.get("to make") || 0} that are sure and not refused?`;
  if (!(await sure(text))) return;
  const told = await ask("apply", {});
  if (told) reload(told.told.join("; "));
}

get("sure-yes").addEventListener("click", () => get("sure").close("yes"));
get("sure-no").addEventListener("click", () => get("sure").close("no"));
get("save").addEventListener("click", () => inTurn(save));
get("apply").addEventListener("click", () => inTurn(apply));
get("load").addEventListener("click", () => inTurn(async () => {
  if (unsaved && !(await sure(`Drop ${plural(unsaved, "decision")} that are not saved?`))) return;
  if (await ask("load", {})) reload("loaded anew");
}));
get("end").addEventListener("click", () => inTurn(async () => {
  if (unsaved && !(await sure(`Quit without saving ${plural(unsaved, "decision")}?`))) return;
  if (!(await ask("end", {}))) return;
  unsaved = 0;
  tell("The session is over; this page can be closed.");
  for (const button of document.querySelectorAll("main button")) button.disabled = true;
}));
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
addEventListener("focus", () => inTurn(async () => {
  try {
    const told = await (await fetch("state")).json();
    if (told.error) tell(told.error, true);
    else if (told.number !== session.number) tell("The page is old; load it anew.", true);
    else take(told);
  } catch { /* the next answer tells that nothing answers */ }
}));
document.addEventListener("DOMContentLoaded", () => {
  if (all.some((one) => one.state === UNDECIDED)) { get("state").value = UNDECIDED; filter(); }
  count();
  tell(sessionStorage.getItem("told") || "");
  sessionStorage.removeItem("told");
});
