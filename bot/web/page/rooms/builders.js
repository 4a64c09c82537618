// Who is read here; who posted last comes first.

import { get } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { useWords } from "../locale/words.js";
import { attempt } from "../notice.js";
import { leads } from "../route.js";
import { html, useAsked, useState } from "../view.js";

/** @typedef {import("../types.d.ts").Builder} Builder */

export function Room() {
  const say = useWords();
  const { value, fault, again } = useAsked(() => get("/builders"), []);
  const [others, add] = useState(
    /** @type {{builders: Builder[], more: boolean, page: number}} */ ({ builders: [], more: true, page: 0 }),
  );
  if (fault) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!value) return html`<${Waiting} />`;
  const builders = /** @type {Builder[]} */ ([...value.builders, ...others.builders]);
  if (!builders.length) return html`<div class="empty"><p>${say.builders.none}</p></div>`;
  const more = async () => {
    const page = others.page + 1;
    const told = await get("/builders", { page });
    add({ builders: [...others.builders, ...told.builders], more: told.more, page });
  };
  return html`<ul>${builders.map(
    (one) => html`<li class="piece" key=${one.builder}>
      <a ...${leads("builder", { builder: one.builder })}><span class="title">${one.name}</span>${one.bio && html`<span class="title-zh">${one.bio}</span>`}</a>
      <p class="facts">${one.handle && html`<span>@${one.handle}</span>`}${one.followed && html`<span class="read">★ ${say.builders.following}</span>`}</p>
    </li>`,
  )}</ul>
    ${value.more && others.more && html`<button type="button" class="quiet" onClick=${() => attempt(more)}>${say.issues.older}</button>`}`;
}
