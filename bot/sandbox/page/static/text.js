// A text with entities as elements. Offsets are UTF-16 code units, which is how JavaScript counts too.

import { el } from "./dom.js";
import { now } from "./state.js";

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
// A line is spoken in the language it is written in, whatever the page's: what is read stays bilingual.
const LATIN = /[a-z]{2}/i;
const CHINESE = /[\u4e00-\u9fff]/;
const STYLES = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

export function rendered(text, entities, context) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length || inside(a) - inside(b));
  return pieces(text, 0, text.length, ordered, context);
}

// Telegram's order leaves a spoiler or style innermost, a quote outermost.
const inside = (entity) => (BLOCKS.has(entity.type) ? 0 : 1);

function pieces(text, start, end, entities, context) {
  const made = [];
  let at = start;
  const waiting = [...entities];
  while (waiting.length) {
    const entity = waiting.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    const block = BLOCKS.has(entity.type);
    if (from > at) made.push(plain(text.slice(at, from), { cutEnd: block, cutStart: isBlock(made.at(-1)) }));
    const within = waiting.filter((other) => other.offset < to);
    made.push(wrapped(entity, text.slice(from, to), pieces(text, from, to, within, context), context));
    at = to;
    // What reaches beyond this one goes on behind it.
    const beyond = waiting.filter((other) => other.offset + other.length > to);
    waiting.splice(0, waiting.length, ...beyond);
  }
  if (at < end) made.push(plain(text.slice(at, end), { cutStart: isBlock(made.at(-1)) }));
  return made;
}

const isBlock = (node) => node instanceof Element && node.matches("blockquote, pre");

// A block stands on lines of its own already: the line break beside it would show as an empty line.
function plain(text, { cutStart = false, cutEnd = false } = {}) {
  if (cutStart) text = text.replace(/^\n/, "");
  if (cutEnd) text = text.replace(/\n$/, "");
  const whole = document.createDocumentFragment();
  for (const line of text.split(/(?<=\n)/)) whole.append(LATIN.test(line) && !CHINESE.test(line) ? el("span", { lang: "en" }, line) : line);
  return whole;
}

function wrapped(entity, text, children, context) {
  if (STYLES[entity.type]) return el(STYLES[entity.type], {}, ...children);
  switch (entity.type) {
    case "spoiler":
      return spoiler(children, context);
    case "blockquote":
      return el("blockquote", {}, ...children);
    case "expandable_blockquote":
      return expandable(children, context);
    case "pre":
      return el("pre", { tabindex: 0, role: "region", "aria-label": entity.language || context.words.code }, el("code", { "data-language": entity.language }, ...children));
    case "text_link":
      return link(entity.url, children, context);
    case "url":
      return link(/^https?:/i.test(text) ? text : `http://${text}`, children, context);
    case "bot_command":
      return el("button.inline", { type: "button", onclick: () => context.command(text) }, ...children);
    case "mention":
      return el("button.inline", { type: "button", onclick: () => context.mention(text) }, ...children);
    case "email":
      return el("a", { href: `mailto:${text}` }, ...children);
    case "phone_number":
      return el("a", { href: `tel:${text}` }, ...children);
    case "hashtag":
    case "cashtag":
      return el("span.tag", {}, ...children);
    case "date_time":
      return moment(entity, text, context);
    default:
      return el("span", {}, ...children);
  }
}

function link(url, children, context) {
  if (!/^(https?|tg):/i.test(url)) return el("span", {}, ...children);
  const opened = (event) => context.open(url) && event.preventDefault();
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url, onclick: opened }, ...children);
}

function spoiler(children, context) {
  const words = el("span.covered", {}, el("span.words", { inert: true }, ...children));
  const cover = el("span.spoiler", { role: "button", tabindex: 0, "aria-label": context.words.spoiler }, words);
  const open = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    // As in Telegram, one tap opens all that a message hides.
    for (const each of cover.closest(".text").querySelectorAll(".spoiler")) uncover(each);
  };
  cover.addEventListener("click", open);
  cover.addEventListener("keydown", open);
  return cover;
}

function uncover(spoiler) {
  if (spoiler.classList.contains("open")) return;
  const focused = spoiler === document.activeElement;
  spoiler.classList.add("open");
  for (const name of ["role", "tabindex", "aria-label"]) spoiler.removeAttribute(name);
  spoiler.querySelector(".words").inert = false;
  if (focused) spoiler.closest("[tabindex]")?.focus();
}

function expandable(children, context) {
  const button = el("button.chevron", { type: "button", "aria-expanded": "false", "aria-label": context.words.more });
  const quote = el("blockquote.expandable", {}, el("div.quoted-text", {}, ...children), button);
  const turn = () => {
    const open = quote.classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", open ? context.words.less : context.words.more);
  };
  button.addEventListener("click", (event) => (event.stopPropagation(), turn()));
  quote.addEventListener("click", (event) => event.target.closest("a, button, .spoiler") || turn());
  // A quote that fits needs no chevron.
  new ResizeObserver((_, observer) => {
    if (!quote.isConnected) return observer.disconnect();
    const body = quote.firstChild;
    if (!quote.classList.contains("open")) button.hidden = body.scrollHeight <= body.clientHeight + 1;
  }).observe(quote);
  return quote;
}

// In the caption of a sound a time such as 0:42 or 1:02:31 seeks, as in Telegram.
export function linkTimes(root, { words }, seek) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const node of texts) {
    const parts = node.data.split(/(?<![\d:.])((?:\d{1,2}:)?\d{1,2}:[0-5]\d)(?![\d:])/);
    if (parts.length < 2) continue;
    node.replaceWith(...parts.map((part, at) => (at % 2 ? timeButton(part, words, seek) : document.createTextNode(part))));
  }
}

function timeButton(text, words, seek) {
  const seconds = text.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
  return el("button.inline.seeks", { type: "button", "aria-label": `${words.playFrom} ${text}`, onclick: () => seek(seconds) }, text);
}

const LETTERS = {
  w: { weekday: "short" },
  d: { year: "2-digit", month: "2-digit", day: "2-digit" },
  D: { year: "numeric", month: "long", day: "numeric" },
  t: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  T: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

// In the device's own zone and the reader's language; a format is r, or some of w, d or D, t or T.
function moment(entity, text, context) {
  const date = new Date(entity.unix_time * 1000);
  const format = entity.date_time_format || "";
  const options = Object.assign({}, ...[...format].map((letter) => LETTERS[letter] || {}));
  const whole = new Intl.DateTimeFormat(context.lang, { dateStyle: "full", timeStyle: "long" }).format(date);
  let shown = text;
  if (format === "r") shown = relative(date, context.lang);
  else if (Object.keys(options).length) shown = new Intl.DateTimeFormat(context.lang, options).format(date);
  return el("time", { datetime: date.toISOString(), title: whole }, shown);
}

function relative(date, lang) {
  const seconds = (date - now()) / 1000;
  const [size, unit] = [[86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]].find(([each]) => Math.abs(seconds) >= each) || [1, "second"];
  return new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
