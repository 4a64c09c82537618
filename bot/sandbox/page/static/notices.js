// Toasts and alerts: what a tap was answered with, and what went wrong with the page itself.

import { find } from "./dom.js";
import { chat, on, state } from "./state.js";
import { stage, words } from "./words.js";

const TOAST_MS = 3_500;
let ends = 0;

export function toast(text) {
  const element = find("#toast");
  clearTimeout(ends);
  element.textContent = text;
  element.classList.add("shown");
  ends = setTimeout(() => element.classList.remove("shown"), TOAST_MS);
}

export function alarm(text) {
  const dialog = find("#alert");
  dialog.querySelector("p").textContent = text;
  dialog.querySelector("button").textContent = words(chat().language).ok;
  if (!dialog.open) dialog.showModal();
}

export function notices() {
  on("answered", ({ chat: id, answer }) => {
    if (id !== state.current || !answer?.text) return;
    if (answer.alert) alarm(answer.text);
    else toast(answer.text);
  });
  on("refused", toast);
  on("lost", () => toast(words(chat()?.language).lost));
}
