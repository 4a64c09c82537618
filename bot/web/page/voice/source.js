// Where a segment's audio and its timings come from.

import { ask, get } from "../api.js";

/** @type {Map<string, Promise<import("../types.d.ts").Heard>>} */
const had = new Map();

/**
 * Audio and timings of a segment, characters counted within its sentences; the next segment's are fetched ahead.
 * @param {number} episode
 * @param {number} segment
 * @returns {Promise<import("../types.d.ts").Heard>}
 */
export function current(episode, segment) {
  const name = `${episode}:${segment}`;
  const known = had.get(name) ?? fetched(episode, segment);
  had.set(name, known);
  known.catch(() => had.delete(name));
  return known;
}

/**
 * @param {number} episode
 * @param {number} segment
 */
async function fetched(episode, segment) {
  const told = await get(`/episodes/${episode}/segments/${segment}/audio`);
  const sound = await ask("GET", `/audio/${told.address}`);
  return { ...told, src: URL.createObjectURL(sound) };
}
