// The first to run, small and by itself: who opened what, asked for while the rest of the page is still on its way.

/** @typedef {Record<string, string> & {room: string}} Route */

const KEPT = "launch";
const COLOURS = ["bg", "secondary_bg", "text", "hint", "link", "button", "button_text"];
const NUMBER = /^\d{1,9}$/;

export const BASE = new URL("../api/v1", document.baseURI).pathname;

/** What the app said when it opened the page; a reload within it may come without. */
function launched() {
  const said = location.hash.includes("tgWebApp") ? location.hash.slice(1) : sessionStorage.getItem(KEPT);
  if (said) sessionStorage.setItem(KEPT, said);
  return new URLSearchParams(said ?? "");
}

/** What the app hands over is kept no longer: the page asks nobody with it any more. */
export const unlaunch = () => sessionStorage.removeItem(KEPT);

export const launch = launched();
export const initData = launch.get("tgWebAppData") ?? "";
const startParam = launch.get("tgWebAppStartParam") ?? new URLSearchParams(initData).get("start_param") ?? "";

/**
 * Where the address leads.
 * @returns {Route}
 */
export function place() {
  const given = Object.fromEntries(new URLSearchParams(location.search));
  if (given.room) return /** @type {Route} */ (given);
  if (given.episode) return { ...given, room: "episode" };
  const linked = /^(?:e|read|r)?_?(\d+)(?:[_-](\d+))?$/.exec(startParam);
  if (linked) return { room: "episode", episode: linked[1], ...(linked[2] ? { at: linked[2] } : {}) };
  return { room: "today" };
}

/** @param {Record<string, string>} params */
export function wear(params) {
  const root = document.documentElement;
  for (const name of COLOURS) {
    const colour = params[`${name}_color`];
    if (/^#[0-9a-f]{6}$/i.test(colour ?? "")) root.style.setProperty(`--tg-${name.replaceAll("_", "-")}-color`, colour);
  }
  const ground = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(params.bg_color ?? "");
  if (!ground) return;
  const [red, green, blue] = ground.slice(1).map((part) => Number.parseInt(part, 16));
  root.dataset.theme = red * 0.299 + green * 0.587 + blue * 0.114 < 128 ? "dark" : "light";
}

try {
  wear(JSON.parse(launch.get("tgWebAppThemeParams") ?? "{}"));
} catch {
  // a theme that cannot be read: the browser's own
}

/** What is to be told with the visit: what stands on the first screen of where it begins. */
function opens() {
  const { room, episode, at } = place();
  if (room === "today") return { room };
  if (room !== "episode" || !NUMBER.test(episode)) return null;
  return { room, episode: Number(episode), at: NUMBER.test(at) ? Number(at) : null };
}

/**
 * A visit is asked for.
 * @param {object | null} [opening]
 */
export const knock = (opening = null) =>
  fetch(`${BASE}/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ init_data: initData, opens: opening }),
    signal: AbortSignal.timeout(20_000),
  });

/** What was asked for at the very beginning; nothing where no app opened the page. */
export const knocked = initData ? knock(opens()) : null;
knocked?.catch(() => null); // whoever takes it is told
