// Where the reader is on the page: the address says it, so that a reload and the back button find it.

import { place } from "./launch.js";
import { showBack } from "./telegram.js";
import { Signal } from "./view.js";

/** @typedef {import("./launch.js").Route} Route */

export const route = new Signal(place());

/** How many steps back stay on the page. */
let depth = Number(history.state?.depth ?? 0);

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
  depth += 1;
  history.replaceState({ ...history.state, scroll: scrollY }, "");
  history.pushState({ depth }, "", address(room, more));
  route.value = place();
  showBack(true);
}

export function back() {
  if (depth > 0) history.back();
  else if (route.value.room !== "today") {
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
