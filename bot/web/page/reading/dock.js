// What is always at hand below the text: how the Chinese is shown, listening, and how it looks.

import { useWords } from "../locale/words.js";
import { MODES, prefer, reader, resize, SIZES, textSize } from "../reader.js";
import { canFill, fill, fullscreen, haptic } from "../telegram.js";
import { html, useSignal, useState } from "../view.js";

/** @param {string} mode */
export function choose(mode) {
  haptic("choice");
  void prefer({ translation: mode });
}

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Arrows choose within the modes, which are one stop of the tab key. @param {KeyboardEvent} event */
function step(event) {
  const by = STEPS[event.key];
  if (!by) return;
  event.preventDefault();
  const radios = [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("button")];
  const at = radios.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  const next = (at + by + radios.length) % radios.length;
  radios[next].focus();
  choose(MODES[next]);
}

/** @param {{voiced: boolean, onListen: () => void, children?: any}} given */
export function Dock({ voiced, onListen, children }) {
  const say = useWords();
  const { translation } = useSignal(reader);
  const [looking, look] = useState(false);
  return html`<footer class="dock">
    ${looking && html`<${Look} />`}
    ${children}
    <div class="tools">
      ${voiced && html`<button type="button" class="icon play" aria-label=${say.voice.listen} onClick=${onListen}></button>`}
      <div class="modes" role="radiogroup" aria-label=${say.translation} onKeyDown=${step}>
        ${MODES.map(
          (
            mode,
          ) => html`<button type="button" role="radio" aria-checked=${mode === translation} tabindex=${mode === translation ? 0 : -1} title=${say.modeNames[mode]}
            aria-label=${say.modeNames[mode]} onClick=${() => choose(mode)}>${say.modes[mode]}</button>`,
        )}
      </div>
      <button type="button" class="icon look" aria-label=${say.look} aria-expanded=${looking} onClick=${() => look(!looking)}>Aa</button>
    </div>
  </footer>`;
}

function Look() {
  const say = useWords();
  const { level } = useSignal(reader);
  const size = useSignal(textSize);
  const filled = useSignal(fullscreen);
  return html`<div class="looks">
    <div class="line" role="group" aria-label=${say.textSize}>
      <span>${say.textSize}</span>
      <button type="button" class="icon smaller" disabled=${size <= 0} aria-label=${say.smaller} onClick=${() => resize(size - 1)}>A</button>
      <output>${Math.round(SIZES[size] * 100)} %</output>
      <button type="button" class="icon larger" disabled=${size >= SIZES.length - 1} aria-label=${say.larger} onClick=${() => resize(size + 1)}>A</button>
    </div>
    <label class="line"><span>${say.level}</span>
      <select value=${level || "off"} onChange=${(/** @type {any} */ event) => void prefer({ level: event.target.value })}>
        ${Object.entries(say.levels).map(
          ([name, text]) => html`<option value=${name} selected=${name === (level || "off")}>${text}</option>`,
        )}
      </select>
    </label>
    ${canFill && html`<button type="button" class="quiet" onClick=${() => fill(!filled)}>${filled ? say.leaveFullscreen : say.fullscreen}</button>`}
  </div>`;
}
