// The player of a voice message or a piece of music. One plays at a time.

import { el } from "./dom.js";

const SPEEDS = [1, 1.25, 1.5, 2, 0.75];
let playing = null;

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export function voice(file, { duration, title, performer }, { words }) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = file;
  const button = el("button.play", { type: "button", "aria-label": words.play, onclick: turn });
  const place = el("input", { type: "range", min: 0, max: 1000, value: 0, "aria-label": words.position });
  const time = el("span.time", {}, minutes(duration || 0));
  const speed = el("button.speed", { type: "button", title: words.speed, "aria-label": `${words.speed} 1×`, onclick: faster }, "1×");
  const length = () => (Number.isFinite(audio.duration) && audio.duration) || duration || 1;

  function turn() {
    if (!audio.paused) return audio.pause();
    if (playing && playing !== audio) playing.pause();
    playing = audio;
    return audio.play().catch(() => {});
  }

  function seek(seconds) {
    audio.currentTime = Math.min(seconds, length());
    if (audio.paused) turn();
    show();
  }

  function faster() {
    audio.playbackRate = SPEEDS[(SPEEDS.indexOf(audio.playbackRate) + 1) % SPEEDS.length];
    speed.textContent = `${audio.playbackRate}×`;
    speed.setAttribute("aria-label", `${words.speed} ${speed.textContent}`);
  }

  function show() {
    const label = audio.paused ? words.play : words.pause;
    if (button.getAttribute("aria-label") !== label) button.setAttribute("aria-label", label);
    button.classList.toggle("playing", !audio.paused);
    place.value = (1000 * audio.currentTime) / length();
    place.style.setProperty("--played", `${place.value / 10}%`);
    place.setAttribute("aria-valuetext", `${minutes(audio.currentTime)} / ${minutes(length())}`);
    time.textContent = minutes(audio.currentTime || length());
  }

  for (const event of ["play", "pause", "timeupdate", "loadedmetadata"]) audio.addEventListener(event, show);
  audio.addEventListener("ended", () => ((audio.currentTime = 0), show()));
  place.addEventListener("input", () => (audio.currentTime = (place.value / 1000) * length()));
  const named = title || performer;
  const player = el("div.media.voice", {}, button, el("div.about", {}, named ? el("b", {}, title || "") : null, performer ? el("small", {}, performer) : null, place), time, speed);
  Object.assign(player, { audio, turn, seek, stop: () => audio.pause() });
  return player;
}

export const isPlaying = () => Boolean(playing && !playing.paused);
export const pause = () => playing?.pause();
