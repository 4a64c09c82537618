// Who is read here.

import { get } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { useWords } from "../locale/words.js";
import { leads } from "../route.js";
import { html, useAsked } from "../view.js";

export function Room() {
  const say = useWords();
  const { value, fault, again } = useAsked(() => get("/builders"), []);
  if (fault) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!value) return html`<${Waiting} />`;
  const builders = /** @type {import("../types.d.ts").Builder[]} */ (value.builders);
  if (!builders.length) return html`<div class="empty"><p>${say.builders.none}</p></div>`;
  return html`<ul>${builders.map(
    (one) => html`<li class="piece">
    <a ...${leads("builder", { builder: one.handle })}><span class="title">${one.name}</span>${one.bio && html`<span class="title-zh">${one.bio}</span>`}</a>
    <p class="facts"><span>@${one.handle}</span>${one.followed && html`<span class="read">✓ ${say.builders.following}</span>`}</p>
  </li>`,
  )}</ul>`;
}
