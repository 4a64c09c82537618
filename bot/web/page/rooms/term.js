// One term: its meaning and note to edit, where it was met, and away with it.

import { ask, get } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { useRoom } from "../kept.js";
import { dayOf, useWords } from "../locale/words.js";
import { attempt, tell } from "../notice.js";
import { back, go } from "../route.js";
import { know, remove } from "../terms.js";
import { html, useState } from "../view.js";
import { dueText } from "./vocabulary.js";

/** @typedef {import("../types.d.ts").Term} Term */

/** @param {{here: import("../route.js").Route}} given */
export function Room({ here }) {
  const say = useWords();
  const { value, fault, again, replace } = useRoom(() => get(`/terms/${here.term}`), [here.term]);
  const [editing, edit] = useState(false);
  if (fault && !value) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!value) return html`<${Waiting} />`;
  const term = /** @type {Term} */ (value);
  const gone = () =>
    attempt(async () => {
      await remove(term);
      back();
    });
  return html`<article class="one">
    <h1 lang="en">${term.headword}</h1>
    ${
      editing
        ? html`<${Edit} term=${term} onDone=${(/** @type {Term} */ next) => {
            replace(next);
            edit(false);
          }} />`
        : html`<p class="meaning" lang="zh-Hans">${term.meaning}</p>${term.note && html`<p class="note">${term.note}</p>`}`
    }
    <p class="facts">${term.known ? html`<span>${say.vocabulary.known}</span>` : term.due && html`<span>${dueText(term.due, say)}</span>`}</p>
    <div class="does">
      <button type="button" class="quiet" aria-expanded=${editing} onClick=${() => edit(!editing)}>${say.vocabulary.edit}</button>
      <button type="button" class="quiet" onClick=${() => attempt(() => know(term.headword, !term.known).then(again))}>${term.known ? say.unknow : say.know}</button>
      <button type="button" class="quiet" onClick=${gone}>${say.vocabulary.remove}</button>
    </div>
    ${
      term.contexts.length > 0 &&
      html`<section class="rest"><h2>${say.vocabulary.contexts}</h2>
      <ul>${term.contexts.map((context) => html`<${Context} context=${context} />`)}</ul></section>`
    }
  </article>`;
}

/** @param {{context: import("../types.d.ts").Context}} given */
function Context({ context }) {
  const say = useWords();
  const open = async () => {
    const place = await get(`/contexts/${context.id}`).catch(() => tell(say.gone));
    if (place) go("episode", { episode: place.episode, at: place.segment });
  };
  return html`<li class="piece">
    <p class="quoted" lang="en">${context.sentence}</p>
    ${context.translation && html`<p class="translation" lang="zh-Hans">${context.translation}</p>`}
    <p class="facts"><span>${context.show}</span>${context.date && html`<time datetime=${context.date}>${say.date(dayOf(context.date))}</time>`}
      ${context.episode !== null && html`<button type="button" class="link" onClick=${open}>${say.vocabulary.open}</button>`}</p>
  </li>`;
}

/** @param {{term: Term, onDone: (term: Term) => void}} given */
function Edit({ term, onDone }) {
  const say = useWords();
  const [meaning, mean] = useState(term.meaning);
  const [note, remark] = useState(term.note);
  const put = async (/** @type {Event} */ event) => {
    event.preventDefault();
    await attempt(async () => onDone(await ask("PATCH", `/terms/${term.id}`, { body: { meaning, note } })));
  };
  return html`<form class="edit" onSubmit=${put}>
    <label>${say.vocabulary.meaning}<input value=${meaning} maxlength="200" required onInput=${(/** @type {any} */ event) => mean(event.target.value)} /></label>
    <label>${say.vocabulary.note}<textarea rows="3" maxlength="500" value=${note} onInput=${(/** @type {any} */ event) => remark(event.target.value)}></textarea></label>
    <button class="go">${say.vocabulary.write}</button>
  </form>`;
}
