// The browser's own voice, where an episode has none. It cannot be trusted to pause: pausing ends the sentence, and
// going on begins at the word that was being said.

const synthesis = globalThis.speechSynthesis;

/** Whether this browser has an English voice. Some tell only after a while. */
export function speaks() {
  return Boolean(synthesis) && synthesis.getVoices().some((voice) => voice.lang.toLowerCase().startsWith("en"));
}

/** @param {() => void} tell */
export function whenSpeaking(tell) {
  if (!synthesis?.addEventListener) return () => {};
  synthesis.addEventListener("voiceschanged", tell);
  return () => synthesis.removeEventListener("voiceschanged", tell);
}

/** One sentence at a time, by the browser. */
export class Spoken {
  /** @type {SpeechSynthesisUtterance | null} */
  #saying = null;
  #from = 0;
  #text = "";

  /** @param {{word: (word: [number, number] | null) => void, ended: () => void, failed: () => void}} told */
  constructor(told) {
    this.told = told;
    this.speed = 1;
  }

  /**
   * @param {string} text
   * @param {number} [from]
   */
  say(text, from = 0) {
    this.stop();
    this.#text = text;
    this.#from = from;
    const saying = new SpeechSynthesisUtterance(text.slice(from));
    saying.lang = "en-US";
    saying.voice = synthesis.getVoices().find((voice) => voice.lang === "en-US") ?? null;
    saying.rate = this.speed;
    saying.onboundary = ({ name, charIndex, charLength }) => {
      if (this.#saying !== saying || name !== "word") return;
      this.#from = from + charIndex;
      const length = charLength || (/^[\p{L}\p{N}'’-]+/u.exec(text.slice(this.#from))?.[0].length ?? 1);
      this.told.word([this.#from, this.#from + length]);
    };
    saying.onend = () => {
      if (this.#saying !== saying) return;
      this.#saying = null;
      this.told.ended();
    };
    saying.onerror = () => {
      if (this.#saying !== saying) return;
      this.#saying = null;
      this.told.failed();
    };
    this.#saying = saying;
    synthesis.speak(saying);
  }

  pause() {
    this.stop();
  }

  resume() {
    this.say(this.#text, this.#from);
  }

  stop() {
    this.#saying = null;
    synthesis?.cancel();
  }
}
