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
export async function meet(next) {
  await speak(next.language);
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

/** @param {Partial<Reader>} change */
export async function prefer(change) {
  const before = reader.value;
  await meet({ ...before, ...change });
  try {
    await write("PUT", "/settings", change);
  } catch {
    await meet(before);
    tell(say().fault);
  }
}
