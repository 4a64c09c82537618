// Where the reader is on the page: the address says it, so that a reload and the back button find it.

import { place } from "./launch.js";
import { showBack } from "./telegram.js";
import { Signal } from "./view.js";

/** @typedef {import("./launch.js").Route} Route */

export const route = new Signal(place());

/** How many steps back stay on the page. */
let depth = Number(history.state?.depth ?? 0);

/** Of each step, what its room is to find when the reader comes back. @type {Map<number, Map<string, any>>} */
const kept = new Map();

/** Those of the room that is shown. */
export function belongings() {
  const own = kept.get(depth) ?? new Map();
  kept.set(depth, own);
  return own;
}

/** Those of every room. */
export const everything = () => kept.values();

/** Which step it is, another one for each room that was gone to. */
export const step = () => depth;

/** @type {Set<() => void>} */
const leaving = new Set();

/**
 * Told before another room is gone to.
 * @param {() => void} tell
 * @returns {() => void} ends it
 */
export function onLeave(tell) {
  leaving.add(tell);
  return () => void leaving.delete(tell);
}

// Rooms are at their place by themselves: the browser would try before there is anything.
history.scrollRestoration = "manual";
window.addEventListener("pagehide", () => history.replaceState({ ...history.state, scroll: scrollY }, ""));

/**
 * @param {string} room
 * @param {Record<string, string | number | undefined>} [more]
 */
export function address(room, more = {}) {
  const query = new URLSearchParams({ room });
  for (const [name, value] of Object.entries(more)) if (value !== undefined) query.set(name, String(value));
  return `?${query}`;
}

/**
 * @param {string} room
 * @param {Record<string, string | number | undefined>} [more]
 */
export function go(room, more = {}) {
  for (const tell of leaving) tell();
  const to = address(room, more);
  history.replaceState({ ...history.state, scroll: scrollY, to }, "");
  depth += 1;
  kept.delete(depth);
  history.pushState({ depth }, "", to);
  route.value = place();
  showBack(true);
}

export function back() {
  if (depth > 0) history.back();
  else if (route.value.room !== "today") {
    kept.delete(0);
    history.replaceState({ depth: 0 }, "", address("today"));
    route.value = place();
    showBack(false);
  }
}

window.addEventListener("popstate", () => {
  depth = Number(history.state?.depth ?? 0);
  route.value = place();
  showBack(depth > 0 || route.value.room !== "today");
});

/**
 * A link that stays on the page.
 * @param {string} room
 * @param {Record<string, string | number | undefined>} [more]
 */
export function leads(room, more) {
  return {
    href: address(room, more),
    onClick: (/** @type {MouseEvent} */ event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button > 0) return;
      event.preventDefault();
      go(room, more);
    },
  };
}
