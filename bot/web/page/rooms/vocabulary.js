// The vocabulary: search, order, what is due, and a way to take it along.

import { ask, get, Problem } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { useKept, usePages } from "../kept.js";
import { until, useWords } from "../locale/words.js";
import { attempt, tell } from "../notice.js";
import { leads } from "../route.js";
import { restored } from "../terms.js";
import { html, useEffect, useSignal, useState } from "../view.js";

/** @typedef {import("../types.d.ts").Term} Term */

const SORTS = ["newest", "due", "name"];
const TYPED = 250;

export function Room() {
  const say = useWords();
  const [query, search] = useKept("query", "");
  const [sort, order] = useKept("sort", "newest");
  const [due, only] = useKept("due", false);
  const { pages, next, more, fault, again } = usePages(
    async (number = 0) => {
      const page = /** @type {{terms: Term[], total: number, more: boolean}} */ (
        await get("/terms", { q: query, sort, due: due ? "1" : "", page: number })
      );
      return { page, next: page.more && !query ? number + 1 : null };
    },
    [query, sort, due],
    useSignal(restored),
  );
  if (fault && !pages) return html`<${Fault} fault=${fault} again=${again} />`;
  const terms = (pages ?? []).flatMap((page) => page.terms);
  const total = pages?.[0].total ?? 0;
  const counted = due ? (next === null ? terms.length : null) : total; // what is due is counted where all of it is there
  return html`
    <div class="find">
      <${Search} label=${say.vocabulary.search} query=${query} onSearch=${search} />
      <div class="line">
        <select aria-label=${say.vocabulary.sort} onChange=${(/** @type {any} */ event) => order(event.target.value)}>
          ${SORTS.map((name) => html`<option value=${name} selected=${name === sort}>${say.vocabulary.sorts[name]}</option>`)}
        </select>
        <label class="check"><input type="checkbox" checked=${due} onChange=${() => only(!due)} /> ${say.vocabulary.due}</label>
        <a class="quiet" ...${leads("review")}>${say.review.title}</a>
      </div>
    </div>
    ${!pages && html`<${Waiting} />`}
    ${pages && html`<p class="facts" role="status">${counted !== null && say.vocabulary.count(counted)}</p>`}
    ${pages && terms.length === 0 && html`<div class="empty"><p>${query || due ? say.vocabulary.none : say.vocabulary.empty}</p></div>`}
    <ul class="pieces">${terms.map((term) => html`<${Row} key=${term.id} term=${term} />`)}</ul>
    ${pages && next !== null && html`<p><button type="button" class="quiet" onClick=${() => attempt(more)}>${say.issues.older}</button></p>`}
    ${total > 0 && html`<${Export} />`}
  `;
}

/** @param {{label: string, query: string, onSearch: (text: string) => void}} given */
export function Search({ label, query, onSearch }) {
  const [text, write] = useState(query);
  useEffect(() => {
    const soon = setTimeout(() => onSearch(text.trim()), TYPED);
    return () => clearTimeout(soon);
  }, [text]);
  return html`<input type="search" class="search" placeholder=${label} aria-label=${label} value=${text} maxlength="60" enterkeyhint="search"
    onInput=${(/** @type {any} */ event) => write(event.target.value)} />`;
}

/** @param {{term: Term}} given */
function Row({ term }) {
  const say = useWords();
  return html`<li class="piece term">
    <a ...${leads("term", { term: term.id })}><b class="title" lang="en">${term.headword}</b> <span lang="zh-Hans">${term.meaning}</span></a>
    <p class="facts">${term.known ? html`<span>${say.vocabulary.known}</span>` : term.due && html`<span>${dueText(term.due, say)}</span>`}
      ${term.contexts[0] && html`<span>${term.contexts[0].show}</span>`}</p>
  </li>`;
}

/**
 * @param {string} due
 * @param {import("../locale/words.js").Words} say
 */
export const dueText = (due, say) =>
  new Date(due).getTime() <= Date.now() ? say.vocabulary.dueNow : say.vocabulary.dueOn(until(due));

function Export() {
  const say = useWords();
  // A file that a page makes is kept by few of Telegram's apps, and where they keep it is hard to find: the bot sends it.
  const take = async (/** @type {string} */ format) => {
    try {
      const { sent } = await ask("POST", `/terms/export?format=${format}`);
      tell(sent ? say.vocabulary.sent : say.vocabulary.making);
    } catch (fault) {
      if (!(fault instanceof Problem && fault.kind === "no-chat")) throw fault;
      await download(format);
    }
  };
  const download = async (/** @type {string} */ format) => {
    const file = await ask("GET", `/terms/export?format=${format}`);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `buildspeak.${format === "anki" ? "apkg" : format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  return html`<div class="export" role="group" aria-label=${say.vocabulary.export}>
    <span>${say.vocabulary.export}</span>
    ${Object.entries(say.vocabulary.formats).map(([format, name]) => html`<button type="button" class="quiet" onClick=${() => attempt(() => take(format))}>${name}</button>`)}
  </div>`;
}
