// Puts the page together: which chat is open, which panes show, where links lead.

import { AppSheet } from "./app.js";
import { Chats } from "./chats.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { find } from "./dom.js";
import { Inspector } from "./inspector.js";
import { keys } from "./keys.js";
import { notices, toast } from "./notices.js";
import { ask, chat, emit, listen, on, state, writer } from "./state.js";
import { stage, stageTag, tag, words } from "./words.js";

const composer = new Composer();
const conversation = new Conversation({
  toast,
  reply: (message) => composer.reply(message),
  command: (text) => composer.say(chat().type === "private" || text.includes("@") ? text : `${text}@${state.bot.username}`),
  mention: (name) => name.slice(1).toLowerCase() === state.bot.username.toLowerCase() && meet(),
  open: follow,
  app: launch,
});
new Inspector();
new Chats((id) => (open(id), find("#log").focus({ preventScroll: true })));
notices();
keys(conversation, composer);

function open(id) {
  state.current = id;
  document.body.dataset.pane = "talk";
  localStorage.setItem("chat", id);
  conversation.open();
  composer.open();
  emit("current");
}

// The private chat of whoever writes here.
function meet() {
  const id = composer.writers.value || state.current;
  open(Number(id));
  return true;
}

// A link to the bot itself stays on the page, as in Telegram; any other is the browser's.
function follow(address) {
  const url = new URL(address, location.href);
  const web = ["t.me", "telegram.me"].includes(url.hostname) ? url.pathname.split("/")[1] : null;
  const name = web ?? (url.protocol === "tg:" && url.host === "resolve" ? url.searchParams.get("domain") : null);
  if (name?.toLowerCase() !== state.bot.username.toLowerCase()) return false;
  const payload = url.searchParams.get("start");
  meet();
  if (payload) composer.say(`/start ${payload}`);
  return true;
}

const sheet = new AppSheet(() => words(chat().language));

// A page within the app: the world signs who opens it.
async function launch(page) {
  const answer = await ask("launch", { reader: writer(chat()).id, page });
  if (answer?.ok) sheet.open((await answer.json()).url);
}

// The button beside the input field, where the bot has put a page there.
find("#to-app").addEventListener("click", () => launch(chat().page.url));
function offerPage() {
  const page = chat()?.page;
  find("#to-app").hidden = !page;
  find("#to-app").textContent = page?.label ?? "";
}
for (const change of ["all", "chats", "current"]) on(change, offerPage);

// The reader who speaks as the browser does.
function own() {
  const readers = [...state.chats.values()].filter((of) => of.type === "private");
  return (readers.find((of) => tag(of.language) === stageTag) || readers[0]).id;
}

on("all", () => {
  const before = state.current ?? Number(localStorage.getItem("chat"));
  if (state.current === null) open(state.chats.has(before) ? before : own());
  else conversation.open();
});

// --- panes and theme

function dark() {
  return (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
}

const theme = localStorage.getItem("theme");
if (theme) document.documentElement.dataset.theme = theme;
const inspector = localStorage.getItem("inspector");
document.body.classList.toggle("no-inspector", inspector === "no");

function showInspector(shown) {
  document.body.classList.toggle("no-inspector", !shown);
  document.body.dataset.pane = shown ? "inspector" : "talk";
  localStorage.setItem("inspector", shown ? "yes" : "no");
  find("#to-inspector").setAttribute("aria-expanded", String(shown));
}

const visible = () => getComputedStyle(find("#inspector")).visibility === "visible" && find("#inspector").offsetParent !== null;
find("#theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = dark() ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
});
find("#to-inspector").addEventListener("click", () => showInspector(!visible()));
find("#close-inspector").addEventListener("click", () => (showInspector(false), find("#to-inspector").focus()));
find("#to-chats").addEventListener("click", () => ((document.body.dataset.pane = "chats"), find("#chats [aria-current=true]").focus()));

document.documentElement.lang = stageTag;
find("#inspector-title").textContent = stage.title;
find("#about").textContent = stage.about;
for (const [id, label] of [["theme", stage.theme], ["to-inspector", stage.toInspector], ["close-inspector", stage.close], ["to-chats", stage.toChats]]) {
  find(`#${id}`).setAttribute("aria-label", label);
  find(`#${id}`).title = label;
}

listen();
