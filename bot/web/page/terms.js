// What is saved and what is known: shown at once, written once, undone as easily.

import { ask, part } from "./api.js";
import { clearOut } from "./kept.js";
import { say } from "./locale/words.js";
import { attempt, tell } from "./notice.js";
import { write } from "./outbox.js";
import { haptic } from "./telegram.js";
import { Signal } from "./view.js";

/**
 * @typedef {{surface: string, episode: number, segment: number, mark?: number, sentence?: number, start?: number, end?: number}} Saving
 */

/**
 * Save a word with the place where it stands; undefined where that waits for the network.
 * @param {Saving} saving
 * @returns {Promise<import("./types.d.ts").Term | undefined>}
 */
export async function save(saving) {
  haptic("success");
  return write("POST", "/terms", saving);
}

/**
 * Take one place of a term back, with which the term goes if it was the only one.
 * @param {number} term
 * @param {{episode: number, segment: number}} place
 */
export async function unsave(term, { episode, segment }) {
  haptic("light");
  await write("DELETE", `/terms/${term}?episode=${episode}&segment=${segment}`);
}

/**
 * @param {string} headword
 * @param {boolean} known
 * @param {string} [meaning]
 */
export async function know(headword, known, meaning = "") {
  haptic("light");
  if (known) await write("PUT", `/known/${part(headword)}`, { meaning: meaning.slice(0, 200) });
  else await write("DELETE", `/known/${part(headword)}`);
  tell(known ? say().knownAs(headword) : say().unknownAs(headword));
}

/** How often a deleted term was had back: lists that are shown then have it again. */
export const restored = new Signal(0);

/**
 * Delete a term, and offer it back.
 * @param {{id: number, headword: string}} term
 */
export async function remove(term) {
  await ask("DELETE", `/terms/${term.id}`);
  clearOut();
  const restore = async () => {
    await ask("POST", `/terms/${term.id}/restore`);
    restored.value += 1;
  };
  tell(say().vocabulary.removed(term.headword), { act: say().undo, onAct: () => void attempt(restore) });
}
