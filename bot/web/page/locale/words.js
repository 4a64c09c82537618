// The words of the reader's language.

import { Signal, useSignal } from "../view.js";
import { EN } from "./en.js";
import { ZH } from "./zh.js";

/** @typedef {import("../types.d.ts").Words} Words */

/** @type {Signal<Words>} */
const spoken = new Signal(EN);

/**
 * Speak a language from now on.
 * @param {string} language
 */
export function speak(language) {
  const chinese = language.startsWith("zh");
  document.documentElement.lang = chinese ? "zh-Hans" : "en";
  spoken.value = chinese ? ZH : EN;
}

/** The words, where nothing is rendered. */
export const say = () => spoken.value;

export const useWords = () => useSignal(spoken);

/**
 * How long until an instant, in the unit that says it best.
 * @param {string | number | Date} instant
 */
export function until(instant) {
  const { when } = say();
  const minutes = Math.round((new Date(instant).getTime() - Date.now()) / 60_000);
  if (minutes < 1) return when.now;
  if (minutes < 60) return when.minutes(minutes);
  if (minutes < 60 * 24) return when.hours(Math.round(minutes / 60));
  const days = Math.round(minutes / 60 / 24);
  return days < 60 ? when.days(days) : when.months(Math.round(days / 30));
}

/** @param {string} day  An ISO date. */
export const dayOf = (day) => new Date(`${day}T00:00:00Z`);
