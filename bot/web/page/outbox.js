// What the reader did while nothing could be reached: kept on the device, sent in order and once.

import { ask, online, Problem, Unreached } from "./api.js";
import { Signal } from "./view.js";

/** @typedef {{method: string, path: string, body?: unknown, key: string}} Write */

const KEPT = "outbox";

/** @returns {Write[]} */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}

/** How many writes wait. */
export const waiting = new Signal(kept().length);

/** @param {Write[]} writes */
function keep(writes) {
  localStorage.setItem(KEPT, JSON.stringify(writes));
  waiting.value = writes.length;
}

/** Whether the same may succeed later: nothing was reached, or the server had no time. @param {unknown} fault */
const passes = (fault) =>
  fault instanceof Unreached || (fault instanceof Problem && (fault.status === 429 || fault.status >= 500));

/**
 * Write; where nothing is reached it waits, and `undefined` comes back. A refusal is thrown.
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function write(method, path, body) {
  const one = { method, path, body, key: crypto.randomUUID() };
  if (waiting.value) {
    keep([...kept(), one]);
    void flush();
    return undefined;
  }
  try {
    return await ask(method, path, one);
  } catch (fault) {
    if (!(fault instanceof Unreached)) throw fault;
    keep([...kept(), one]);
    return undefined;
  }
}

let flushing = false;

/** Send what waits, oldest first; what the server refuses is let go. */
export async function flush() {
  if (flushing) return;
  flushing = true;
  try {
    for (let [first] = kept(); first; [first] = kept()) {
      try {
        await ask(first.method, first.path, first);
      } catch (fault) {
        if (passes(fault)) return;
      }
      keep(kept().slice(1));
    }
  } finally {
    flushing = false;
  }
}

window.addEventListener("online", () => {
  online.value = true;
  void flush();
});
window.addEventListener("offline", () => {
  online.value = false;
});
setInterval(() => void (waiting.value && flush()), 5000);
