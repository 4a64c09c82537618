// Who reads, and how they like it.

import { say, speak } from "./locale/words.js";
import { tell } from "./notice.js";
import { write } from "./outbox.js";
import { Signal } from "./view.js";

/** @typedef {import("./types.d.ts").Reader} Reader */

export const MODES = /** @type {const} */ (["hidden", "both", "folded", "english", "chinese"]);
export const SIZES = [0.9, 1, 1.15, 1.3, 1.5, 2];
export const SPEEDS = [0.7, 0.85, 1, 1.15, 1.3, 1.5];

/** @type {Signal<Reader>} */
export const reader = new Signal(
  /** @type {Reader} */ ({
    language: navigator.language,
    translation: "hidden",
    level: "unasked",
    zone: "UTC",
    digest_size: 8,
    speed: 100,
    voice: "",
  }),
);

/** @param {Reader} next */
export function meet(next) {
  speak(next.language);
  reader.value = next;
}

const SIZE = "text-size";
/** The device's own: which of SIZES. */
export const textSize = new Signal(Number(localStorage.getItem(SIZE) ?? 1));

/** @param {number} size */
export function resize(size) {
  textSize.value = Math.min(SIZES.length - 1, Math.max(0, size));
  localStorage.setItem(SIZE, String(textSize.value));
  wearSize();
}

export function wearSize() {
  document.documentElement.style.setProperty("--scale", String(SIZES[textSize.value] ?? 1));
}

/** What was chosen and is not on its way yet. @type {Partial<Reader>} */
let wanted = {};
/** As the server has it. */
let held = reader.value;
let writing = false;

/**
 * Read like this from now on. One choice is written at a time: the last one is the one that stays.
 * @param {Partial<Reader>} change
 */
export async function prefer(change) {
  if (!writing) held = reader.value;
  meet({ ...reader.value, ...change });
  wanted = { ...wanted, ...change };
  if (writing) return;
  writing = true;
  try {
    while (Object.keys(wanted).length > 0) {
      const next = wanted;
      wanted = {};
      held = (await write("PUT", "/settings", next)) ?? { ...held, ...next };
    }
  } catch {
    wanted = {};
    meet(held);
    tell(say().fault);
  } finally {
    writing = false;
  }
}
