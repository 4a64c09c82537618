// Where one writes: text, replies, the command menu, files, Start and Unblock.

import { el, find } from "./dom.js";
import { act, chat, last, on, state, writer } from "./state.js";
import { words } from "./words.js";

export class Composer {
  constructor() {
    Object.assign(this, { form: find("#composer"), input: find("#input"), menu: find("#menu"), bar: find("#replying"), writers: find("#writer"), begin: find("#begin"), drafts: new Map(), replying: null, chosen: -1 });
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.send()));
    this.input.addEventListener("input", () => (this.grow(), this.offer()));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.fold(), 150));
    this.menu.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
    this.bar.querySelector("button").addEventListener("click", () => this.reply(null));
    find("#open-menu").addEventListener("click", () => this.openMenu());
    this.writers.addEventListener("change", () => state.writers.set(state.current, Number(this.writers.value)));
    this.begin.addEventListener("click", () => this.start());
    find("#attach input").addEventListener("change", (event) => this.attach(event.target));
    on("chats", () => this.open(false));
    on("sent", (told) => {
      if (told.chat !== state.current) return;
      this.open(false);
      if (told.prompt) this.reply(told);
    });
    on("deleted", (told) => this.replying?.id === told.id && this.reply(null));
  }

  open(fresh = true) {
    const of = chat();
    this.words = words(of.language);
    if (fresh) {
      this.input.value = this.drafts.get(of.id) || "";
      const newest = last(of);
      this.reply(newest?.prompt ? newest : null, false);
      this.fold();
    }
    const silent = of.type === "channel" && !of.readers.length;
    const begin = of.type === "private" && (of.blocked ? "unblock" : of.messages.size ? null : "start");
    this.begin.hidden = !begin && !silent;
    this.begin.disabled = silent;
    this.begin.textContent = silent ? this.words.onlyAdmins : begin ? this.words[begin] : "";
    this.form.querySelector(".line").hidden = Boolean(begin || silent);
    this.grow();
    this.label();
    this.writers.hidden = of.readers.length < 2;
    const names = of.readers.map((reader) => `${reader.id} ${reader.name}`).join("\n");
    if (this.names !== names) this.writers.replaceChildren(...of.readers.map((reader) => el("option", { value: reader.id }, reader.name)));
    this.names = names; // the same options stay: the list may be open just now
    this.writers.value = writer(of)?.id;
    find("#open-menu").hidden = !of.menu.length;
    find("#attach").hidden = of.type !== "private";
  }

  label() {
    const { words } = this;
    this.input.placeholder = this.replying?.prompt?.hint || words.message;
    this.input.setAttribute("aria-label", words.message);
    this.menu.setAttribute("aria-label", words.menu);
    this.writers.setAttribute("aria-label", words.writeAs);
    this.bar.querySelector("button").setAttribute("aria-label", words.cancelReply);
    for (const [id, label] of [["open-menu", words.menu], ["send", words.send]]) {
      find(`#${id}`).setAttribute("aria-label", label);
      find(`#${id}`).title = label;
    }
    find("#attach input").setAttribute("aria-label", words.attach);
    find("#attach").title = words.attach;
  }

  start() {
    const of = chat();
    if (of.blocked) act("block", { reader: of.id, blocked: false });
    else this.say("/start");
  }

  say(text, of = chat(), replyTo = null) {
    return act("send", { chat: of.id, reader: writer(of).id, text, reply_to: replyTo });
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    const replyTo = this.replying?.id ?? null;
    this.input.value = "";
    this.drafts.delete(state.current);
    this.reply(null, false);
    this.grow();
    this.fold();
    if (!(await this.say(text, chat(), replyTo))) this.input.value = text;
  }

  async attach(input) {
    const [file] = input.files;
    if (!file) return;
    const of = chat();
    await fetch(`upload?reader=${of.id}&name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    input.value = "";
  }

  reply(message, focus = true) {
    this.replying = message;
    this.bar.hidden = !message;
    if (message) {
      this.bar.querySelector("b").textContent = message.from?.name || chat().title;
      this.bar.querySelector("span").textContent = message.text;
    }
    this.input.placeholder = message?.prompt?.hint || this.words.message;
    if (focus) this.input.focus();
  }

  // Ctrl+↑ and Ctrl+↓: reply to the message before or after.
  step(back) {
    const messages = [...chat().messages.values()];
    const at = this.replying ? messages.findIndex(({ id }) => id === this.replying.id) : messages.length;
    this.reply(messages[back ? Math.max(at - 1, 0) : at + 1] || null);
  }

  grow() {
    this.drafts.set(state.current, this.input.value);
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }

  key(event) {
    const offered = !this.menu.hidden;
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (offered && this.chosen >= 0) this.menu.children[this.chosen].click();
      else this.send();
    } else if (event.key === "Escape") {
      if (offered) this.fold();
      else if (this.replying) this.reply(null);
      else this.input.blur();
      event.stopPropagation();
    } else if (event.key === "Tab" && offered && this.chosen >= 0) {
      event.preventDefault();
      this.input.value = `${this.menu.children[this.chosen].dataset.command} `;
      this.fold();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      if (event.ctrlKey || event.metaKey) (event.preventDefault(), this.step(event.key === "ArrowUp"));
      else if (offered) (event.preventDefault(), this.choose(this.chosen + (event.key === "ArrowUp" ? -1 : 1)));
    }
  }

  openMenu() {
    const open = !this.menu.hidden;
    this.input.focus();
    if (open) return this.fold();
    if (!this.input.value) this.input.value = "/";
    this.offer();
  }

  offer() {
    const typed = this.input.value;
    const fits = /^\/\w*$/.test(typed) ? chat().menu.filter(({ command }) => command.startsWith(typed.slice(1))) : [];
    this.menu.replaceChildren(...fits.map(({ command, description }, n) => {
      const pick = () => ((this.input.value = ""), this.grow(), this.fold(), this.say(`/${command}`));
      return el("li", { role: "option", id: `command-${n}`, "data-command": `/${command}`, "aria-selected": "false", onclick: pick }, el("b", {}, `/${command}`), el("span", {}, description));
    }));
    this.menu.hidden = !fits.length;
    this.choose(fits.length ? 0 : -1);
  }

  choose(n) {
    const options = [...this.menu.children];
    this.chosen = options.length ? (n + options.length) % options.length : -1;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.chosen)));
    options[this.chosen]?.scrollIntoView({ block: "nearest" });
    if (this.chosen >= 0) this.input.setAttribute("aria-activedescendant", `command-${this.chosen}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  fold() {
    if (this.input.value === "/") this.input.value = "";
    this.menu.hidden = true;
    this.menu.replaceChildren();
    this.choose(-1);
  }

}
