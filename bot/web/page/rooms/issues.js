// The archive: a calendar of what came, with what was read; and a search through all of it.

import { get } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { useKept, usePages } from "../kept.js";
import { dayOf, useWords } from "../locale/words.js";
import { attempt } from "../notice.js";
import { leads } from "../route.js";
import { html } from "../view.js";
import { Piece } from "./piece.js";
import { Search } from "./vocabulary.js";

/**
 * @typedef {import("../types.d.ts").Day} Day
 * @typedef {import("../types.d.ts").Summary} Summary
 * @typedef {import("../types.d.ts").Hit} Hit
 */

export function Room() {
  const say = useWords();
  const [query, search] = useKept("query", "");
  return html`<${Search} label=${say.issues.search} query=${query} onSearch=${search} />
    ${query.length > 1 || /[㐀-鿿]/.test(query) ? html`<${Found} query=${query} />` : html`<${Calendar} />`}`;
}

function Calendar() {
  const say = useWords();
  const { pages, next, more, fault, again } = usePages(async (before) => {
    const page = /** @type {{days: Day[], evergreen: Summary[], next: string | null}} */ (
      await get("/issues", { before })
    );
    return { page, next: page.next };
  }, []);
  if (fault && !pages) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!pages) return html`<${Waiting} />`;
  const days = pages.flatMap((page) => page.days);
  const evergreen = pages.flatMap((page) => page.evergreen);
  const months = [...new Set(days.map(({ date }) => date.slice(0, 7)))];
  return html`
    ${months.map((month) => html`<${Month} key=${month} month=${month} days=${days.filter(({ date }) => date.startsWith(month))} />`)}
    ${next && html`<p><button type="button" class="quiet" onClick=${() => attempt(more)}>${say.issues.older}</button></p>`}
    ${evergreen.length > 0 && html`<section class="rest"><h2>${say.issues.evergreen}</h2><ul>${evergreen.map((piece) => html`<${Piece} piece=${piece} />`)}</ul></section>`}
  `;
}

/** @param {{month: string, days: Day[]}} given */
function Month({ month, days }) {
  const say = useWords();
  const first = dayOf(`${month}-01`);
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const before = (first.getUTCDay() + 6) % 7;
  const by = new Map(days.map((day) => [Number(day.date.slice(8)), day]));
  const cells = [...Array(before).fill(null), ...Array.from({ length }, (_, number) => number + 1)];
  return html`<section class="month">
    <h2>${say.month(first)}</h2>
    <div class="calendar">
      ${say.weekdays.map((name) => html`<span class="weekday" aria-hidden="true">${name}</span>`)}
      ${cells.map((number) => (number === null ? html`<span></span>` : html`<${Cell} number=${number} day=${by.get(number)} />`))}
    </div>
    <ul>${days.map((day) => html`<${Line} day=${day} />`)}</ul>
  </section>`;
}

/** @param {{number: number, day?: Day}} given */
function Cell({ number, day }) {
  const say = useWords();
  if (!day) return html`<span class="day">${number}</span>`;
  const label = `${say.date(dayOf(day.date))} ${day.lead.title}${day.read ? ` ${say.read}` : ""}`;
  return html`<a class=${day.read ? "day issue read" : "day issue"} title=${day.lead.title} aria-label=${label} ...${leads("issue", { date: day.date })}>${number}</a>`;
}

/** @param {{day: Day}} given */
function Line({ day }) {
  const say = useWords();
  return html`<li class="piece">
    <a ...${leads("issue", { date: day.date })}><span class="title" lang="en">${day.lead.title}</span>
      ${day.lead.title_zh && html`<span class="title-zh" lang="zh-Hans">${day.lead.title_zh}</span>`}</a>
    <p class="facts"><time datetime=${day.date}>${say.date(dayOf(day.date))}</time><span>${say.issues.pieces(day.pieces)}</span>
      ${day.read && html`<span class="read">☑ ${say.read}</span>`}</p>
  </li>`;
}

/** @param {{query: string}} given */
function Found({ query }) {
  const say = useWords();
  const { pages, fault, again } = usePages(
    async () => ({ page: /** @type {Hit[]} */ ((await get("/search", { q: query })).hits), next: null }),
    [query],
  );
  if (fault && !pages) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!pages) return html`<${Waiting} />`;
  const hits = pages.flat();
  if (!hits.length) return html`<div class="empty"><p>${say.issues.none}</p></div>`;
  return html`<ul class="hits">${hits.map(
    ({ episode, segment, text, at: [start, end] }) => html`<li class="piece">
    <a ...${leads("episode", { episode: episode.id, at: segment ?? undefined })}>
      <span class=${segment === null ? "title" : "snippet"}>${text.slice(0, start)}<mark>${text.slice(start, end)}</mark>${text.slice(end)}</span></a>
    <p class="facts"><span>${episode.show}</span>${segment !== null && html`<span lang="en">${episode.title}</span>`}</p>
  </li>`,
  )}</ul>`;
}
