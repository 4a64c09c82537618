// The app around the page: Telegram's events as its clients speak them, without a script from elsewhere.
// Outside of Telegram nothing answers, and the page looks as the browser likes it.

import { initData, launch, wear } from "./launch.js";
import { Signal } from "./view.js";

/** @typedef {{top: number, bottom: number, left: number, right: number}} Edges */

export const within = initData !== "";
/** @type {Signal<boolean>} */
export const fullscreen = new Signal(launch.get("tgWebAppFullscreen") === "1");
export const canFill = within && Number(launch.get("tgWebAppVersion") ?? 0) >= 8;

/** @type {Map<string, Set<(data: any) => void>>} */
const heard = new Map();

/**
 * @param {string} event
 * @param {(data: any) => void} tell
 * @returns {() => void} ends it
 */
function hear(event, tell) {
  const all = heard.get(event) ?? new Set();
  heard.set(event, all.add(tell));
  return () => void all.delete(tell);
}

/**
 * @param {string} event
 * @param {any} data
 */
function receive(event, data) {
  for (const tell of [...(heard.get(event) ?? [])]) tell(data);
}

/**
 * @param {string} event
 * @param {object} [data]
 */
function post(event, data = {}) {
  if (!within) return;
  const host = /** @type {any} */ (window);
  if (host.TelegramWebviewProxy) host.TelegramWebviewProxy.postEvent(event, JSON.stringify(data));
  else if (host.external && "notify" in host.external)
    host.external.notify(JSON.stringify({ eventType: event, eventData: data }));
  else if (window.parent !== window)
    window.parent.postMessage(JSON.stringify({ eventType: event, eventData: data }), "*");
}

window.addEventListener("message", (message) => {
  if (message.source !== window.parent || typeof message.data !== "string") return;
  try {
    const { eventType, eventData } = JSON.parse(message.data);
    if (typeof eventType === "string") receive(eventType, eventData);
  } catch {
    // another's message
  }
});
// Where the apps on phones and desks deliver theirs.
const webView = { receiveEvent: receive };
Object.assign(window, {
  Telegram: { WebView: webView },
  TelegramGameProxy: webView,
  TelegramGameProxy_receiveEvent: receive,
});

/**
 * @param {string} name
 * @param {Partial<Edges>} edges
 */
function keepClear(name, edges) {
  for (const side of /** @type {const} */ (["top", "bottom", "left", "right"])) {
    document.documentElement.style.setProperty(`--${name}-${side}`, `${Number(edges?.[side]) || 0}px`);
  }
}

/** Say that we are there, and wear whatever the app comes to wear. */
export function arrive() {
  hear("theme_changed", (data) => wear(data?.theme_params ?? {}));
  hear("safe_area_changed", (data) => keepClear("safe", data));
  hear("content_safe_area_changed", (data) => keepClear("clear", data));
  hear("fullscreen_changed", (data) => {
    fullscreen.value = Boolean(data?.is_fullscreen);
  });
  post("web_app_ready");
  post("web_app_expand");
  post("web_app_request_theme");
  post("web_app_request_safe_area");
  post("web_app_request_content_safe_area");
  post("web_app_set_header_color", { color_key: "bg_color" });
}

/** @param {boolean} filled */
export function fill(filled) {
  post(filled ? "web_app_request_fullscreen" : "web_app_exit_fullscreen");
}

/**
 * @param {boolean} shown
 */
export function showBack(shown) {
  post("web_app_setup_back_button", { is_visible: shown });
}

/** @param {() => void} act */
export function onBack(act) {
  return hear("back_button_pressed", act);
}

/**
 * The app's large button below the page, while it is wanted; nothing where there is no app.
 * @param {string | null} text
 * @param {() => void} [act]
 * @returns {() => void} takes it away
 */
export function mainButton(text, act) {
  if (text === null || !act) {
    post("web_app_setup_main_button", { is_visible: false });
    return () => {};
  }
  post("web_app_setup_main_button", { is_visible: true, is_active: true, text });
  const end = hear("main_button_pressed", act);
  return () => {
    end();
    post("web_app_setup_main_button", { is_visible: false });
  };
}

/** @param {"light" | "success" | "choice"} kind */
export function haptic(kind) {
  const data = {
    light: { type: "impact", impact_style: "light" },
    success: { type: "notification", notification_type: "success" },
    choice: { type: "selection_change" },
  };
  post("web_app_trigger_haptic_feedback", data[kind]);
}

/**
 * Open an address where its kind is opened: the app's browser, or a new tab.
 * @param {string} address
 */
export function openLink(address) {
  if (within) post("web_app_open_link", { url: address });
  else window.open(address, "_blank", "noopener");
}
