// Where a segment's audio and its timings come from; what was asked for once is kept while the page is open.

import { get, Problem } from "../api.js";
import { keep } from "../offline.js";
import { made } from "./word.js";

/** @typedef {import("../types.d.ts").Sound} Sound */

/**
 * Have the sounds of an episode come, one after another, for a tunnel: those that are recorded.
 * @param {number} episode
 * @param {Iterable<number>} segments
 */
export async function fetchAhead(episode, segments) {
  for (const segment of segments) {
    try {
      const { url } = await get(`/episodes/${episode}/segments/${segment}/audio`);
      await keep([new URL(url, location.href).href]);
    } catch {
      return;
    }
  }
}

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
