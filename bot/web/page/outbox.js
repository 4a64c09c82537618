// What the reader did while nothing could be reached: kept on the device, sent in order and once.

import { ask, online, Problem, Unreached, whose } from "./api.js";
import { Signal } from "./view.js";

/** @typedef {{method: string, path: string, body?: unknown, key: string, of?: string}} Write */

const KEPT = "outbox";

/** Of every reader on this device. @returns {Write[]} */
function all() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {Write} write */
const ours = ({ of = whose }) => of === whose;
const kept = () => all().filter(ours);

/** Keys of those that are on their way for the first time: kept as well, for a page that is closed or read anew. */
const flying = new Set();

/** How many writes wait. */
export const waiting = new Signal(kept().length);

/** @param {Write[]} writes */
function keep(writes) {
  localStorage.setItem(KEPT, JSON.stringify([...all().filter((each) => !ours(each)), ...writes]));
  waiting.value = writes.filter(({ key }) => !flying.has(key)).length;
}

/** What waits is not sent any more. */
export const drop = () => keep([]);

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
  const one = { method, path, body, key: crypto.randomUUID(), of: whose };
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
