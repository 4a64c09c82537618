// Listening to an episode: recorded audio where there is some, else the browser's voice, sentence by sentence.

import { say } from "../locale/words.js";
import { tell } from "../notice.js";
import { SPEEDS } from "../reader.js";
import { html, Signal, useEffect, useMemo, useSignal, useState } from "../view.js";
import { Bar } from "../voice/bar.js";
import { mediaSession, showState } from "../voice/lock_screen.js";
import { point, pointWord } from "../voice/pointer.js";
import { Recorded } from "../voice/recorded.js";
import { fetchAhead } from "../voice/source.js";
import { Spoken, speaks, whenSpeaking } from "../voice/spoken.js";
import { sounded } from "../voice/word.js";
import { asked } from "./lookup.js";
import { current } from "./position.js";

/**
 * @typedef {import("../voice/pointer.js").Place} Place
 * @typedef {{open: boolean, playing: boolean, place: Place | null, repeat: boolean, speed: number, browser: boolean}} State
 */

const SPEED = "speed";

/** What is heard of one episode, and what the reader does about it. */
export class Voice {
  /** @type {Signal<State>} */
  state = new Signal(
    /** @type {State} */ ({
      open: false,
      playing: false,
      place: null,
      repeat: false,
      speed: Number(localStorage.getItem(SPEED) ?? 1),
      browser: false,
    }),
  );
  /** @type {ReadonlySet<number>} */
  hears = new Set();
  #recorded;
  #spoken;
  /** Whether a look at a word stopped it: it goes on when the word is closed. */
  #held = false;
  #ahead = false;

  /**
   * @param {import("../types.d.ts").Episode} episode
   * @param {() => void} [atEnd]  After the last sentence.
   */
  constructor(episode, atEnd = () => {}) {
    this.episode = episode;
    this.atEnd = atEnd;
    this.#recorded = new Recorded(episode.id, {
      place: (segment, sentence) => this.#at({ segment, sentence }),
      word: (word) => this.state.value.place && pointWord(this.state.value.place, word),
      ended: (segment) => this.#after(segment),
      hears: (segment) => this.hears.has(segment),
      repeats: () => this.state.value.repeat,
      failed: () => this.#fail(),
      playing: (playing) => this.state.value.browser || this.#change({ playing }),
    });
    this.#spoken = new Spoken({
      word: (word) => this.state.value.place && pointWord(this.state.value.place, word),
      ended: () => this.#next(),
      failed: () => this.#fail(),
    });
  }

  playing = () => this.state.value.playing;
  place = () => this.state.value.place;

  /** @param {number} segment */
  any = (segment) => this.hears.has(segment) || speaks();

  /** @param {Partial<State>} change */
  #change(change) {
    this.state.value = { ...this.state.value, ...change };
    if (change.playing !== undefined) showState(this.state.value);
  }

  #fail() {
    this.#change({ playing: false });
    tell(say().voice.failed);
  }

  /** @param {Place | null} place */
  #at(place) {
    this.#change({ place });
    point(place, this.episode);
    if (place) mediaSession(this.episode, this);
  }

  /**
   * Play from a sentence on.
   * @param {number} segment
   * @param {number} sentence
   */
  from = (segment, sentence) => {
    const browser = !this.hears.has(segment);
    if (browser && !speaks()) {
      tell(say().voice.none);
      return;
    }
    this.#spoken.stop();
    if (browser) this.#recorded.stop();
    else if (!this.#ahead) {
      this.#ahead = true;
      void fetchAhead(this.episode.id, this.hears);
    }
    this.#change({ open: true, playing: true, browser });
    this.#at({ segment, sentence });
    this.#spoken.speed = this.state.value.speed;
    this.#recorded.speed = this.state.value.speed;
    if (browser) this.#spoken.say(this.episode.segments[segment].english[sentence]);
    else
      this.#recorded.play(segment, sentence).catch((fault) => {
        if (fault?.name === "AbortError") return;
        this.#fail();
      });
  };

  toggle = () => {
    const { playing, place, browser } = this.state.value;
    if (playing) this.pause();
    else if (!place) this.from(this.#first(), 0);
    else if (browser) {
      this.#change({ playing: true });
      this.#spoken.resume();
    } else if (this.#recorded.stopped) this.from(place.segment, place.sentence);
    else this.#recorded.resume().catch((fault) => fault?.name === "AbortError" || this.#fail());
  };

  pause() {
    if (this.state.value.browser) {
      this.#spoken.pause();
      this.#change({ playing: false });
    } else this.#recorded.pause();
  }

  /** Stop for a word, and go on after it. */
  hold() {
    this.#held ||= this.state.value.playing; // a word after a word finds it stopped already
    if (this.state.value.playing) this.pause();
  }

  release() {
    if (this.#held && !this.state.value.playing) this.toggle();
    this.#held = false;
  }

  /**
   * To the sentence before or after; it is only pointed at where nothing plays.
   * @param {1 | -1} by
   */
  step = (by) => {
    const { place, playing } = this.state.value;
    const from = place ?? {
      segment: Math.min(current.value, this.episode.segments.length - 1),
      sentence: by > 0 ? -1 : 0,
    };
    const next = this.#beside(from, by);
    if (!next) return;
    if (playing) this.from(next.segment, next.sentence);
    else {
      this.#recorded.stop();
      this.#spoken.stop();
      this.#at(next);
    }
  };

  /**
   * A sentence was tapped where nothing is looked up: with the player open it is played from there.
   * @param {number} segment
   * @param {number} sentence
   */
  reach = (segment, sentence) => {
    if (this.state.value.open) this.from(segment, sentence);
  };

  repeat = () => this.#change({ repeat: !this.state.value.repeat });

  speed = () => {
    const next = SPEEDS[(SPEEDS.indexOf(this.state.value.speed) + 1) % SPEEDS.length];
    localStorage.setItem(SPEED, String(next));
    this.#change({ speed: next });
    this.#recorded.speed = next;
    this.#spoken.speed = next;
    if (this.state.value.browser && this.state.value.playing) this.#spoken.resume();
  };

  close = () => {
    this.#recorded.stop();
    this.#spoken.stop();
    this.#at(null);
    this.#change({ open: false, playing: false });
  };

  #first() {
    const at = Math.min(current.value, this.episode.segments.length - 1);
    const heard = [...this.hears].sort((one, other) => one - other);
    return this.any(at) ? at : (heard.find((index) => index >= at) ?? heard[0] ?? at);
  }

  #next() {
    const { place, repeat } = this.state.value;
    if (!place) return;
    const next = repeat ? place : this.#beside(place, 1);
    if (next) this.from(next.segment, next.sentence);
    else this.#finish();
  }

  /** @param {number} segment */
  #after(segment) {
    for (let next = segment + 1; next < this.episode.segments.length; next += 1) {
      if (this.any(next)) {
        this.from(next, 0);
        return;
      }
    }
    this.#finish();
  }

  #finish() {
    this.close();
    this.atEnd();
  }

  /**
   * @param {Place} place
   * @param {1 | -1} by
   * @returns {Place | null}
   */
  #beside({ segment, sentence }, by) {
    const { segments } = this.episode;
    if (segments[segment].english[sentence + by] !== undefined) return { segment, sentence: sentence + by };
    const next = segments[segment + by];
    if (!next) return null;
    return { segment: segment + by, sentence: by > 0 ? 0 : next.english.length - 1 };
  }
}

/**
 * @param {import("../types.d.ts").Episode} episode
 * @param {ReadonlySet<number>} hears
 * @param {() => void} [atEnd]
 */
export function useVoice(episode, hears, atEnd) {
  const voice = useMemo(() => new Voice(episode, atEnd), [episode.id]);
  voice.episode = episode;
  voice.hears = hears;
  const { open } = useSignal(voice.state);
  const [able, see] = useState(speaks());
  useEffect(() => whenSpeaking(() => see(speaks())), []);
  useEffect(() => () => voice.close(), [voice]);
  useEffect(() => sounded.hear(() => voice.playing() && voice.pause()), [voice]);
  useEffect(() => asked.hear((word) => (word ? voice.hold() : voice.release())), [voice]);
  return {
    voice,
    able,
    open,
    possible: hears.size > 0 || able,
    bar: open && html`<${Bar} voice=${voice} />`,
  };
}
