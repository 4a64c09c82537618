// The vocabulary: search, order, what is due, and a way to take it along.

import { ask, get } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { until, useWords } from "../locale/words.js";
import { attempt } from "../notice.js";
import { leads } from "../route.js";
import { restored } from "../terms.js";
import { html, useAsked, useEffect, useSignal, useState } from "../view.js";

/** @typedef {import("../types.d.ts").Term} Term */

const SORTS = ["newest", "due", "name"];
const TYPED = 250;
/** Terms of a page, as the server counts. */
const PAGE = 50;

export function Room() {
  const say = useWords();
  const [query, search] = useState("");
  const [sort, order] = useState("newest");
  const [due, only] = useState(false);
  const [pages, show] = useState(/** @type {Term[]} */ ([]));
  const { value, fault, again } = useAsked(
    () => get("/terms", { q: query, sort, due: due ? "1" : "" }),
    [query, sort, due, useSignal(restored)],
  );
  useEffect(() => {
    if (value) show(value.terms);
  }, [value]);
  if (fault && !value) return html`<${Fault} fault=${fault} again=${again} />`;
  const more = () =>
    attempt(async () => {
      const next = await get("/terms", { q: query, sort, due: due ? "1" : "", page: Math.ceil(pages.length / PAGE) });
      show([...pages, ...next.terms]);
    });
  return html`
    <div class="find">
      <${Search} label=${say.vocabulary.search} onSearch=${search} />
      <div class="line">
        <select aria-label=${say.vocabulary.sort} onChange=${(/** @type {any} */ event) => order(event.target.value)}>
          ${SORTS.map((name) => html`<option value=${name} selected=${name === sort}>${say.vocabulary.sorts[name]}</option>`)}
        </select>
        <label class="check"><input type="checkbox" checked=${due} onChange=${() => only(!due)} /> ${say.vocabulary.due}</label>
        <a class="quiet" ...${leads("review")}>${say.review.title}</a>
      </div>
    </div>
    ${!value && html`<${Waiting} />`}
    ${value && html`<p class="facts" role="status">${say.vocabulary.count(value.total)}</p>`}
    ${value && pages.length === 0 && html`<div class="empty"><p>${query || due ? say.vocabulary.none : say.vocabulary.empty}</p></div>`}
    <ul class="pieces">${pages.map((term) => html`<${Row} key=${term.id} term=${term} />`)}</ul>
    ${value?.more && pages.length < value.total && html`<p><button type="button" class="quiet" onClick=${more}>${say.issues.older}</button></p>`}
    ${value && value.total > 0 && html`<${Export} />`}
  `;
}

/** @param {{label: string, onSearch: (text: string) => void}} given */
export function Search({ label, onSearch }) {
  const [text, write] = useState("");
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
  const take = async (/** @type {string} */ format) => {
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
