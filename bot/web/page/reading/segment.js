// One segment: who speaks, the English with its marks, the Chinese beside or below it.

import { useWords } from "../locale/words.js";
import { html, useMemo, useState } from "../view.js";
import { explained, marksOf, piecesOf } from "./marks.js";

/**
 * @typedef {import("../types.d.ts").Segment} Shape
 * @typedef {import("./marks.js").Standing} Standing
 */

/** Nothing of the reader's, the same value every time. @type {readonly Standing[]} */
export const UNMARKED = [];

/**
 * @param {{segment: Shape, standing: readonly Standing[], known: ReadonlySet<string>, easy: ReadonlySet<string>, named: boolean, hears: boolean, timed: string | null}} given
 */
export function Segment({ segment, standing, known, easy, named, hears, timed }) {
  const say = useWords();
  const [open, show] = useState(false);
  return useMemo(() => {
    const marks = marksOf(segment, standing, easy);
    return html`
      <article class=${open ? "segment open" : "segment"} id=${`s${segment.index}`} data-index=${segment.index} tabindex="-1">
        <${Head} segment=${segment} named=${named} hears=${hears} timed=${timed} say=${say} />
        <div class="pair">
          <p class="english" lang="en">
            ${segment.english.map(
              (
                text,
                number,
              ) => html`${number > 0 && (segment.english_breaks.includes(number) ? html`<br />` : " ")}<span
              class="sentence" data-sentence=${number}>${piecesOf(text, marks[number]).map((piece) => shown(piece, segment.index, say))}</span>`,
            )}
          </p>
          ${
            segment.chinese.length > 0 &&
            html`<div class="other">
            <p class="chinese" lang="zh-Hans">
              ${segment.chinese.map(
                (_, number) => html`${segment.chinese_breaks.includes(number) && html`<br />`}<span class="sentence"
                data-sentence=${number}>${explained(segment, number, known).map(({ text, aside }) => (aside ? html`<span class="aside">${text}</span>` : text))}</span>`,
              )}
            </p>
            <button type="button" class="cover" onClick=${() => show(!open)} aria-label=${open ? say.recover : say.uncover}></button>
          </div>`
          }
        </div>
        ${segment.note && html`<details class="note"><summary>${say.note}</summary><p lang="zh-Hans">${segment.note}</p></details>`}
      </article>
    `;
  }, [segment, standing, known, easy, open, named, hears, timed, say]);
}

/**
 * @param {import("./marks.js").Piece} piece
 * @param {number} index
 * @param {import("../locale/words.js").Words} say
 */
function shown(piece, index, say) {
  if (!piece.gloss && !piece.saved) return piece.text;
  const name = ["mark", piece.gloss && "gloss", piece.saved && "saved"].filter(Boolean).join(" ");
  const again = piece.saved && !piece.saved.here.includes(index);
  return html`<span class=${name} role="button" tabindex="0" aria-haspopup="dialog" data-start=${piece.start} data-end=${piece.end}
    data-again=${again ? say.metAgain : undefined} aria-label=${again ? `${piece.text} ${say.metAgain}` : undefined}>${piece.text}</span>`;
}

/**
 * @param {{segment: Shape, named: boolean, hears: boolean, timed: string | null, say: import("../locale/words.js").Words}} given
 */
function Head({ segment, named, hears, timed, say }) {
  const { post, start } = segment;
  const numbered = /^Speaker (\d+)$/.exec(segment.speaker ?? "");
  const speaker = numbered ? say.speaker(numbered[1]) : segment.speaker;
  if (!((named && speaker) || start !== null || hears || post)) return null;
  return html`<p class="head">
    ${named && speaker && html`<span class="speaker">${speaker}</span>`}
    ${
      start !== null &&
      (timed
        ? html`<a class="time" href=${timed.replace("{second}", String(start))} target="_blank" rel="noopener noreferrer">${timecode(start)}</a>`
        : html`<span class="time">${timecode(start)}</span>`)
    }
    ${post?.likes !== null && post?.likes !== undefined && html`<span>♥ ${post.likes}</span>`}
    ${post?.url && html`<a href=${post.url} target="_blank" rel="noopener noreferrer">${say.original} ↗</a>`}
    ${hears && html`<button type="button" class="hear" aria-label=${`${say.voice.listen} ${segment.index + 1}`}></button>`}
  </p>`;
}

/** @param {number} seconds */
export function timecode(seconds) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const tail = `${String(minutes).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
  return hours ? `${hours}:${tail}` : tail;
}
