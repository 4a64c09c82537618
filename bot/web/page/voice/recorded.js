// A segment's audio with its timings: which sentence and which word is said at every moment.

import { soundOf } from "./source.js";

/** One segment after another, by one audio element. */
export class Recorded {
  #audio = new Audio();
  /** @type {import("../types.d.ts").Sound | null} */
  #heard = null;
  #segment = -1;
  #sentence = -1;
  /** Where it is to begin, also while its sound is still on the way. */
  #wanted = 0;
  /** @type {[number, number] | null} */
  #word = null;
  #frame = 0;

  /**
   * @param {number} episode
   * @param {{place: (segment: number, sentence: number) => void, word: (word: [number, number] | null) => void, ended: (segment: number) => void, hears: (segment: number) => boolean,
   *   repeats: () => boolean, failed: (fault: unknown) => void, playing: (playing: boolean) => void}} told
   */
  constructor(episode, told) {
    this.episode = episode;
    this.told = told;
    this.#audio.preload = "auto";
    this.#audio.addEventListener("ended", () => this.#ended());
    this.#audio.addEventListener("error", () => this.#audio.src && this.told.failed(this.#audio.error));
    this.#audio.addEventListener("pause", () => this.told.playing(false));
    this.#audio.addEventListener("play", () => {
      this.told.playing(true);
      this.#follow();
    });
  }

  /** @param {number} speed */
  set speed(speed) {
    this.#audio.defaultPlaybackRate = speed;
    this.#audio.playbackRate = speed;
  }

  /**
   * @param {number} segment
   * @param {number} sentence
   */
  async play(segment, sentence) {
    this.#wanted = sentence;
    if (segment === this.#segment && !this.#heard) return;
    if (segment !== this.#segment) {
      this.#audio.pause();
      this.#segment = segment;
      this.#heard = null;
      const heard = await soundOf(this.episode, segment).catch((fault) => {
        if (this.#segment === segment) this.#segment = -1;
        throw fault;
      });
      if (this.#segment !== segment) return;
      this.#heard = heard;
      this.#audio.src = heard.url;
    }
    this.#sentence = -1;
    this.#audio.currentTime = (this.#heard?.sentences[this.#wanted]?.[0] ?? 0) / 1000;
    await this.#audio.play();
    if (this.told.hears(segment + 1)) soundOf(this.episode, segment + 1).catch(() => null);
  }

  pause() {
    if (this.#heard) this.#audio.pause();
    else {
      this.stop(); // what is still on its way does not begin by itself
      this.told.playing(false);
    }
  }

  /** Whether there is anything to go on with. */
  get stopped() {
    return this.#segment === -1;
  }

  resume() {
    return this.#audio.play();
  }

  stop() {
    this.#audio.pause();
    this.#segment = -1;
    this.#audio.removeAttribute("src");
    cancelAnimationFrame(this.#frame);
  }

  #ended() {
    if (this.told.repeats()) void this.play(this.#segment, Math.max(0, this.#sentence));
    else this.told.ended(this.#segment);
  }

  #follow() {
    cancelAnimationFrame(this.#frame);
    const look = () => {
      if (this.#audio.paused) return;
      this.#look(this.#audio.currentTime * 1000);
      this.#frame = requestAnimationFrame(look);
    };
    look();
  }

  /** @param {number} now */
  #look(now) {
    const heard = this.#heard;
    if (!heard) return;
    const sentence = Math.max(
      0,
      heard.sentences.findLastIndex((each) => each && each[0] <= now + 30),
    );
    if (this.#sentence !== -1 && sentence > this.#sentence && this.told.repeats()) {
      this.#audio.currentTime = (heard.sentences[this.#sentence]?.[0] ?? 0) / 1000;
      return;
    }
    if (sentence !== this.#sentence) {
      this.#sentence = sentence;
      this.told.place(this.#segment, sentence);
    }
    const said = heard.words.findLast(([of, , , since]) => of === sentence && since <= now);
    /** @type {[number, number] | null} */
    const word = said && now < said[4] + 120 ? [said[1], said[2]] : null;
    if (word?.[0] !== this.#word?.[0] || word?.[1] !== this.#word?.[1]) {
      this.#word = word;
      this.told.word(word);
    }
  }
}
