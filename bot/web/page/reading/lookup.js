// The word that was tapped, in a dialog: beside it where there is room, from below on a phone. Esc closes it, and the
// focus goes back to where it was.

import { html, Signal, useEffect, useLayoutEffect, useRef, useSignal } from "../view.js";
import { Choices, Entry } from "./entry.js";
import { paint, rangeOf } from "./place.js";

/**
 * @typedef {import("../types.d.ts").Segment} Segment
 * @typedef {{segment: Segment, sentence: number, start: number, end: number}} Place
 * @typedef {Place & {surface: string, gloss: import("../types.d.ts").Gloss | null, choosing?: boolean}} Asked
 */

/** @type {Signal<Asked | null>} */
export const asked = new Signal(/** @type {Asked | null} */ (null));

const WIDE = matchMedia("(min-width: 720px)");
const GAP = 8;

/**
 * A sentence as it stands on the page.
 * @param {number} segment
 * @param {number} sentence
 * @param {"english" | "chinese"} [language]
 */
export const sentenceAt = (segment, sentence, language = "english") =>
  document.querySelector(`#s${segment} .${language} [data-sentence="${sentence}"]`);

/**
 * Ask what stands at a place; a word within a phrase that has a gloss asks for the phrase.
 * @param {Place} place
 */
export function ask({ segment, sentence, start, end }) {
  const gloss = segment.glosses.find(({ at }) => at && at[0] === sentence && at[1] <= start && end <= at[2]) ?? null;
  const [from, to] = gloss?.at ? [gloss.at[1], gloss.at[2]] : [start, end];
  asked.value = { segment, sentence, start: from, end: to, surface: segment.english[sentence].slice(from, to), gloss };
}

/**
 * Offer the words of a sentence, for keys and for whoever cannot point.
 * @param {Segment} segment
 * @param {number} sentence
 */
export function choose(segment, sentence) {
  const text = segment.english[sentence];
  asked.value = { segment, sentence, start: 0, end: text.length, surface: text, gloss: null, choosing: true };
}

export function close() {
  asked.value = null;
}

/** @param {{episode: number, voiced: boolean, onSentence: (segment: number, sentence: number) => void}} given */
export function Lookup({ episode, voiced, onSentence }) {
  const word = useSignal(asked);
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const before = useRef(/** @type {Element | null} */ (null));
  useLayoutEffect(() => {
    const dialog = box.current;
    if (!dialog || !word) return undefined;
    before.current ??= document.activeElement;
    if (!dialog.open) {
      if (WIDE.matches) dialog.show();
      else dialog.showModal();
    }
    const settle = () => {
      // Found anew: a save puts other elements into the sentence.
      const english = sentenceAt(word.segment.index, word.sentence);
      const range = english && rangeOf(english, word.start, word.end);
      paint("asked", [range ?? null]);
      if (range && WIDE.matches) beside(dialog, range);
    };
    settle();
    dialog.focus({ preventScroll: true });
    const watching = new ResizeObserver(settle);
    watching.observe(dialog);
    addEventListener("resize", settle);
    addEventListener("scroll", settle, { passive: true });
    return () => {
      watching.disconnect();
      removeEventListener("resize", settle);
      removeEventListener("scroll", settle);
      paint("asked", []);
    };
  }, [word]);
  useEffect(() => {
    if (word || !before.current) return;
    const back = before.current;
    before.current = null;
    if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
  }, [word]);
  useEffect(() => {
    if (!word) return undefined;
    const away = (/** @type {PointerEvent} */ event) => {
      const edge = box.current?.getBoundingClientRect();
      const { clientX: x, clientY: y } = event;
      if (!edge || (x >= edge.left && x <= edge.right && y >= edge.top && y <= edge.bottom)) return;
      if (!(/** @type {Element} */ (event.target).closest(".english, .notices"))) close();
    };
    const leaving = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      close();
    };
    addEventListener("pointerdown", away);
    addEventListener("keydown", leaving);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("keydown", leaving);
    };
  }, [word]);
  if (!word) return null;
  const place = `${word.segment.index}:${word.sentence}:${word.start}`;
  return html`<dialog ref=${box} class="lookup" tabindex="-1" aria-label=${word.surface} onCancel=${close} onClose=${close}>
    ${
      word.choosing
        ? html`<${Choices} key=${place} word=${word} onChoose=${ask} onClose=${close} />`
        : html`<${Entry} key=${place} word=${word} episode=${episode} voiced=${voiced} onSentence=${onSentence} onClose=${close} />`
    }
  </dialog>`;
}

/**
 * Below the word where it fits, else above; never beyond an edge.
 * @param {HTMLElement} dialog
 * @param {Range} range
 */
function beside(dialog, range) {
  const [first] = range.getClientRects();
  if (!first) return;
  const whole = range.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = dialog;
  const below = innerHeight - whole.bottom - GAP;
  const above = whole.top - GAP;
  const flips = height > below && above > below;
  const top = flips ? whole.top - GAP - height : Math.min(whole.bottom + GAP, innerHeight - GAP - height);
  const left = Math.min(
    Math.max(GAP, first.left + first.width / 2 - width / 2),
    document.documentElement.clientWidth - width - GAP,
  );
  dialog.style.top = `${Math.max(GAP, top)}px`;
  dialog.style.left = `${left}px`;
  dialog.dataset.side = flips ? "above" : "below";
}
