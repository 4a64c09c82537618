// How far the reader is: seen from what stands at the top of the screen, written down a moment later, moved by the chat.

import { write } from "../outbox.js";
import { Signal } from "../view.js";
import { hold } from "./mine.js";

const SETTLED = 500;
const QUIET = 2000;
const SCROLLS = 600;
const SCROLL_KEYS = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"];
const LINE = 110;

/** The segment at the top; as many as there are is the end. */
export const current = new Signal(0);
/** What the server has, as far as we know. */
let told = -1;
/** What was on the screen when that was last agreed on: at the end one more than there are segments to be at. */
let seenAt = -1;
let writing = false;
/** The episode that is watched. */
let watched = "";
let touchedAt = -QUIET;
let scrolledAt = -QUIET;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let settling;

/** Whether the reader's hands are off: only then may the page move by itself. */
export const resting = () => performance.now() - touchedAt > QUIET;

/** Whether the reader moves the page themselves just now. */
export const scrolling = () => performance.now() - scrolledAt < SCROLLS;

/**
 * Bring a segment to the top, or so far below the window's edge. Those above it get their true heights only as they
 * come into view, so it is put there until it stays.
 * @param {number} index
 * @param {number} [below]
 */
export function show(index, below) {
  const element = document.getElementById(`s${index}`) ?? document.getElementById("end");
  let turns = 4;
  const put = () => {
    if (below === undefined) element?.scrollIntoView({ block: "start" });
    else if (element) scrollBy(0, element.getBoundingClientRect().top - below);
    turns -= 1;
    if (turns > 0) requestAnimationFrame(put);
  };
  put();
  current.value = index;
}

/**
 * Where the page stands, to come back to.
 * @returns {{segment: number, top: number, told: number}}
 */
export function whereabouts() {
  const element = document.getElementById(`s${current.value}`) ?? document.getElementById("end");
  return { segment: current.value, top: element?.getBoundingClientRect().top ?? 0, told };
}

/**
 * The position as the server has it; whether that is news to the page.
 * @param {number} index
 */
export function agreed(index) {
  if (writing || settling !== undefined) return false;
  if (index === told) return false;
  const news = told !== -1;
  told = seenAt = index;
  return news;
}

/**
 * Watch an episode of so many segments until the returned end.
 * @param {string} episode
 * @param {number} length
 */
export function watch(episode, length) {
  told = -1;
  watched = episode;
  const settle = async () => {
    clearTimeout(settling);
    settling = undefined;
    if (writing) return; // one at a time: it looks again when it is through
    writing = true;
    while (current.value !== seenAt && told !== -1) {
      const index = current.value;
      seenAt = index;
      hold(await write("PUT", `/episodes/${episode}/position`, { index }).catch(() => null));
      // It may have been watched anew meanwhile, from an older position.
      if (watched === episode) [told, seenAt] = [Math.min(index, length - 1), index];
    }
    writing = false;
  };
  const seen = () => {
    current.value = topmost(length);
    clearTimeout(settling);
    settling = setTimeout(settle, SETTLED);
  };
  const touched = (/** @type {Event} */ event) => {
    touchedAt = performance.now();
    const moved = event instanceof KeyboardEvent ? SCROLL_KEYS.includes(event.key) : event.type !== "pointerdown";
    if (moved) scrolledAt = touchedAt;
  };
  const moves = ["wheel", "touchmove", "keydown", "pointerdown"];
  for (const name of moves) addEventListener(name, touched, { passive: true });
  addEventListener("scroll", seen, { passive: true });
  const leaving = () => void (document.hidden && settle());
  document.addEventListener("visibilitychange", leaving);
  return () => {
    void settle();
    told = -1;
    for (const name of moves) removeEventListener(name, touched);
    removeEventListener("scroll", seen);
    document.removeEventListener("visibilitychange", leaving);
  };
}

/** @param {number} length */
function topmost(length) {
  const end = document.getElementById("end")?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
  if (end < innerHeight / 2) return length;
  let [low, high] = [0, length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const top = document.getElementById(`s${middle}`)?.getBoundingClientRect().top ?? 0;
    if (top <= LINE) low = middle;
    else high = middle - 1;
  }
  return low;
}
