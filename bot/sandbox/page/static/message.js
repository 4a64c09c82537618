// One message as an element that is changed in place: what an edit leaves alone keeps its node, its focus, its state.

import { el, set } from "./dom.js";
import { act, chat, state, writer } from "./state.js";
import { linkTimes, rendered } from "./text.js";
import { voice } from "./voice.js";

const PENDING_MS = 15_000; // as long as Telegram lets a bot answer

export class MessageView {
  constructor(shown, context) {
    this.context = context;
    this.seen = {};
    this.text = el("div.text");
    this.meta = el("footer");
    this.bubble = el("div.bubble", {}, this.text, this.meta);
    // A long touch, as on a phone; a mouse's menu stays the browser's.
    this.bubble.addEventListener("contextmenu", (event) => event.pointerType === "touch" && (event.preventDefault(), context.reply(this.shown)));
    this.keyboard = el("div.keyboard");
    this.element = el("article.message", { "data-id": shown.id, lang: context.lang }, el("div.stack", {}, this.bubble, this.keyboard));
    this.update(shown);
  }

  update(shown) {
    this.shown = shown;
    const mine = !shown.bot && shown.from?.id === writer(chat())?.id;
    const { words, lang } = this.context;
    this.element.className = `message ${mine ? "mine" : "theirs"}${Object.keys(shown.service).length ? " service" : ""}`;
    this.part("head", [shown.from, shown.reply, mine], () => this.head(shown, mine));
    this.part("media", [shown.media], () => this.media(shown.media));
    this.part("text", [shown.text, shown.entities, shown.service, shown.media?.kind], () => this.write(shown));
    this.part("meta", [shown.at, shown.silent], () => {
      const time = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(shown.at);
      this.meta.replaceChildren(el("time", { datetime: new Date(shown.at).toISOString() }, time), ...(shown.bot ? [bell(shown.silent, words)] : []));
    });
    this.part("keyboard", [shown.keyboard], () => this.buttons(shown.keyboard));
    this.element.setAttribute("aria-label", `${mine ? words.you : shown.from?.name || chat().title}, ${this.meta.textContent}`);
  }

  part(name, of, change) {
    const mark = JSON.stringify(of);
    if (this.seen[name] === mark) return;
    this.seen[name] = mark;
    change();
  }

  head(shown, mine) {
    this.bubble.querySelector(".head")?.remove();
    const { words } = this.context;
    const head = el("div.head");
    if (!mine && chat().type !== "private") head.append(el("b.name", {}, shown.from?.name || chat().title));
    if (shown.reply) head.append(el("button.quoted", { type: "button", onclick: () => this.context.show(shown.reply.id) }, el("b", {}, shown.reply.name), el("span", {}, shown.reply.text || words.photo)));
    // Not in the tab order: there is Ctrl+↑ and ↓ for the keyboard.
    head.append(el("button.answer", { type: "button", tabindex: -1, title: words.reply, "aria-label": words.reply, onclick: () => this.context.reply(this.shown) }, "↩"));
    this.bubble.prepend(head);
  }

  media(media) {
    this.sound?.stop();
    this.bubble.querySelector(".media")?.remove();
    if (media) this.text.before(mediaElement(media, this.context));
    this.sound = this.bubble.querySelector(".voice");
  }

  write(shown) {
    const migrated = shown.service.migrate_to_chat_id || shown.service.migrate_from_chat_id;
    const text = migrated ? this.context.words.grew : shown.text;
    const sounds = shown.media?.kind === "audio" || shown.media?.kind === "voice";
    this.text.replaceChildren(...rendered(text, migrated ? [] : shown.entities, this.context));
    if (sounds) linkTimes(this.text, this.context, (seconds) => this.sound.seek(seconds));
    this.text.hidden = !text;
  }

  buttons(rows) {
    while (this.keyboard.children.length > rows.length) this.keyboard.lastChild.remove();
    rows.forEach((row, r) => {
      const line = this.keyboard.children[r] || this.keyboard.appendChild(el("div.row"));
      while (line.children.length > row.length) {
        if (line.lastChild === document.activeElement) line.children[row.length - 1].focus();
        line.lastChild.remove();
      }
      row.forEach((button, c) => this.button(line.children[c] || line.appendChild(this.blank()), button));
    });
    this.keyboard.hidden = rows.length === 0;
  }

  blank() {
    return el("button", { type: "button", onclick: (event) => this.press(event.currentTarget) }, el("span"));
  }

  button(element, button) {
    element.of = button;
    set(element.firstChild, "textContent", button.text);
    set(element, "className", button.url || button.web_app ? "opens" : "copy_text" in button ? "copies" : "");
    if (button.url) element.setAttribute("aria-label", `${button.text}, ${this.context.words.opens}`);
    else element.removeAttribute("aria-label");
    element.title = button.url || "";
    element.removeAttribute("aria-busy");
  }

  async press(element) {
    const { url, copy_text: copied, callback_data: data, web_app: page } = element.of;
    if (page) this.context.app(page.url);
    else if (url) {
      if (!this.context.open(url)) window.open(url, "_blank", "noopener,noreferrer");
    } else if (copied) {
      await navigator.clipboard?.writeText(copied.text).catch(() => {});
      this.context.toast(this.context.words.copied);
    } else {
      this.wait(element);
      await act("press", { chat: this.shown.chat, message: this.shown.id, data, reader: writer(chat()).id });
    }
  }

  wait(element) {
    element.setAttribute("aria-busy", "true");
    setTimeout(() => element.removeAttribute("aria-busy"), PENDING_MS);
  }

  // Another page may have pressed; the answer ends the waiting wherever it shows.
  tapped(tap) {
    for (const element of this.keyboard.querySelectorAll("button")) {
      if (element.of.callback_data === tap.data) tap.answer ? element.removeAttribute("aria-busy") : this.wait(element);
    }
    if (tap.answer) for (const element of this.keyboard.querySelectorAll("[aria-busy]")) element.removeAttribute("aria-busy");
  }
}

function bell(silent, words) {
  const label = silent ? words.silent : words.sounding;
  return el(silent ? "span.bell.silent" : "span.bell", { role: "img", "aria-label": label, title: label });
}

function mediaElement(media, context) {
  const file = `files/${media.file}`;
  if (media.kind === "voice") return voice(file, media, context);
  if (media.kind === "audio") return voice(file, media, context);
  if (media.kind === "photo") return el("img.media.photo", { src: file, alt: context.words.photo, width: media.width, height: media.height });
  return el("a.media.document", { href: `${file}?download`, download: media.name, "aria-label": `${context.words.download}: ${media.name}` },
    el("span.glyph", { "aria-hidden": "true" }, "↓"), el("span", {}, el("b", {}, media.name), el("small", {}, size(media.size))));
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
