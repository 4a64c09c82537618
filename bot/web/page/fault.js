// What stands where something is not there yet, or could not be had.

import { Problem } from "./api.js";
import { useWords } from "./locale/words.js";
import { html } from "./view.js";

export function Waiting() {
  const say = useWords();
  return html`<div class="opening" aria-busy="true" aria-label=${say.loading}><p></p><p></p><p></p></div>`;
}

/** @param {{fault: unknown, again: () => void}} given */
export function Fault({ fault, again }) {
  const say = useWords();
  const text = !(fault instanceof Problem)
    ? say.offline
    : fault.status === 404
      ? say.gone
      : fault.status === 429
        ? say.slow
        : say.fault;
  return html`<div class="empty" role="alert"><p>${text}</p><button type="button" class="quiet" onClick=${again}>${say.again}</button></div>`;
}
