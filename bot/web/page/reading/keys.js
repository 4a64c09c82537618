// What keys do while reading. They do nothing where a text is written.

import { say, useWords } from "../locale/words.js";
import { MODES } from "../reader.js";
import { html, Signal, useEffect, useRef, useSignal } from "../view.js";
import { choose as chooseMode } from "./dock.js";
import { asked, choose as chooseWord, close } from "./lookup.js";
import { current } from "./position.js";
import { saveGloss } from "./saving.js";

/** Whether the list of keys is shown. */
const helping = new Signal(false);

/** What was pressed last before the whole was there, and needs it: done when it is. @type {{key: string, episode: number} | null} */
let early = null;

/**
 * On the first screen how it looks is chosen at once; what goes through the text waits for all of it.
 * @param {import("../types.d.ts").Episode} episode
 * @param {import("./voice.js").Voice} voice
 * @param {boolean} whole
 * @returns {() => void} ends it
 */
export function listen(episode, voice, whole) {
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
  const through = Object.keys(acts).filter((key) => key !== "?");
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
    if (whole || !through.includes(name)) act();
    else early = { key: name, episode: episode.id };
  };
  addEventListener("keydown", pressed);
  if (whole && early?.episode === episode.id) acts[early.key]();
  if (whole) early = null;
  return () => removeEventListener("keydown", pressed);
}

/** The episode is left: nothing of it stays open, or is done later. */
export function leave() {
  helping.value = false;
  early = null;
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
