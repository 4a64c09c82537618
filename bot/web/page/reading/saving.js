// Saving without looking: the first phrase of a sentence, else of its segment,
// that has a gloss and is not saved yet, with a way back.

import { say } from "../locale/words.js";
import { attempt, tell } from "../notice.js";
import { save, unsave } from "../terms.js";
import { change, having, lookAgain, mine } from "./mine.js";

/**
 * @param {import("../types.d.ts").Episode} episode
 * @param {{segment: number, sentence: number}} where
 */
export async function saveGloss(episode, { segment, sentence }) {
  const terms = mine.value?.terms ?? [];
  const saved = new Set(terms.filter(({ here }) => here.includes(segment)).map(({ key }) => key));
  const fresh = episode.segments[segment].glosses.filter(({ at, key }) => at && !saved.has(key));
  const gloss = fresh.find(({ at }) => at?.[0] === sentence) ?? fresh[0];
  if (!gloss?.at) return;
  const { at, headword, key, mark, surface } = gloss;
  const place = { episode: episode.id, segment };
  /** @type {import("../types.d.ts").Term | undefined} */
  let made;
  await change(
    async () => {
      made = await save({ ...place, mark, surface });
    },
    having(terms.find((term) => term.key === key) ?? null, { key, headword, meaning: gloss.chinese }, [segment, ...at]),
  );
  const id = made?.id;
  tell(
    say().savedAs(headword),
    id === undefined ? {} : { act: say().undo, onAct: () => void attempt(() => unsave(id, place).then(lookAgain)) },
  );
}
