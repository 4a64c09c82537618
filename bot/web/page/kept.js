// What a room was like when the reader left it: they come back to the same, which is asked for anew meanwhile.

import { belongings, everything } from "./route.js";
import { useAsked, useCallback, useMemo, useRef, useState } from "./view.js";

/** Something is no more: no room shows it again before it has asked. */
export function clearOut() {
  for (const own of everything()) {
    own.delete("shown");
    own.delete("pages");
  }
}

/**
 * A state that is there again for whoever comes back.
 * @template T
 * @param {string} name
 * @param {T} initial
 * @returns {[T, (next: T) => void]}
 */
export function useKept(name, initial) {
  const own = useMemo(belongings, []);
  const [value, put] = useState(/** @returns {T} */ () => own.get(name) ?? initial);
  const keep = useCallback((/** @type {T} */ next) => {
    own.set(name, next);
    put(next);
  }, []);
  return [value, keep];
}

/**
 * What a room shows, as `useAsked` has it.
 * @template T
 * @param {() => Promise<T>} call
 * @param {unknown[]} over
 * @param {() => T | undefined} [early]
 */
export function useRoom(call, over, early) {
  const own = useMemo(belongings, []);
  const asked = useAsked(call, over, early);
  if (asked.value !== undefined) own.set("shown", asked.value);
  return { ...asked, value: /** @type {T | undefined} */ (own.get("shown")) };
}

/**
 * A list that is longer than an answer: its pages so far, of which as many are had again as there were.
 * @template T
 * @typedef {{of: string, pages: T[], next: any}} Pages
 */

/**
 * @template T
 * @param {(from: any) => Promise<{page: T, next: any}>} load  From `undefined` on; `next` is null behind the last.
 * @param {unknown[]} over
 * @param {unknown} [also]  Asked for anew whenever this is another.
 */
export function usePages(load, over, also) {
  const own = useMemo(belongings, []);
  const of = JSON.stringify(over);
  const before = () => {
    const kept = /** @type {Pages<T> | undefined} */ (own.get("pages"));
    return kept?.of === of ? kept : undefined;
  };
  const call = async () => {
    /** @type {Pages<T>} */
    const all = { of, pages: [], next: undefined };
    do {
      const { page, next } = await load(all.next);
      all.pages.push(page);
      all.next = next;
    } while (all.next !== null && all.pages.length < (before()?.pages.length ?? 1));
    own.set("pages", all);
    return all;
  };
  const { value, fault, again, replace } = useAsked(call, [of, also]);
  const shown = value ?? before();
  const busy = useRef(false);
  const more = async () => {
    if (!shown || busy.current) return;
    busy.current = true;
    try {
      const { page, next } = await load(shown.next);
      const all = { ...shown, pages: [...shown.pages, page], next };
      own.set("pages", all);
      replace(all);
    } finally {
      busy.current = false;
    }
  };
  return { pages: shown?.pages, next: shown?.next, fault, again, more };
}
