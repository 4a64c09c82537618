// Where a segment's audio and its timings come from; what was asked for once is kept while the page is open.

import { Problem } from "../api.js";
import { made } from "./word.js";

/** @typedef {import("../types.d.ts").Sound} Sound */

/** @type {Map<string, Promise<Sound>>} */
const had = new Map();

/**
 * A segment's sound, recorded now if it is not there yet.
 * @param {number} episode
 * @param {number} segment
 * @returns {Promise<Sound>}
 */
export function soundOf(episode, segment) {
  const path = `/episodes/${episode}/segments/${segment}/audio`;
  const known =
    had.get(path) ??
    made("GET", path).catch((fault) => {
      if (fault instanceof Problem && fault.kind === "not-recorded") return made("POST", path);
      throw fault;
    });
  had.set(path, known);
  known.catch(() => had.delete(path));
  return known;
}
