// Saving from the page: at once where it stands, with a way back.

import { say } from "../locale/words.js";
import { tell } from "../notice.js";
import { save, unsave } from "../terms.js";
import { lookAgain, mine } from "./mine.js";

/**
 * Save the first phrase of a sentence that has a gloss and is not saved yet.
 * @param {import("../types.d.ts").Episode} episode
 * @param {{segment: number, sentence: number}} place
 */
export async function saveGloss(episode, { segment, sentence }) {
  const saved = new Set((mine.value?.terms ?? []).filter(({ here }) => here.includes(segment)).map(({ key }) => key));
  const gloss = episode.segments[segment].glosses.find(({ at, key }) => at?.[0] === sentence && !saved.has(key));
  if (!gloss) return;
  const made = await save({ episode: episode.id, segment, mark: gloss.mark });
  await lookAgain();
  tell(say().savedAs(gloss.headword), made && { act: say().undo, onAct: () => void unsave(made.id).then(lookAgain) });
}
