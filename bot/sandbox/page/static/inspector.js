// Behind the scenes: the clock, trouble on demand, every Bot API call, the ledger and the chat's rows.

import { el, find } from "./dom.js";
import { act, chat, facts, now, on, state } from "./state.js";
import { stage, stageTag } from "./words.js";

const FACTS_AFTER_MS = 250; // changes come in bursts; rows are read once after each
const MOMENTS = /(_at|^since|_until|^due|^next_due)$/;
const METHODS = ["sendMessage", "editMessageText", "answerCallbackQuery", "sendDocument", "sendVoice", "sendPhoto", "deleteMessage"];

export class Inspector {
  constructor() {
    this.zone = undefined;
    this.panels = find("#panels");
    this.panels.append(this.time(), this.lexicon(), this.trouble(), this.callsPanel(), this.rowsPanel());
    on("all", () => this.all());
    on("current", () => this.all());
    on("chats", () => this.standing());
    on("faults", () => this.plans());
    on("online", () => this.power());
    on("lexicon", () => this.dictionary());
    on("clock", () => (this.tick(), this.soon()));
    on("call", (call) => (this.addCall(call), this.soon()));
    for (const kind of ["sent", "edited"]) on(kind, () => this.soon());
    setInterval(() => this.tick(), 1000);
  }

  all() {
    if (!chat()) return;
    this.zone = undefined;
    this.plans();
    this.power();
    this.dictionary();
    this.standing();
    this.listCalls();
    this.tick();
    this.soon();
  }

  // --- time

  time() {
    this.clock = el("p.clock", { id: "clock" });
    this.next = el("p.next");
    const button = (leap) => el("button", { type: "button", "data-leap": leap, onclick: () => act("move", { leap, chat: state.current }) }, stage[leap]);
    return el("section", { "aria-label": stage.time }, el("h3", {}, stage.time), this.clock, this.next, el("div.buttons", {}, ...["digest", "morning", "hour", "week"].map(button)));
  }

  format(at, options) {
    return new Intl.DateTimeFormat(stageTag, { timeZone: this.zone || undefined, hourCycle: "h23", ...options }).format(at);
  }

  tick() {
    const at = this.format(now(), { weekday: "short", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });
    this.clock.replaceChildren(el("b", {}, at), el("span", {}, this.zone || Intl.DateTimeFormat().resolvedOptions().timeZone));
  }

  soon() {
    clearTimeout(this.due);
    this.due = setTimeout(() => this.read(), FACTS_AFTER_MS);
  }

  async read() {
    const of = chat();
    const told = of && (await facts(of)); // before the first event there is no chat
    if (!told || of !== chat()) return;
    this.zone = told.zone;
    this.next.textContent = `${stage.next}: ${told.next ? this.format(told.next, { weekday: "short", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" }) : stage.none}`;
    this.tick();
    this.showRows(told.tables);
  }

  // --- the dictionary

  lexicon() {
    this.about = el("p.why");
    this.fetched = el("p.why", { role: "status", id: "lexicon-progress" });
    this.bar = el("progress", { "aria-label": stage.lexicon });
    this.fetch = el("button", { type: "button", id: "fetch-lexicon", onclick: () => act("lexicon") }, stage.lexiconFetch);
    return this.panel("lexicon", stage.lexicon, this.about, el("div.buttons", {}, this.fetch), this.bar, this.fetched);
  }

  dictionary() {
    const { fetching, there } = state.lexicon;
    this.about.textContent = there ? stage.lexiconThere : stage.lexiconWhy;
    this.fetch.hidden = there || fetching !== null;
    this.bar.hidden = fetching === null;
    this.fetched.textContent = fetching === null ? "" : fetching || stage.lexiconBegins;
  }

  // --- trouble

  trouble() {
    const option = ([value, label]) => el("option", { value }, label);
    const field = (label, control) => el("label", {}, el("span", {}, label), control);
    this.fault = el("select", { name: "fault" }, ...["429", "500", "403", "lost", "broken", "silent", "slow", "migrate"].map((kind) => option([kind, stage.faults[kind]])));
    this.times = el("input", { type: "number", min: 1, max: 50, value: 1, name: "times" });
    this.where = el("select", { name: "where" }, option(["here", stage.here]), option(["everywhere", stage.everywhere]));
    this.method = el("select", { name: "method" }, option(["", stage.anyMethod]), ...METHODS.map((name) => option([name, name])));
    this.planned = el("ul.plans", { id: "plans" });
    this.restart = el("button", { type: "button", id: "restart", onclick: () => act("restart") });
    this.block = el("button", { type: "button", id: "block", onclick: () => act("block", { reader: state.current, blocked: !chat().blocked }) });
    this.role = el("select", { onchange: () => act("membership", { chat: state.current, reader: chat().readers[0].id, status: this.role.value }) }, ...Object.entries(stage.standings).map(option));
    this.roleField = field(stage.standing, this.role);
    this.grow = el("button", { type: "button", onclick: () => act("grow", { chat: state.current }) }, stage.grow);
    const plan = (event) => {
      event.preventDefault();
      act("trouble", { fault: this.fault.value, times: Number(this.times.value) || 1, chat: this.where.value === "here" ? state.current : null, method: this.method.value || null });
    };
    const form = el("form", { onsubmit: plan }, field(stage.fault, this.fault), field(stage.times, this.times), field(stage.where, this.where), field(stage.method, this.method),
      el("div.buttons", {}, el("button", { type: "submit" }, stage.plan), el("button", { type: "button", onclick: () => act("calm") }, stage.calm)));
    return this.panel("trouble", stage.trouble, form, this.planned, el("div.buttons", {}, this.restart, this.block, this.grow), this.roleField);
  }

  panel(id, title, ...children) {
    const open = localStorage.getItem(`open-${id}`) !== "no";
    const made = el("details", { id, open }, el("summary", {}, el("h3", {}, title)), ...children);
    made.addEventListener("toggle", () => (localStorage.setItem(`open-${id}`, made.open ? "yes" : "no"), this.soon()));
    return made;
  }

  plans() {
    this.planned.replaceChildren(...state.faults.map((plan) => {
      const named = { ...plan, fault: plan.code || { TooMany: 429, LostAfter: stage.faults.lost, LostBefore: stage.faults.broken, NoAnswer: stage.faults.silent, Delay: stage.faults.slow, Migrate: stage.faults.migrate }[plan.fault] };
      return el("li", {}, stage.planned(named));
    }));
  }

  power() {
    this.restart.disabled = !state.online;
    this.restart.textContent = state.online ? stage.restart : stage.restarting;
  }

  standing() {
    const of = chat();
    if (!of) return;
    const isPrivate = of.type === "private";
    this.block.hidden = !isPrivate;
    this.block.textContent = of.blocked ? stage.unblock : stage.block;
    this.roleField.hidden = isPrivate;
    this.role.value = of.status;
    this.grow.hidden = of.type !== "group" || Boolean(of.moved);
  }

  // --- calls

  callsPanel() {
    this.onlyHere = el("input", { type: "checkbox", checked: true, onchange: () => this.listCalls() });
    this.calls = el("ol.calls", { id: "calls", tabindex: 0, "aria-label": stage.calls });
    return this.panel("calls-panel", stage.calls, el("label.check", {}, this.onlyHere, stage.onlyHere), this.calls);
  }

  listCalls() {
    this.calls.replaceChildren();
    state.calls.forEach((call) => this.addCall(call));
  }

  addCall(call) {
    if (this.onlyHere.checked && call.chat !== state.current) return;
    const bad = call.status !== 200 || call.lost;
    const entry = el("details", { ontoggle: () => entry.open && entry.children.length === 1 && entry.append(...this.inside(call)) }, el("summary", {},
      el("b", {}, call.method), el(bad ? "span.code.bad" : "span.code", {}, call.lost ? stage.answerLost : String(call.status)), el("time", {}, this.format(call.at, { hour: "2-digit", minute: "2-digit", second: "2-digit" }))));
    this.calls.prepend(el("li", {}, entry));
    while (this.calls.children.length > 100) this.calls.lastChild.remove();
  }

  inside(call) {
    const shown = Object.fromEntries(Object.entries(call.arguments).map(([name, value]) => [name, unpacked(value)]));
    const block = (label, text) => el("div", {}, el("h4", {}, label), el("pre", { tabindex: 0, role: "region", "aria-label": `${call.method}: ${label}` }, text));
    return [block(stage.arguments, JSON.stringify(shown, null, 1)), block(stage.answer, call.answer)];
  }

  // --- rows

  rowsPanel() {
    this.rows = el("div.tables", { id: "tables" });
    return this.panel("rows-panel", stage.rows, this.rows);
  }

  showRows(tables) {
    if (!find("#rows-panel").open) return;
    const filled = Object.entries(tables).filter(([, rows]) => rows.length);
    const mark = JSON.stringify([this.zone, filled]);
    if (this.rows.dataset.mark === mark) return;
    this.rows.dataset.mark = mark;
    this.rows.replaceChildren(...(filled.length ? filled.map(([name, rows]) => this.table(name, rows)) : [el("p.none", {}, stage.noRows)]));
  }

  table(name, rows) {
    const columns = Object.keys(rows[0]).filter((column) => column !== "chat_id");
    const cell = (column, value) => {
      if (value === null) return el("td.null", {}, "–");
      const text = String(value);
      if (MOMENTS.test(column) && typeof value === "number" && value > 1e11)
        return el("td", { title: text }, this.format(value, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" }));
      return el("td", { title: text }, text.length > 60 ? `${text.slice(0, 60)}…` : text);
    };
    return el("div.table", { tabindex: 0, role: "region", "aria-label": name, "data-table": name }, el("table", {}, el("caption", {}, `${name} · ${rows.length}`),
      el("thead", {}, el("tr", {}, ...columns.map((column) => el("th", { scope: "col" }, column)))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...columns.map((column) => cell(column, row[column])))))));
  }
}

// Arguments are text; those that are JSON are shown as what they mean.
function unpacked(value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
