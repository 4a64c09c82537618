// One word said aloud: recorded where the server has a voice, else by the browser, where it can.

import { ask, part } from "../api.js";
import { useWords, say as words } from "../locale/words.js";
import { tell } from "../notice.js";
import { html, Signal, useEffect, useState } from "../view.js";
import { speaks, whenSpeaking } from "./spoken.js";

const sound = new Audio();

/** How often a word was asked to be heard: whatever else is heard makes way. */
export const sounded = new Signal(0);
const AGAIN = 1500;

/**
 * Ask for a sound until it is made.
 * @param {string} method
 * @param {string} path
 * @returns {Promise<import("../types.d.ts").Sound>}
 */
export async function made(method, path) {
  for (;;) {
    const told = await ask(method, path);
    if (told.url) return told;
    await new Promise((go) => setTimeout(go, AGAIN));
  }
}

/** @param {string} path */
async function play(path) {
  sound.src = (await made("POST", path)).url;
  await sound.play();
}

/** @param {string} word */
function speak(word) {
  const saying = new SpeechSynthesisUtterance(word);
  saying.lang = "en-US";
  saying.rate = 0.9;
  speechSynthesis.cancel();
  speechSynthesis.speak(saying);
}

/** @param {{word: string, heard: boolean, path?: string}} given */
export function HearWord({ word, heard, path = `/words/${part(word)}/audio` }) {
  const say = useWords();
  const [able, see] = useState(speaks());
  useEffect(() => whenSpeaking(() => see(speaks())), []);
  if (!heard && !able) return null;
  const hear = () => {
    sounded.value += 1;
    return heard ? play(path).catch(() => (able ? speak(word) : tell(words().voice.failed))) : speak(word);
  };
  return html`<button type="button" class="icon sound" aria-label=${`${say.hear}: ${word}`} onClick=${hear}></button>`;
}
