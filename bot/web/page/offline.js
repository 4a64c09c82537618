// The worker that keeps what is being read through a tunnel; where a browser has none, the page works without.

import { get } from "./api.js";
import { mine } from "./reading/mine.js";
import { route } from "./route.js";

const SETTLED = 1200;

const workers = navigator.serviceWorker;

/** Have it there, and go through it once more with what came before it was there, or with the visit. */
export async function settleIn() {
  if (!workers) return;
  const before = workers.controller;
  try {
    await workers.register("worker.js");
    await workers.ready;
    setTimeout(() => void handOver(before === null), SETTLED);
  } catch {
    // a browser that keeps nothing for a page in another's frame
  }
}

/** @param {boolean} anew */
async function handOver(anew) {
  const names = [...new Set(performance.getEntriesByType("resource").map(({ name }) => name))];
  await keep([new URL("./", document.baseURI).href, ...names.filter((name) => name.includes("/app/assets/"))]);
  const { room, episode } = route.value;
  const paths = room === "today" ? ["/today"] : [];
  if (room === "episode" && mine.value) {
    paths.push(`/episodes/${episode}/mine`);
    if (anew) paths.push(`/episodes/${episode}?revision=${mine.value.revision}`);
  }
  await Promise.all(paths.map((path) => get(path).catch(() => null)));
}

/**
 * What was read goes, and what was heard; what the page is made of stays.
 * @param {string} reader
 */
export async function forget(reader) {
  if (!globalThis.caches) return;
  await caches.delete(`reader-${reader}`);
  const shell = await caches.open("shell");
  const heard = (await shell.keys()).filter(({ url }) => url.includes("/api/"));
  await Promise.all(heard.map((request) => shell.delete(request)));
}

/** @param {string[]} urls */
export async function keep(urls) {
  if (!workers?.controller) return;
  const { active } = await workers.ready;
  active?.postMessage({ keep: urls });
}
