// What is saved and what is known, written once and undone as easily.

import { ask, part } from "./api.js";
import { say } from "./locale/words.js";
import { tell } from "./notice.js";
import { write } from "./outbox.js";
import { haptic } from "./telegram.js";

/**
 * Save a term with the place where it stands.
 * @param {{episode: number, segment: number, mark?: number, word?: string}} given
 * @returns {Promise<any>}
 */
export async function save(given) {
  const made = await write("POST", "/terms", given);
  haptic("success");
  return made;
}

/**
 * Take back a save of just now: the term, or the sentence that was added to it.
 * @param {number} term
 */
export async function unsave(term) {
  await write("DELETE", `/terms/${term}`);
  haptic("light");
}

/**
 * @param {string} headword
 * @param {boolean} known
 */
export async function know(headword, known) {
  await write(known ? "PUT" : "DELETE", `/known/${part(headword)}`);
  tell(known ? say().knownAs(headword) : say().unknownAs(headword));
  haptic("light");
}

/**
 * Delete a term, and offer it back.
 * @param {{id: number, headword: string}} term
 * @param {() => void} changed
 */
export async function remove(term, changed) {
  await ask("DELETE", `/terms/${term.id}`);
  changed();
  const restore = async () => {
    await ask("POST", `/terms/${term.id}/restore`);
    changed();
  };
  tell(say().vocabulary.removed(term.headword), { act: say().undo, onAct: () => void restore() });
}
