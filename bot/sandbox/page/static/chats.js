// The list of chats: who reads there, what was said last, what is new.

import { el, find } from "./dom.js";
import { last, on, state } from "./state.js";
import { stage, stageTag, tag } from "./words.js";

export class Chats {
  constructor(open) {
    this.open = open;
    this.list = find("#chats");
    for (const kind of ["all", "chats", "sent", "edited", "deleted", "current"]) on(kind, () => this.later());
  }

  // Many changes, one drawing a frame.
  later() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => ((this.asked = null), this.show()));
  }

  show() {
    for (const of of state.chats.values()) {
      const item = this.list.querySelector(`[data-chat="${of.id}"]`) || this.list.appendChild(this.item(of));
      const newest = last(of);
      const current = of.id === state.current;
      const button = item.firstChild;
      button.setAttribute("aria-current", String(current));
      button.querySelector(".preview").textContent = newest?.text.replace(/\s+/g, " ").slice(0, 90) || newest?.media?.name || "\u00a0";
      button.querySelector("time").textContent = newest ? new Intl.DateTimeFormat(stageTag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(newest.at) : "";
      const unread = button.querySelector(".unread");
      unread.hidden = !of.unread;
      unread.textContent = of.unread;
      unread.setAttribute("aria-label", stage.unread(of.unread));
      item.hidden = Boolean(of.moved);
    }
  }

  item(of) {
    const kind = of.type === "private" ? tag(of.language).slice(0, 2) : "";
    return el("li", { "data-chat": of.id }, el("button", { type: "button", onclick: () => this.open(of.id) },
      el("span.avatar", { "aria-hidden": "true", "data-hue": of.type === "private" ? kind : of.type }, [...of.title][0]),
      el("span.title", { lang: tag(of.language) }, of.title, kind ? el("small", {}, kind) : null), el("time"),
      el("span.preview"), el("span.unread", { role: "img", hidden: true })));
  }
}
