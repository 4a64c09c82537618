// What keys do while reading. They do nothing where a text is written.

import { say, useWords } from "../locale/words.js";
import { MODES } from "../reader.js";
import { html, Signal, useEffect, useRef, useSignal } from "../view.js";
import { choose as chooseMode } from "./dock.js";
import { asked, choose as chooseWord, close } from "./lookup.js";
import { current } from "./position.js";
import { saveGloss } from "./saving.js";

/** Whether the list of keys is shown. */
export const helping = new Signal(false);

/**
 * @param {import("../types.d.ts").Episode} episode
 * @param {import("./voice.js").Voice} voice
 * @returns {() => void} ends it
 */
export function listen(episode, voice) {
  const here = () => voice.place() ?? { segment: Math.min(current.value, episode.segments.length - 1), sentence: 0 };
  /** @type {Record<string, () => void>} */
  const acts = {
    " ": () => voice.toggle(),
    ArrowRight: () => voice.step(1),
    ArrowLeft: () => voice.step(-1),
    s: () => {
      const save = document.querySelector(".lookup .save");
      if (save instanceof HTMLElement) save.click();
      else void saveGloss(episode, here());
    },
    d: () => {
      const { segment, sentence } = here();
      if (asked.value) close();
      else chooseWord(episode.segments[segment], sentence);
    },
    "?": () => {
      helping.value = !helping.value;
    },
  };
  MODES.forEach((mode, number) => {
    acts[String(number + 1)] = () => chooseMode(mode);
  });
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    const target = /** @type {Element} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (target.closest("input, select, textarea")) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (name === " " && target.closest("button, a, summary, [role=button]")) return;
    if (name.startsWith("Arrow") && target.closest("[role=radiogroup], dialog")) return;
    const act = acts[name];
    if (!act) return;
    event.preventDefault();
    act();
  };
  addEventListener("keydown", pressed);
  return () => removeEventListener("keydown", pressed);
}

export function Help() {
  const words = useWords();
  const shown = useSignal(helping);
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    if (shown) box.current?.showModal();
  }, [shown]);
  const close = () => {
    helping.value = false;
  };
  if (!shown) return null;
  return html`<dialog ref=${box} class="help" aria-label=${words.keys.title} onClose=${close}>
    <h2>${words.keys.title}</h2>
    <dl>${words.keys.rows.map(([key, does]) => html`<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`)}</dl>
    <form method="dialog"><button class="quiet">${say().close}</button></form>
  </dialog>`;
}
