// What a word means: here first, then in the lexicon; how it sounds; its sentence in Chinese; save and know it at once.

import { get, part } from "../api.js";
import { useWords } from "../locale/words.js";
import { go } from "../route.js";
import { know, save, unsave } from "../terms.js";
import { html, useAsked } from "../view.js";
import { HearWord } from "../voice/word.js";
import { change, having, knowing, lacking, useMine } from "./mine.js";
import { wordsOf } from "./place.js";

/**
 * @typedef {import("./lookup.js").Asked} Asked
 * @typedef {import("../types.d.ts").Word} Word
 */

/**
 * @param {{word: Asked, episode: number, voiced: boolean, onSentence: (segment: number, sentence: number) => void, onClose: () => void}} given
 */
export function Entry({ word, episode, voiced, onSentence, onClose }) {
  const say = useWords();
  const { segment, sentence, start, end, surface, gloss } = word;
  const place = { episode, segment: segment.index };
  const asked = useAsked(
    () => get(`/words/${part(surface)}`, { ...place, sentence, start, end }),
    [surface, episode, segment.index],
  );
  const told = /** @type {Word | undefined} */ (asked.value);
  const headword = gloss?.headword ?? told?.headword ?? surface;
  const { saved, known } = useMine(gloss?.key ?? told?.key ?? "");
  const here = saved?.here.includes(segment.index) ?? false;
  const meaning = gloss?.chinese ?? told?.here ?? "";
  const where = gloss ? { mark: gloss.mark } : { sentence, start, end };
  const key = gloss?.key ?? told?.key ?? surface;
  const toggle = () =>
    here && saved
      ? change(() => unsave(saved.id, place), lacking(saved, segment.index))
      : change(
          () => save({ ...place, ...where, surface }),
          having(saved, { key, headword, meaning: meaning || (told?.senses[0] ?? "") }, [
            segment.index,
            sentence,
            start,
            end,
          ]),
        );
  const savable = Boolean(gloss || told?.found);
  const open = (/** @type {() => void} */ act) => () => {
    onClose();
    act();
  };
  return html`
    <div class="named">
      <h2 lang="en">${headword}</h2>
      ${told?.found && html`<${Sound} word=${told} headword=${headword} />`}
      <button type="button" class="icon close" aria-label=${say.close} onClick=${onClose}></button>
    </div>
    <div class="about">
      ${meaning && html`<p class="here"><span class="tag">${say.here}</span><span lang="zh-Hans">${meaning}</span></p>`}
      ${told?.found && headword.toLowerCase() !== surface.toLowerCase() && html`<p class="facts">${say.baseForm} <b lang="en">${headword}</b></p>`}
      ${told && told.senses.length > 0 && html`<ul class="senses" lang="zh-Hans">${told.senses.map((sense) => html`<li>${sense}</li>`)}</ul>`}
      ${told?.found && html`<${Level} word=${told} />`}
      ${!told && !asked.fault && html`<p class="pending" aria-busy="true"></p>`}
      ${told && !told.found && !meaning && html`<p class="facts">${say.notFound}</p>`}
      ${asked.fault && !meaning && html`<p class="facts" role="alert">${say.fault}</p>`}
      <${Sentence} segment=${segment} sentence=${sentence} />
    </div>
    <div class="acts">
      ${
        savable &&
        html`<button type="button" class=${here ? "save done" : "save"} aria-pressed=${here} onClick=${toggle}>
        ${here ? `✓ ${say.saved}` : saved ? say.addSentence : say.save}
      </button>`
      }
      ${
        savable &&
        html`<button type="button" class="quiet" aria-pressed=${known} onClick=${() => change(() => know(headword, !known, meaning), knowing(key, !known))}>
        ${known ? say.unknow : `🎓 ${say.know}`}
      </button>`
      }
      ${voiced && html`<button type="button" class="quiet" onClick=${open(() => onSentence(segment.index, sentence))}>▶ ${say.hearSentence}</button>`}
      ${saved && saved.id > 0 && html`<button type="button" class="quiet" onClick=${open(() => go("term", { term: saved.id }))}>${say.openTerm}</button>`}
    </div>
  `;
}

/** @param {{word: Word, headword: string}} given */
function Sound({ word, headword }) {
  const say = useWords();
  return html`<p class="ipa">
    ${word.us && html`<span><small>${say.us}</small> /${word.us}/</span>`}
    ${word.uk && word.uk !== word.us && html`<span><small>${say.uk}</small> /${word.uk}/</span>`}
    <${HearWord} word=${headword} heard=${word.heard} />
  </p>`;
}

const BANDS = [3000, 8000, 20_000];

/** @param {{word: Word}} given */
function Level({ word }) {
  const say = useWords();
  const band =
    word.rank === null ? "" : (say.bands[BANDS.findIndex((most) => (word.rank ?? 0) <= most)] ?? say.bands[3]);
  const shown = word.levels.length ? word.levels.map((level) => say.exams[level] ?? level).join(" · ") : band;
  return shown && html`<p class="facts">${shown}</p>`;
}

/** @param {{segment: import("../types.d.ts").Segment, sentence: number}} given */
function Sentence({ segment, sentence }) {
  const [, , from, to] = segment.pairs.find(([first, last]) => first <= sentence && sentence < last) ?? [0, 0, 0, 0];
  const chinese = segment.chinese.slice(from, to).join("");
  return chinese && html`<p class="translation" lang="zh-Hans">${chinese}</p>`;
}

/** @param {{word: Asked, onChoose: (place: import("./lookup.js").Place) => void, onClose: () => void}} given */
export function Choices({ word, onChoose, onClose }) {
  const say = useWords();
  const { segment, sentence } = word;
  const text = segment.english[sentence];
  const phrases = segment.glosses
    .filter(({ at }) => at?.[0] === sentence)
    .map(({ at }) => ({ start: at?.[1] ?? 0, end: at?.[2] ?? 0 }));
  const single = wordsOf(text).filter(
    ({ start, end }) => !phrases.some((phrase) => phrase.start <= start && end <= phrase.end),
  );
  const all = [...phrases, ...single].sort((one, other) => one.start - other.start);
  return html`
    <div class="named"><h2>${say.pick}</h2><button type="button" class="icon close" aria-label=${say.close} onClick=${onClose}></button></div>
    <div class="choices" lang="en">
      ${all.map(
        ({
          start,
          end,
        }) => html`<button type="button" class=${phrases.some((phrase) => phrase.start === start) ? "phrase" : ""}
        onClick=${() => onChoose({ segment, sentence, start, end })}>${text.slice(start, end)}</button>`,
      )}
    </div>
  `;
}
