// Today's cards, one after another: the sentence with a gap, the answer, a rating; the last one can be taken back.

import { ask, get, Problem } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { until, useWords } from "../locale/words.js";
import { tell } from "../notice.js";
import { haptic, mainButton } from "../telegram.js";
import { html, useAsked, useEffect, useState } from "../view.js";
import { hearWord } from "../voice/word.js";

/** @typedef {import("../types.d.ts").ReviewCard} ReviewCard */

export function Room() {
  return html`<${Cards} />`;
}

export function Cards() {
  const say = useWords();
  const { value, fault, again, replace } = useAsked(() => get("/review"), []);
  const [open, show] = useState(false);
  const [busy, be] = useState(false);
  const card = /** @type {ReviewCard | null} */ (value?.card ?? null);
  useEffect(() => show(false), [card?.term, card?.turn]);
  useEffect(
    () => (card && !open ? mainButton(say.review.answer, () => show(true)) : mainButton(null)),
    [card, open, say],
  );
  const act = (/** @type {() => Promise<any>} */ doing) => async () => {
    if (busy) return;
    be(true);
    try {
      replace(await doing());
      show(false);
    } catch (problem) {
      // Rated in the chat meanwhile: what is there now is shown.
      if (problem instanceof Problem && problem.status === 409) again();
      else tell(say.fault);
    } finally {
      be(false);
    }
  };
  const rate = (/** @type {string} */ rating) => {
    haptic("choice");
    return act(() => ask("POST", `/review/${card?.term}/${card?.turn}`, { body: { rating } }))();
  };
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => {
      if (!card || /** @type {Element} */ (event.target).closest("input, textarea, select, button, a")) return;
      if (!open && (event.key === " " || event.key === "Enter")) {
        event.preventDefault();
        show(true);
      }
      const grade = card.grades[Number(event.key) - 1];
      if (open && grade) void rate(grade.rating);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
  if (fault) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!value) return html`<${Waiting} />`;
  const undo =
    value.undo &&
    html`<button type="button" class="quiet" disabled=${busy} onClick=${act(() => ask("POST", "/review/undo"))}>${say.undo}</button>`;
  if (!card) {
    return html`<div class="card done"><h2>${value.undo ? say.review.done : say.review.nothing}</h2>
      ${value.next && html`<p class="facts">${say.review.next(until(value.next))}</p>`}${undo}</div>`;
  }
  return html`<div class="card" aria-live="polite">
    <p class="facts"><span>${say.review.title}</span><span>${say.review.left(value.left)}</span></p>
    <${Question} card=${card} open=${open} />
    ${
      open
        ? html`<div class="answer">
            <h2 lang="en">${card.headword} <${Say} word=${card.headword} /></h2>
            <p lang="zh-Hans">${card.meaning}</p>${card.note && html`<p class="facts">${card.note}</p>`}
            ${card.translation && html`<p class="translation" lang="zh-Hans">${card.translation}</p>`}
          </div>
          <div class="grades">${card.grades.map(
            ({
              rating,
              due,
            }) => html`<button type="button" disabled=${busy} class=${rating} onClick=${() => rate(rating)}>
            ${say.review.ratings[rating]}<small>${until(due)}</small></button>`,
          )}</div>`
        : html`<button type="button" class="go" onClick=${() => show(true)}>${say.review.answer}</button>`
    }
    ${undo}
  </div>`;
}

/** @param {{card: ReviewCard, open: boolean}} given */
function Question({ card, open }) {
  const say = useWords();
  const [start, end] = card.gap ?? [0, 0];
  if (!card.sentence || end <= start) return html`<p class="question" lang="en">${card.sentence || card.headword}</p>`;
  return html`<p class="question" lang="en">${card.sentence.slice(0, start)}${
    open
      ? html`<b>${card.sentence.slice(start, end)}</b>`
      : html`<span class="gap" role="img" aria-label=${say.review.recall}></span>`
  }${card.sentence.slice(end)}</p>`;
}

/** @param {{word: string}} given */
function Say({ word }) {
  const say = useWords();
  const [able, see] = useState(false);
  useEffect(() => hearWord.able(see), []);
  return (
    able &&
    html`<button type="button" class="icon sound" aria-label=${`${say.hear}: ${word}`} onClick=${() => hearWord.say(word)}></button>`
  );
}
