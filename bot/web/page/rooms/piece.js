// A piece in a list: what it is, how long, and how far the reader got.

import { dayOf, useWords } from "../locale/words.js";
import { leads } from "../route.js";
import { html } from "../view.js";

/** @typedef {import("../types.d.ts").Summary} Summary */

/** @param {{piece: Pick<Summary, "kind" | "show" | "date" | "words" | "minutes">, dated?: boolean}} given */
export function Facts({ piece, dated = true }) {
  const say = useWords();
  return html`<p class="facts">
    <span>${say.kinds[piece.kind]}</span><span>${piece.show}</span>
    ${dated && piece.date && html`<time datetime=${piece.date}>${say.date(dayOf(piece.date))}</time>`}
    <span>${say.words(piece.words)}</span><span>${say.minutes(piece.minutes)}</span>
  </p>`;
}

/** @param {{piece: Summary}} given */
export function Piece({ piece }) {
  const say = useWords();
  return html`<li class="piece">
    <a ...${leads("episode", { episode: piece.id })}>
      <span class="title" lang="en">${piece.title}</span>
      ${piece.title_zh && html`<span class="title-zh" lang="zh-Hans">${piece.title_zh}</span>`}
    </a>
    <p class="facts">
      <span>${say.kinds[piece.kind]}</span><span>${piece.show}</span><span>${say.minutes(piece.minutes)}</span>
      ${piece.read && html`<span class="read">☑ ${say.read}</span>`}
    </p>
  </li>`;
}
