// What the lock screen and headphones show and do.

/** @param {{open: boolean, playing: boolean}} state */
export function showState({ open, playing }) {
  if (navigator.mediaSession) navigator.mediaSession.playbackState = playing ? "playing" : open ? "paused" : "none";
}

/**
 * @param {import("../types.d.ts").Episode} episode
 * @param {import("../reading/voice.js").Voice} voice
 */
export function mediaSession(episode, voice) {
  const session = navigator.mediaSession;
  if (!session || typeof MediaMetadata === "undefined") return;
  if (session.metadata?.title !== episode.title) {
    session.metadata = new MediaMetadata({ title: episode.title, artist: episode.show, album: "BuildSpeak" });
  }
  /** @type {[MediaSessionAction, () => void][]} */
  const acts = [
    ["play", () => voice.playing() || voice.toggle()],
    ["pause", () => voice.playing() && voice.toggle()],
    ["previoustrack", () => voice.step(-1)],
    ["nexttrack", () => voice.step(1)],
    ["stop", voice.close],
  ];
  for (const [name, act] of acts) session.setActionHandler(name, act);
}
