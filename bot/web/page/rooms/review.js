// Today's cards, one after another: the sentence with a gap, the answer, a rating; the last one can be taken back.

import { ask, get, Problem } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { until, useWords } from "../locale/words.js";
import { tell } from "../notice.js";
import { haptic, mainButton } from "../telegram.js";
import { html, useAsked, useEffect, useLayoutEffect, useRef, useState } from "../view.js";
import { HearWord } from "../voice/word.js";

/**
 * @typedef {import("../types.d.ts").Card} Card
 * @typedef {import("../types.d.ts").Review} Review
 */

export function Room() {
  return html`<${Cards} />`;
}

export function Cards() {
  const say = useWords();
  const { value, fault, again, replace } = useAsked(() => get("/review"), []);
  const [shown, show] = useState("");
  const [busy, be] = useState(false);
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const { card, end, undo, next_due: next } = /** @type {Review} */ (value ?? {});
  const id = card?.term.id;
  const name = card ? `${id}:${card.turn}` : "";
  const open = name !== "" && shown === name; // of this card: the answer of the next one never flashes by
  useEffect(
    () => (card && !open ? mainButton(say.review.answer, () => show(name)) : mainButton(null)),
    [card, open, say],
  );
  const act = async (/** @type {string} */ path, /** @type {object} */ body) => {
    if (busy) return;
    be(true);
    haptic("choice");
    try {
      const rated = await ask("POST", path, { body });
      show("");
      replace(rated.next);
    } catch (problem) {
      if (problem instanceof Problem && problem.status < 500) again();
      else tell(say.fault);
    } finally {
      be(false);
    }
  };
  const rate = (/** @type {string} */ rating) => act(`/review/${id}/${card?.turn}`, { rating });
  useLayoutEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => {
      const target = /** @type {Element} */ (event.target);
      if (!card || !inSight(box.current) || target.closest("input, textarea, select, dialog")) return;
      const rating = card.ratings[Number(event.key) - 1];
      const pressing = target.closest("button, a, [role=button], summary");
      if (open && rating) void rate(rating);
      else if (!open && !pressing && (event.key === " " || event.key === "Enter")) show(name);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", pressed, { capture: true });
    return () => removeEventListener("keydown", pressed, { capture: true });
  });
  if (fault) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!value) return html`<${Waiting} />`;
  const back =
    typeof undo === "number" &&
    html`<button type="button" class="quiet" disabled=${busy} onClick=${() => act("/review/undo", { review: undo })}>${say.undo}</button>`;
  if (!card) {
    return html`<div class="card">
      <h2>${end ? say.review.done : say.review.nothing}</h2>
      <p class="facts">${end && html`<span>${say.review.reviewed(end.reviewed)}</span>`}${next && html`<span>${say.review.next(until(next))}</span>`}</p>
      ${end && end.forgotten.length > 0 && html`<p lang="en">${end.forgotten.join(" · ")}</p>`}
      ${back}
    </div>`;
  }
  return html`<div class="card" ref=${box}>
    <p class="facts"><span>${say.review.title}</span><span>${card.number}/${card.total}</span></p>
    <${Question} card=${card} open=${open} />
    <div role="status" class="answer-place">${open && html`<${Answer} card=${card} />`}</div>
    ${
      open
        ? html`<div class="grades">${card.ratings.map(
            (rating) => html`<button type="button" disabled=${busy} class=${rating} onClick=${() => rate(rating)}>
          ${say.review.ratings[rating]}<small>${until(Date.now() + card.intervals[rating] * 1000)}</small></button>`,
          )}</div>`
        : html`<button type="button" class="go" onClick=${() => show(name)}>${say.review.answer}</button>`
    }
    ${back}
  </div>`;
}

/** Nobody rates with a key what they do not see. @param {HTMLElement | null} element */
function inSight(element) {
  const seen = element?.lastElementChild?.getBoundingClientRect();
  return seen !== undefined && seen.top < innerHeight && seen.bottom > 0;
}

/** @param {{card: Card, open: boolean}} given */
function Question({ card, open }) {
  const say = useWords();
  const { term, prompt, heard } = card;
  const [context] = term.contexts;
  // As the chat asks: from the meaning, which must not give the term away.
  const asked = !open && prompt !== "word" && term.meaning.replaceAll(term.headword, "＿＿");
  if (!context)
    return html`<p class="question" lang="en">${prompt === "blank" && !open ? term.meaning : term.headword}</p>`;
  if (prompt === "listen" && !open && heard) {
    return html`<p class="question"><${HearWord} word=${say.review.title} heard path=${`/terms/${term.id}/audio`} /></p>
      ${asked && html`<p class="asked" lang="zh-Hans">${asked}</p>`}`;
  }
  const { sentence, stands } = context;
  /** @type {any[]} */
  const pieces = [];
  let done = 0;
  for (const [start, end] of stands) {
    pieces.push(sentence.slice(done, start));
    if (open || prompt === "word") pieces.push(html`<b>${sentence.slice(start, end)}</b>`);
    else pieces.push(html`<span class="gap" role="img" aria-label=${say.review.recall}></span>`);
    done = end;
  }
  return html`<p class="question" lang="en">${[...pieces, sentence.slice(done)]}</p>
    ${asked && html`<p class="asked" lang="zh-Hans">${asked}</p>`}`;
}

/** @param {{card: Card}} given */
function Answer({ card: { term, heard } }) {
  const [context] = term.contexts;
  return html`<div class="answer">
    <h2 lang="en">${term.headword} <${HearWord} word=${term.headword} heard=${heard} path=${heard ? `/terms/${term.id}/audio` : undefined} /></h2>
    <p lang="zh-Hans">${term.meaning}</p>
    ${term.note && html`<p class="facts">${term.note}</p>`}
    ${context?.translation && html`<p class="translation" lang="zh-Hans">${context.translation}</p>`}
    ${context && html`<p class="facts">${context.show}</p>`}
  </div>`;
}
