// The sentence that is spoken, marked in both languages, and the word within it; the page scrolls along.

import { sentenceAt } from "../reading/lookup.js";
import { paint, rangeOf } from "../reading/place.js";
import { scrolling } from "../reading/position.js";

/** @typedef {{segment: number, sentence: number}} Place */

const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const ABOVE = 80;
const BELOW = 190;

/** @type {Element[]} */
let marked = [];

/**
 * @param {Place | null} place
 * @param {import("../types.d.ts").Episode} episode
 */
export function point(place, episode) {
  for (const element of marked) element.classList.remove("spoken");
  marked = [];
  paint("word", []);
  if (!place) return;
  const { pairs } = episode.segments[place.segment];
  const [, , from, to] = pairs.find(([first, last]) => first <= place.sentence && place.sentence < last) ?? [
    0, 0, 0, 0,
  ];
  const english = sentenceAt(place.segment, place.sentence);
  const chinese = [];
  for (let number = from; number < to; number += 1) chinese.push(sentenceAt(place.segment, number, "chinese"));
  marked = [english, ...chinese].filter((element) => element !== null);
  for (const element of marked) element.classList.add("spoken");
  const seen = english?.getClientRects().length ? english : chinese[0];
  if (seen) comeAlong(seen);
}

/**
 * The word that is spoken, as characters of its sentence.
 * @param {Place} place
 * @param {[number, number] | null} word
 */
export function pointWord(place, word) {
  const english = word && sentenceAt(place.segment, place.sentence);
  paint("word", english && word ? [rangeOf(english, word[0], word[1])] : []);
}

/** @param {Element} element */
function comeAlong(element) {
  const box = element.getBoundingClientRect();
  if ((box.top >= ABOVE && box.bottom <= innerHeight - BELOW) || scrolling()) return;
  scrollTo({ top: scrollY + box.top - innerHeight * 0.3, behavior: CALM.matches ? "auto" : "smooth" });
}
