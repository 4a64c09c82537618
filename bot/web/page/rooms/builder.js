// One builder: who they are and all their posts; follow, and hear them one after another.

import { ask, get, part } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { useWords } from "../locale/words.js";
import { attempt, tell } from "../notice.js";
import { go, leads } from "../route.js";
import { html, useAsked, useState } from "../view.js";

/** @param {{here: import("../route.js").Route}} given */
export function Room({ here }) {
  const say = useWords();
  const { value, fault, again } = useAsked(() => get(`/builders/${part(here.builder)}`), [here.builder]);
  const [older, add] = useState(/** @type {import("../types.d.ts").BuilderPage[]} */ ([]));
  if (fault) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!value) return html`<${Waiting} />`;
  const pages = /** @type {import("../types.d.ts").BuilderPage[]} */ ([value, ...older]);
  const { about } = pages[0];
  const posts = pages.flatMap((page) => page.posts);
  const { more } = pages[pages.length - 1];
  const { name, handle, bio, followed, builder } = about;
  const follow = async () => {
    await ask(followed ? "DELETE" : "PUT", `/builders/${part(builder)}/follow`);
    tell(followed ? say.builders.unfollowed(name) : say.builders.followed(name));
    again();
  };
  const further = async () => add([...older, await get(`/builders/${part(here.builder)}`, { page: pages.length })]);
  return html`<h1>${name}</h1>
    <p class="facts">${handle && html`<span>@${handle}</span>`}${!more && html`<span>${say.builders.posts(posts.length)}</span>`}</p>
    ${bio && html`<p class="lead-in">${bio}</p>`}
    <div class="does">
      <button type="button" class=${followed ? "save done" : "save"} aria-pressed=${followed} onClick=${() => attempt(follow)}>${followed ? `★ ${say.builders.following}` : say.builders.follow}</button>
      ${posts.length > 0 && html`<button type="button" class="quiet" onClick=${() => go("episode", { episode: posts[0].episode, play: builder })}>${say.builders.playAll}</button>`}
    </div>
    <ul>${posts.map(
      (post) => html`<li class="piece">
      <a ...${leads("episode", { episode: post.episode, at: post.segment })}><span class="quoted" lang="en">${post.english}</span>
        ${post.chinese && html`<span class="translation" lang="zh-Hans">${post.chinese}</span>`}</a>
      <p class="facts">${post.posted_at && html`<time datetime=${post.posted_at}>${say.date(new Date(post.posted_at))}</time>`}${post.likes !== null && html`<span>♥ ${post.likes}</span>`}</p>
    </li>`,
    )}</ul>
    ${more && html`<p class="does"><button type="button" class="quiet" onClick=${() => attempt(further)}>${say.issues.older}</button></p>`}`;
}
