// The server as functions: one session, opened when it is needed; faults as problems; every write with a key of its own.

import { BASE, initData, knock, knocked } from "./launch.js";
import { Signal } from "./view.js";

const PATIENCE = 20_000;
/** For the first answer, where something was kept that can be read without it. */
const HURRY = 5000;
/** How often in a row a call that is asked to wait is made again. */
const AGAIN = 3;

/** Whether the server was reached when it was asked last. */
export const online = new Signal(navigator.onLine);

/** An answer that says why not (RFC 9457). */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {{kind?: string, title?: string, detail?: string}} said
   */
  constructor(status, said) {
    super(said.detail ?? said.title ?? String(status));
    this.status = status;
    this.kind = said.kind ?? "";
  }
}

/** Nothing was heard: no network, or no answer in time. */
export class Unreached extends Error {}

/** @type {Promise<import("./types.d.ts").Visit> | null} */
let opening = null;

/** @returns {Promise<import("./types.d.ts").Visit>} */
export function session() {
  opening ??= open().catch((fault) => {
    opening = null;
    throw fault;
  });
  return opening;
}

/** Whether this reader was forgotten: before this visit, or during it, so that it is over. */
export const forgotten = new Signal(/** @type {"" | "before" | "over"} */ (""));

const KEPT = "visit-";

/** Whose data the app handed over: nobody else's is shown, also without network. */
function reader() {
  try {
    return String(JSON.parse(new URLSearchParams(initData).get("user") ?? "{}").id ?? "");
  } catch {
    return "";
  }
}

export const whose = reader();

/** The visit as it was kept. @returns {import("./types.d.ts").Visit | null} */
const kept = () => JSON.parse(localStorage.getItem(KEPT + whose) ?? "null");

let first = knocked;

/** @param {number} milliseconds @returns {Promise<never>} */
const late = (milliseconds) => new Promise((_, fail) => setTimeout(() => fail(new Error("late")), milliseconds));

async function open() {
  try {
    const before = kept();
    // In a tunnel nothing answers for long: what was kept is read meanwhile. A token that is none is asked for later.
    const asked = first && before ? Promise.race([first, late(HURRY)]) : (first ?? knock());
    first = null;
    const { opening: begun, ...visit } = await answered(await reached(asked, true));
    if (before && (before.forgotten ?? null) !== visit.forgotten) forgotten.value = "before";
    // Not the secret: only who it is, to find what was kept for them.
    localStorage.setItem(KEPT + whose, JSON.stringify({ ...visit, token: `${whose}.` }));
    if (begun) begin(begun);
    return lasting(visit);
  } catch (fault) {
    if (fault instanceof Problem && fault.kind === "forgotten") {
      localStorage.removeItem(KEPT + whose);
      forgotten.value = "over";
    }
    const before = fault instanceof Unreached ? kept() : null;
    if (!before) throw fault;
    return before;
  }
}

/**
 * A visit that is prolonged when half of it is over, for as long as it may be and somebody reads.
 * @param {import("./types.d.ts").Visit} visit
 * @returns {import("./types.d.ts").Visit}
 */
const lasting = (visit) => ({
  ...visit,
  half: visit.expires_at < visit.until ? performance.now() + visit.lasts * 500 : undefined,
});

/** @param {import("./types.d.ts").Visit} visit */
async function prolong(visit) {
  visit.half = undefined; // once
  try {
    const headers = { Authorization: `Bearer ${visit.token}` };
    opening = Promise.resolve(lasting(await answered(await reach("POST", "/session/renew", headers))));
  } catch {
    // when it is over, another begins
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{body?: unknown, key?: string}} [more]
 * @returns {Promise<any>}
 */
export async function ask(method, path, { body, key } = {}) {
  const given = { key: method === "GET" ? undefined : (key ?? crypto.randomUUID()), body };
  let response = await sent(method, path, given);
  if (response.status === 401) {
    opening = null;
    response = await sent(method, path, given);
  }
  for (let held = 0; response.status === 429 && held < AGAIN; held++) {
    const seconds = Number(response.headers.get("retry-after")) || 1;
    await new Promise((go) => setTimeout(go, seconds * 1000));
    response = await sent(method, path, given);
  }
  return answered(response);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{body?: unknown, key?: string}} given
 */
async function sent(method, path, { body, key }) {
  const visit = await session();
  if (visit.half && performance.now() > visit.half) void prolong(visit);
  const { token } = visit;
  /** @type {Record<string, string>} */
  const headers = { Authorization: `Bearer ${token}` };
  if (key) headers["Idempotency-Key"] = key;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  return reach(method, path, headers, body === undefined ? undefined : JSON.stringify(body));
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} headers
 * @param {string} [body]
 */
function reach(method, path, headers, body) {
  const signal = AbortSignal.timeout(PATIENCE);
  return reached(fetch(BASE + path, { method, headers, body, signal }), method !== "GET");
}

/**
 * @param {Promise<Response>} asked
 * @param {boolean} told  Whether it is the server who answers: what is read may come from what was kept.
 */
async function reached(asked, told) {
  try {
    const response = await asked;
    if (told) online.value = true;
    return response;
  } catch (fault) {
    online.value = false;
    throw new Unreached(String(fault));
  }
}

/** @param {Response} response */
async function answered(response) {
  const kind = response.headers.get("content-type") ?? "";
  if (response.ok) {
    if (response.status === 204) return null;
    return kind.includes("json") ? response.json() : response.blob();
  }
  throw new Problem(response.status, kind.includes("json") ? await response.json() : {});
}

/** What came with the visit, for the room that it begins in. @type {Map<string, any>} */
const there = new Map();
/** What was asked for at once, for who asks first. @type {Map<string, Promise<any>>} */
const coming = new Map();

/** @param {import("./types.d.ts").Opening} opening */
function begin({ today, episode, length, mine }) {
  if (today) there.set("/today", today);
  if (!episode || !mine) return;
  const path = `/episodes/${episode.id}`;
  const segments = Array.from({ length }, (_, index) => episode.segments.find((each) => each.index === index));
  there.set(path, { ...episode, segments }).set(`${path}/mine`, mine);
  const whole = ask("GET", `${path}?revision=${episode.revision}`);
  whole.catch(() => null);
  coming.set(path, whole);
}

/**
 * What came with the visit, once.
 * @param {string} path
 */
export function early(path) {
  const value = there.get(path);
  there.delete(path);
  return value;
}

/**
 * @param {string} path
 * @param {Record<string, string | number | boolean | null | undefined>} [query]
 */
export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const early = given.length ? undefined : coming.get(path);
  coming.delete(path);
  if (early) return early;
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return ask("GET", given.length ? `${path}?${search}` : path);
}

/** @param {string} headword */
export const part = (headword) => encodeURIComponent(headword);
