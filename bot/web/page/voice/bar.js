// The player's controls, above the tools.

import { useWords } from "../locale/words.js";
import { html, useSignal } from "../view.js";

/** @param {{voice: import("../reading/voice.js").Voice}} given */
export function Bar({ voice }) {
  const { voice: say } = useWords();
  const { playing, repeat, speed, browser } = useSignal(voice.state);
  return html`<div class="player" role="group" aria-label=${say.bar}>
    <button type="button" class="icon previous" aria-label=${say.previous} onClick=${() => voice.step(-1)}></button>
    <button type="button" class=${playing ? "icon pause" : "icon play"} aria-label=${playing ? say.pause : say.play} onClick=${voice.toggle}></button>
    <button type="button" class="icon next" aria-label=${say.next} onClick=${() => voice.step(1)}></button>
    <button type="button" class="speed" aria-label=${`${say.speed} ${speed}×`} onClick=${voice.speed}>${speed}×</button>
    <button type="button" class="icon repeat" aria-pressed=${repeat} aria-label=${say.repeat} onClick=${voice.repeat}></button>
    <span class="hint">${browser ? say.browser : playing ? say.tap : ""}</span>
    <button type="button" class="icon close" aria-label=${say.close} onClick=${voice.close}></button>
  </div>`;
}
