// Beside the page in the browser, for tunnels: what the page is made of, and of the episode that is being read its text,
// what of it is the reader's, and its sounds. The network is asked first; what it last said stands in for it.
// Each reader of a device has a store of their own.

const SHELL = "shell";
const OWN = "reader-";
const PATIENCE = 4000;
const MOST = 400;

const ASSET = /^\/app\/assets\//;
const PAGE = /^\/app\/(?:index\.html)?$/;
const READ = /^\/api\/v1\/(?:today|episodes\/\d+(?:\/mine|\/segments\/\d+\/audio)?)$/;
const SOUND = /^\/api\/v1\/audio\//;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (ASSET.test(pathname)) event.respondWith(once(SHELL, request.url));
  else if (PAGE.test(pathname)) event.respondWith(fresh(SHELL, request, "/app/"));
  else if (SOUND.test(pathname)) event.respondWith(part(request));
  else if (READ.test(pathname)) event.respondWith(fresh(storeOf(request), request, origin + pathname));
});

// The page tells what it is made of and where its sounds are: they may have come before this worker was there.
self.addEventListener("message", (event) => {
  const { keep } = event.data;
  if (keep) event.waitUntil(Promise.all(keep.map((url) => once(SHELL, url).catch(() => null))).then(tidy));
});

const storeOf = (request) =>
  OWN + (/^Bearer (\d+)\./.exec(request.headers.get("authorization") ?? "")?.[1] ?? "nobody");

async function once(store, url) {
  const cache = await caches.open(store);
  const kept = await cache.match(url, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(url);
  if (response.status === 200) await cache.put(url, response.clone());
  return response;
}

async function fresh(store, request, name) {
  const cache = await caches.open(store);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (response.status === 200) await cache.put(name, response.clone());
    return response;
  } catch (fault) {
    const kept = await cache.match(name, { ignoreVary: true });
    if (kept) return kept;
    throw fault;
  }
}

// A player asks for a range; the whole is kept, and the range cut from it.
async function part(request) {
  const whole = await once(SHELL, request.url);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "");
  if (!range || whole.status !== 200) return whole;
  const bytes = await whole.arrayBuffer();
  const first = Number(range[1]);
  const last = Math.min(range[2] ? Number(range[2]) : bytes.byteLength - 1, bytes.byteLength - 1);
  if (first > last)
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${bytes.byteLength}` } });
  const headers = {
    "Content-Type": "audio/mpeg",
    "Accept-Ranges": "bytes",
    "Content-Range": `bytes ${first}-${last}/${bytes.byteLength}`,
  };
  return new Response(bytes.slice(first, last + 1), { status: 206, headers });
}

// Oldest first: releases before this one, sounds of what was read long ago.
async function tidy() {
  const cache = await caches.open(SHELL);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST)).map((request) => cache.delete(request)));
}
