// A page within the app, as Telegram's clients open it: a sheet with the app's own back, close and main button. The page
// speaks by messages, and is told the theme, the edges and what was pressed.

import { el, find } from "./dom.js";
import { state } from "./state.js";

const COLOURS = { bg_color: "--ground", secondary_bg_color: "--sunk", text_color: "--ink", hint_color: "--faint", link_color: "--accent", button_color: "--accent", button_text_color: "--on-accent" };
const NONE = { top: 0, bottom: 0, left: 0, right: 0 };

export class AppSheet {
  constructor(words) {
    this.words = words;
    this.sheet = find("#app");
    this.back = el("button.icon.back", { type: "button", hidden: true, onclick: () => this.tell("back_button_pressed") }, "‹");
    this.close = el("button.icon", { type: "button", onclick: () => this.end() }, "✕");
    this.fill = el("button.icon", { type: "button", onclick: () => this.filled(!this.sheet.classList.contains("filled")) }, "⤢");
    this.title = el("h2");
    this.main = el("button.main", { type: "button", hidden: true, onclick: () => this.tell("main_button_pressed") });
    this.hole = el("div.hole");
    this.sheet.append(el("header.bar", {}, this.back, this.close, this.title, this.fill), this.hole, this.main);
    this.heard = {
      web_app_ready: () => this.sheet.classList.add("ready"),
      web_app_close: () => this.end(),
      web_app_setup_back_button: ({ is_visible: shown }) => (this.back.hidden = !shown),
      web_app_setup_main_button: (asked) => this.mainButton(asked),
      web_app_trigger_haptic_feedback: ({ type }) => this.felt(type),
      web_app_request_theme: () => this.tellTheme(),
      web_app_request_safe_area: () => this.tell("safe_area_changed", NONE),
      web_app_request_content_safe_area: () => this.tell("content_safe_area_changed", NONE),
      web_app_request_fullscreen: () => this.filled(true),
      web_app_exit_fullscreen: () => this.filled(false),
      web_app_open_link: ({ url }) => /^https?:/.test(url) && window.open(url, "_blank", "noopener,noreferrer"),
    };
    window.addEventListener("message", (message) => this.hear(message));
    new MutationObserver(() => this.tellTheme()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.tellTheme());
  }

  // An address with who opens it, signed; the colours are the app's to add.
  open(address) {
    const url = new URL(address, location.href);
    url.hash += `&tgWebAppThemeParams=${encodeURIComponent(JSON.stringify(theme()))}`;
    this.title.textContent = state.bot.name;
    const words = this.words();
    this.close.setAttribute("aria-label", words.closeApp);
    this.back.setAttribute("aria-label", words.back);
    this.fill.setAttribute("aria-label", words.fill);
    this.frame = el("iframe", { title: state.bot.name, src: url.href, allow: "clipboard-write; autoplay; fullscreen" });
    this.hole.replaceChildren(this.frame);
    this.back.hidden = this.main.hidden = true;
    this.sheet.className = "mini-app";
    this.sheet.hidden = false;
    this.before = document.activeElement;
    this.frame.focus();
  }

  end() {
    this.hole.replaceChildren();
    this.frame = null;
    this.sheet.hidden = true;
    this.before?.focus();
  }

  hear(message) {
    if (!this.frame || message.source !== this.frame.contentWindow || typeof message.data !== "string") return;
    const { eventType, eventData } = JSON.parse(message.data);
    this.heard[eventType]?.(eventData ?? {});
  }

  tell(eventType, eventData = {}) {
    this.frame?.contentWindow.postMessage(JSON.stringify({ eventType, eventData }), new URL(this.frame.src).origin);
  }

  tellTheme() {
    this.tell("theme_changed", { theme_params: theme() });
  }

  mainButton({ is_visible: shown, text }) {
    this.main.hidden = !shown;
    if (text) this.main.textContent = text;
  }

  // A desk does not shake; what was felt is seen for a moment.
  felt(kind) {
    this.sheet.dataset.felt = kind;
    navigator.vibrate?.(8);
    clearTimeout(this.feeling);
    this.feeling = setTimeout(() => delete this.sheet.dataset.felt, 300);
  }

  filled(filled) {
    this.sheet.classList.toggle("filled", filled);
    this.tell("fullscreen_changed", { is_fullscreen: filled });
  }
}

function theme() {
  const styles = getComputedStyle(document.documentElement);
  return Object.fromEntries(Object.entries(COLOURS).map(([name, from]) => [name, long(styles.getPropertyValue(from).trim())]));
}

const long = (colour) => (colour.length === 4 ? colour.replace(/[0-9a-f]/gi, "$&$&") : colour);
