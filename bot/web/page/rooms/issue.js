// All of one day.

import { get } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { useRoom } from "../kept.js";
import { dayOf, useWords } from "../locale/words.js";
import { html } from "../view.js";
import { Piece } from "./piece.js";

/** @param {{here: import("../route.js").Route}} given */
export function Room({ here }) {
  const say = useWords();
  const { value, fault, again } = useRoom(() => get(`/issues/${here.date}`), [here.date]);
  if (fault && !value) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!value) return html`<${Waiting} />`;
  const pieces = /** @type {import("../types.d.ts").Summary[]} */ (value.pieces);
  const read = pieces.filter((piece) => piece.read).length;
  return html`<h1>${say.date(dayOf(value.date))}</h1>
    <p class="facts">${read > 0 ? say.issues.readOf(read, pieces.length) : say.issues.pieces(pieces.length)}</p>
    <ul>${pieces.map((piece) => html`<${Piece} piece=${piece} />`)}</ul>`;
}
