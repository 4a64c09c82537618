// One word said aloud by the browser, where it can.

import { speaks, whenSpeaking } from "./spoken.js";

export const hearWord = {
  /**
   * Tell whether words can be heard, now and whenever that changes.
   * @param {(able: boolean) => void} tell
   */
  able(tell) {
    tell(speaks());
    return whenSpeaking(() => tell(speaks()));
  },
  /** @param {string} word */
  say(word) {
    const saying = new SpeechSynthesisUtterance(word);
    saying.lang = "en-US";
    saying.rate = 0.9;
    speechSynthesis.cancel();
    speechSynthesis.speak(saying);
  },
};
