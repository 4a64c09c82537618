// A voice message's player. One plays at a time.

import { el } from "./dom.js";

let playing = null;

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export function voice(file, duration, { words }) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = file;
  const button = el("button.play", { type: "button", "aria-label": words.play, onclick: turn });
  const place = el("input", { type: "range", min: 0, max: 1000, value: 0, "aria-label": words.position });
  const time = el("span.time", {}, minutes(duration || 0));
  const length = () => (Number.isFinite(audio.duration) && audio.duration) || duration || 1;

  function turn() {
    if (!audio.paused) return audio.pause();
    if (playing && playing !== audio) playing.pause();
    playing = audio;
    return audio.play().catch(() => {});
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
  const player = el("div.media.voice", {}, button, place, time);
  player.turn = turn;
  return player;
}

export const isPlaying = () => Boolean(playing && !playing.paused);
export const pause = () => playing?.pause();
