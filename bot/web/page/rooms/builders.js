// Who is read here; who posted last comes first.

import { get } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { usePages } from "../kept.js";
import { useWords } from "../locale/words.js";
import { attempt } from "../notice.js";
import { leads } from "../route.js";
import { html } from "../view.js";

/** @typedef {import("../types.d.ts").Builder} Builder */

export function Room() {
  const say = useWords();
  const { pages, next, more, fault, again } = usePages(async (page = 0) => {
    const told = /** @type {{builders: Builder[], more: boolean}} */ (await get("/builders", { page }));
    return { page: told.builders, next: told.more ? page + 1 : null };
  }, []);
  if (fault && !pages) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!pages) return html`<${Waiting} />`;
  const builders = pages.flat();
  if (!builders.length) return html`<div class="empty"><p>${say.builders.none}</p></div>`;
  return html`<ul>${builders.map(
    (one) => html`<li class="piece" key=${one.builder}>
      <a ...${leads("builder", { builder: one.builder })}><span class="title">${one.name}</span>${one.bio && html`<span class="title-zh">${one.bio}</span>`}</a>
      <p class="facts">${one.handle && html`<span>@${one.handle}</span>`}${one.followed && html`<span class="read">★ ${say.builders.following}</span>`}</p>
    </li>`,
  )}</ul>
    ${next !== null && html`<button type="button" class="quiet" onClick=${() => attempt(more)}>${say.issues.older}</button>`}`;
}
