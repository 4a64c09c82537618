// Today's piece, where the reader stands in it, what else came, and what is due.

import { early, get } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { useRoom } from "../kept.js";
import { useWords } from "../locale/words.js";
import { leads } from "../route.js";
import { html } from "../view.js";
import { Facts, Piece } from "./piece.js";

export function Room() {
  const say = useWords();
  const { value, fault, again } = useRoom(
    () => get("/today"),
    [],
    () => early("/today"),
  );
  if (fault && !value) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!value) return html`<${Waiting} />`;
  /** @type {import("../types.d.ts").Today} */
  const { lead, position, rest, waiting } = value;
  return html`
    ${lead ? html`<${Lead} piece=${lead} position=${position} />` : html`<div class="empty"><h1 class="unseen">${say.rooms.today}</h1><p>${say.nothing}</p></div>`}
    ${waiting > 0 && html`<p class="due"><a class="quiet" ...${leads("review")}>${say.review.start(waiting)}</a></p>`}
    ${
      rest.length > 0 &&
      html`<section class="rest"><h2>${say.more}</h2><ul class="pieces">${rest.map((/** @type {any} */ piece) => html`<${Piece} piece=${piece} />`)}</ul></section>`
    }
  `;
}

/** @param {{piece: import("../types.d.ts").Summary, position: import("../types.d.ts").Position | null}} given */
function Lead({ piece, position }) {
  const say = useWords();
  return html`<article class="lead">
    <${Facts} piece=${piece} />
    <h1 lang="en">${piece.title}</h1>
    ${piece.title_zh && html`<p class="title-zh" lang="zh-Hans">${piece.title_zh}</p>`}
    ${piece.lead_in && html`<p class="lead-in" lang="zh-Hans">${piece.lead_in}</p>`}
    <p><a class="go" ...${leads("episode", { episode: piece.id })}>
      ${position?.finished ? say.readAgain : position?.begun && position.index > 0 ? say.resume(position.index + 1) : say.start}
    </a></p>
  </article>`;
}
