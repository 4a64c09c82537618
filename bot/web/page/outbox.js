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

/** Keys of those that are on their way for the first time: kept as well, for a page that is closed or read anew. */
const flying = new Set();

/** How many writes wait. */
export const waiting = new Signal(kept().length);

/** @param {Write[]} writes */
function keep(writes) {
  localStorage.setItem(KEPT, JSON.stringify(writes));
  waiting.value = writes.filter(({ key }) => !flying.has(key)).length;
}

/** @param {string} gone */
function letGo(gone) {
  flying.delete(gone);
  keep(kept().filter(({ key }) => key !== gone));
}

/**
 * Whether the same may succeed later: nothing was reached, the server had no time, or another window is sending it.
 * @param {unknown} fault
 */
const passes = (fault) =>
  fault instanceof Unreached ||
  (fault instanceof Problem && (fault.status === 429 || fault.status >= 500 || fault.kind.endsWith(":being-done")));

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
  flying.add(one.key);
  keep([...kept(), one]);
  try {
    const told = await ask(method, path, one);
    letGo(one.key);
    return told;
  } catch (fault) {
    if (!(fault instanceof Unreached)) {
      letGo(one.key);
      throw fault;
    }
    flying.delete(one.key);
    keep(kept());
    return undefined;
  }
}

let flushing = false;

/** Send what waits, oldest first; what the server refuses is let go. */
export async function flush() {
  if (flushing) return;
  flushing = true;
  const oldest = () => kept().find(({ key }) => !flying.has(key));
  try {
    for (let first = oldest(); first; first = oldest()) {
      try {
        await ask(first.method, first.path, first);
      } catch (fault) {
        if (passes(fault)) return;
      }
      letGo(first.key);
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
