// The open chat: its messages, where one stands in them, what the bot is doing.

import { el, find } from "./dom.js";
import { MessageView } from "./message.js";
import { chat, last, now, older, on, state } from "./state.js";
import { tag, words } from "./words.js";

const NEAR_END = 60; // pixels from the end that still count as being there
const TOP_GAP = 4; // pixels above a card that was turned
const ACTION_MS = 5_000; // how long a chat action shows, as in Telegram
const ACTIONS = { upload_document: "sendingFile", upload_photo: "sendingFile", record_voice: "recording", upload_voice: "sendingFile" };

export class Conversation {
  constructor(hooks) {
    this.hooks = hooks;
    this.log = find("#log");
    this.list = find("#messages");
    this.end = find("#to-end");
    this.views = new Map();
    this.stuck = true;
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.end.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.log);
    on("sent", (told) => told.chat === state.current && this.add(told));
    on("edited", (told) => told.chat === state.current && this.edited(told));
    on("deleted", (told) => told.chat === state.current && this.remove(told.id));
    on("tapped", (tap) => this.tapped(tap));
    on("answered", (tap) => this.tapped(tap));
    on("action", (told) => told.chat === state.current && this.doing(told.action));
    for (const kind of ["chats", "online"]) on(kind, () => this.header());
  }

  context() {
    const code = chat().language;
    return { words: words(code), lang: tag(code), show: (id) => this.show(id), ...this.hooks };
  }

  open() {
    const of = chat();
    of.unread = 0;
    this.given = this.context();
    this.views = new Map();
    this.list.replaceChildren();
    this.log.setAttribute("aria-label", `${this.given.words.conversation}: ${of.title}`);
    this.end.setAttribute("aria-label", this.given.words.toEnd);
    this.list.append(...this.made([...of.messages.values()]));
    this.blank();
    this.header();
    this.toEnd();
  }

  // Elements for messages in a row, with the day before the first of each.
  made(messages, before = null) {
    const made = [];
    for (const shown of messages) {
      const day = this.day(shown.at);
      if (day !== before) made.push(el("div.day", { "data-day": day }, el("span", {}, day)));
      before = day;
      const view = new MessageView(shown, this.given);
      this.views.set(shown.id, view);
      made.push(view.element);
    }
    return made;
  }

  day(at) {
    const format = new Intl.DateTimeFormat(this.given.lang, { month: "long", day: "numeric", weekday: "short" });
    const day = format.format(at);
    return day === format.format(now()) ? `${this.given.words.today} · ${day}` : day;
  }

  add(shown) {
    const days = this.list.querySelectorAll(".day");
    const before = days[days.length - 1]?.dataset.day ?? null;
    const mine = !shown.bot;
    this.blank(false);
    this.list.append(...this.made([shown], before));
    this.doing(null);
    if (mine || this.stuck) this.toEnd();
    else this.end.hidden = false;
  }

  // A card that was turned is read from its top, as in Telegram; new buttons under the same text move nothing.
  edited(told) {
    const view = this.views.get(told.id);
    if (!view) return;
    const turned = view.shown.text !== told.text;
    view.update(told);
    if (turned) this.toTop(view.element);
  }

  toTop(element) {
    const top = element.offsetTop - this.list.offsetTop + this.list.offsetTop - this.log.offsetTop;
    if (element.offsetHeight <= this.log.clientHeight && element === this.list.lastElementChild) return this.toEnd();
    this.stuck = false;
    this.log.scrollTop = top - TOP_GAP;
  }

  remove(id) {
    this.views.get(id)?.element.remove();
    this.views.delete(id);
    this.blank();
  }

  blank(empty = this.views.size === 0) {
    this.list.querySelector(".blank")?.remove();
    const { description } = chat();
    if (empty && description && chat().type === "private")
      this.list.append(el("div.blank", {}, el("b", {}, this.given.words.about), el("p", {}, description)));
  }

  tapped(tap) {
    if (tap.chat === state.current) this.views.get(tap.message)?.tapped(tap);
  }

  header() {
    const of = chat();
    const { words } = this.given;
    const isPrivate = of.type === "private";
    find("#name").textContent = isPrivate ? state.bot.name : of.title;
    const avatar = find("#avatar");
    avatar.textContent = isPrivate ? "B" : [...of.title][0];
    avatar.dataset.hue = isPrivate ? "bot" : of.type;
    const away = !isPrivate && ["left", "kicked"].includes(of.status);
    const idle = isPrivate ? `${words.bot} · ${of.title}` : away ? words.left : of.type === "channel" ? words.channel : words.members(of.readers.length);
    find("#status").textContent = !state.online ? words.offline : this.action ? words[ACTIONS[this.action] || "typing"] : idle;
  }

  doing(action) {
    clearTimeout(this.actionEnds);
    if (action) this.actionEnds = setTimeout(() => this.doing(null), ACTION_MS);
    if (this.action !== action) ((this.action = action), this.header());
  }

  async scrolled() {
    const left = this.log.scrollHeight - this.log.clientHeight - this.log.scrollTop;
    this.stuck = left < NEAR_END;
    this.end.hidden = this.stuck;
    const of = chat();
    if (this.log.scrollTop > 600 || !of.more || this.loading) return;
    this.loading = true;
    const messages = await older(of).finally(() => (this.loading = false));
    if (of !== chat() || !messages.length) return;
    const height = this.log.scrollHeight;
    const first = this.list.firstElementChild;
    const earlier = this.made(messages);
    if (first?.dataset.day && first.dataset.day === this.day(messages.at(-1).at)) first.remove();
    this.list.prepend(...earlier);
    this.log.scrollTop += this.log.scrollHeight - height;
  }

  toEnd() {
    this.stuck = true;
    this.log.scrollTop = this.log.scrollHeight;
    this.end.hidden = true;
  }

  show(id) {
    const element = this.views.get(id)?.element;
    element?.scrollIntoView({ block: "center" });
    element?.animate([{ background: "var(--flash)" }, { background: "transparent" }], 1200);
  }

  // The bot's newest message with buttons, and the newest voice.
  lastCard() {
    const shown = last(chat(), (message) => message.bot && message.keyboard.length);
    return shown && this.views.get(shown.id);
  }

  lastVoice() {
    const shown = last(chat(), (message) => ["voice", "audio"].includes(message.media?.kind));
    return shown && this.views.get(shown.id);
  }
}
