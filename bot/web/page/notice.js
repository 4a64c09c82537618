// One quiet line at the edge of the page, with at most one thing to do about it.

import { online } from "./api.js";
import { useWords, say as words } from "./locale/words.js";
import { waiting } from "./outbox.js";
import { html, Signal, useSignal } from "./view.js";

/** @typedef {{text: string, act?: string, onAct?: () => void}} Notice */

/** @type {Signal<Notice | null>} */
const shown = new Signal(/** @type {Notice | null} */ (null));
/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;

/**
 * @param {string} text
 * @param {{act?: string, onAct?: () => void, seconds?: number}} [more]
 */
export function tell(text, { act, onAct, seconds = act ? 6 : 2.5 } = {}) {
  clearTimeout(ending);
  shown.value = { text, act, onAct };
  ending = setTimeout(() => {
    shown.value = null;
  }, seconds * 1000);
}

/**
 * Do what was asked for; where it fails, that is told.
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T | undefined>}
 */
export async function attempt(act) {
  try {
    return await act();
  } catch {
    tell(words().unsent);
    return undefined;
  }
}

export function Notices() {
  const say = useWords();
  const notice = useSignal(shown);
  const reached = useSignal(online);
  const unsent = useSignal(waiting);
  const act = () => {
    shown.value = null;
    notice?.onAct?.();
  };
  return html`<div class="notices" role="status" aria-live="polite">
    ${!reached && !notice && html`<div class="notice away">${say.offline}${unsent > 0 && ` ${say.waiting(unsent)}`}</div>`}
    ${notice && html`<div class="notice"><span>${notice.text}</span>${notice.act && html`<button type="button" onClick=${act}>${notice.act}</button>`}</div>`}
  </div>`;
}
