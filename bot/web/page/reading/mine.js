// What of an episode is the reader's: position, saved terms, known words. The chat changes it too, so it is asked for
// again while the page is seen.

import { get } from "../api.js";
import { say } from "../locale/words.js";
import { tell } from "../notice.js";
import { waiting } from "../outbox.js";
import { Signal, useCallback, useMemo, useRef, useSignal } from "../view.js";
import { UNMARKED } from "./segment.js";

/**
 * @typedef {import("../types.d.ts").Mine} Mine
 * @typedef {import("../types.d.ts").Saved} Saved
 * @typedef {Pick<Mine, "version" | "position">} Stands
 * @typedef {import("./marks.js").Standing} Standing
 */

const WAIT = 15;
const AT_ONCE = 1000;
const LATER = 3000;

const pause = () => new Promise((go) => setTimeout(go, LATER));

/** @type {Signal<Mine | null>} */
export const mine = new Signal(/** @type {Mine | null} */ (null));

/** How often a write of ours was answered: what was asked for before that may be older. */
let answers = 0;

/**
 * With the place of one and all else of another: of a version, the place is what stands before the dot.
 * @param {Stands} stands
 * @param {Mine} seen
 * @returns {Mine}
 */
function placed({ version, position }, seen) {
  const [place] = version.split(".");
  const [, others] = seen.version.split(".");
  return { ...seen, position, version: `${place}.${others}` };
}

/**
 * What the answer to a write of ours told: the place need not be asked for again, what the chat did meanwhile must.
 * @param {Stands | undefined | null} stands
 */
export function hold(stands) {
  if (!stands || !mine.value) return;
  answers += 1;
  mine.value = placed(stands, mine.value);
}

/** @type {() => Promise<void>} */
let again = async () => {};

/** Ask at once: something was just changed. */
export const lookAgain = () => again();

/**
 * Follow an episode until the returned end: the server answers when something is another than what was seen.
 * @param {string} episode
 */
export function follow(episode) {
  let wanted = true;
  const look = async () => {
    const before = answers;
    let seen = await get(`/episodes/${episode}/mine`);
    if (mine.value && answers !== before) seen = placed(mine.value, seen);
    // While something waits to be sent, what the server has (or had, in a tunnel) is older than what is shown.
    if (wanted && (!mine.value || waiting.value === 0)) mine.value = seen;
  };
  const attend = async () => {
    while (wanted) {
      try {
        if (!mine.value) await look();
        const began = performance.now();
        const stands = await get(`/episodes/${episode}/position`, { seen: mine.value?.version, wait: WAIT });
        if (wanted && stands && stands.version !== mine.value?.version) await look();
        // A reader of many windows is not kept waiting in the last of them, nor anybody by a bot that stops.
        if (!stands && performance.now() - began < AT_ONCE) await pause();
      } catch {
        await pause();
      }
    }
  };
  again = () => look().catch(() => {});
  void attend();
  const sent = waiting.hear((left) => left === 0 && void again());
  return () => {
    wanted = false;
    sent();
    again = async () => {};
    mine.value = null;
  };
}

/**
 * The marks of each segment, the same values for as long as they say the same: a save renders one segment anew.
 */
export function useMarks() {
  const seen = useSignal(mine);
  const before = useRef(/** @type {Map<number, {said: string, standing: Standing[]}>} */ (new Map()));
  const standing = useMemo(() => {
    /** @type {Map<number, Standing[]>} */
    const found = new Map();
    for (const saved of seen?.terms ?? []) {
      for (const [segment, ...at] of saved.stands) found.set(segment, [...(found.get(segment) ?? []), { saved, at }]);
    }
    before.current = new Map(
      [...found].map(([segment, each]) => {
        const said = JSON.stringify(each.map(({ saved, at }) => [saved.id, saved.here.includes(segment), at]));
        const old = before.current.get(segment);
        return [segment, old?.said === said ? old : { said, standing: each }];
      }),
    );
    return before.current;
  }, [seen]);
  const known = useMemo(() => new Set(seen?.known ?? []), [JSON.stringify(seen?.known)]);
  const easy = useMemo(
    () => new Set([...(seen?.easy ?? []), ...(seen?.known ?? [])]),
    [JSON.stringify(seen?.easy), known],
  );
  const hears = useMemo(() => new Set(seen?.hears ?? []), [JSON.stringify(seen?.hears)]);
  const of = useCallback((/** @type {number} */ index) => standing.get(index)?.standing ?? UNMARKED, [standing]);
  return { known, easy, hears, standing: of };
}

/**
 * What is the reader's of one word.
 * @param {string} key
 */
export function useMine(key) {
  const seen = useSignal(mine);
  return { saved: seen?.terms.find((term) => term.key === key) ?? null, known: seen?.known.includes(key) ?? false };
}

/**
 * Show a change at once, make it, and then show what the server has.
 * @param {() => Promise<unknown>} make
 * @param {(seen: Mine) => Mine} shown
 */
export async function change(make, shown) {
  const before = mine.value;
  if (before) mine.value = shown(before);
  try {
    await make();
  } catch {
    if (before) mine.value = before;
    tell(say().fault);
    return;
  }
  await lookAgain();
}

/**
 * With a word saved at a place.
 * @param {Saved | null} saved
 * @param {{key: string, headword: string, meaning: string}} word
 * @param {[number, number, number, number]} stands
 * @returns {(seen: Mine) => Mine}
 */
export const having = (saved, word, stands) => (seen) => ({
  ...seen,
  terms: saved
    ? seen.terms.map((term) => (term.key === saved.key ? { ...term, here: [...term.here, stands[0]] } : term))
    : [...seen.terms, { ...word, id: 0, known: false, here: [stands[0]], stands: [stands] }],
});

/**
 * Without a term's place in a segment.
 * @param {Saved} saved
 * @param {number} segment
 * @returns {(seen: Mine) => Mine}
 */
export const lacking = (saved, segment) => (seen) => ({
  ...seen,
  terms: seen.terms
    .map((term) => (term.key === saved.key ? { ...term, here: term.here.filter((at) => at !== segment) } : term))
    .filter((term) => term.key !== saved.key || term.here.length > 0 || saved.here.length > 1),
});

/**
 * With a word known, or not.
 * @param {string} key
 * @param {boolean} known
 * @returns {(seen: Mine) => Mine}
 */
export const knowing = (key, known) => (seen) => ({
  ...seen,
  known: known ? [...seen.known, key] : seen.known.filter((each) => each !== key),
});
