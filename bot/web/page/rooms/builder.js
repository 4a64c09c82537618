// One builder: who they are and all their posts; follow, and hear them one after another.

import { ask, get, part } from "../api.js";
import { Fault, Waiting } from "../fault.js";
import { usePages } from "../kept.js";
import { useWords } from "../locale/words.js";
import { attempt, tell } from "../notice.js";
import { go, leads } from "../route.js";
import { html } from "../view.js";

/** @typedef {import("../types.d.ts").BuilderPage} BuilderPage */

/** @param {{here: import("../route.js").Route}} given */
export function Room({ here }) {
  const say = useWords();
  const { pages, next, more, fault, again } = usePages(
    async (number = 0) => {
      const page = /** @type {BuilderPage} */ (await get(`/builders/${part(here.builder)}`, { page: number }));
      return { page, next: page.more ? number + 1 : null };
    },
    [here.builder],
  );
  if (fault && !pages) return html`<${Fault} fault=${fault} again=${again} />`;
  if (!pages) return html`<${Waiting} />`;
  const { about } = pages[0];
  const posts = pages.flatMap((page) => page.posts);
  const { name, handle, bio, followed, builder } = about;
  const follow = async () => {
    await ask(followed ? "DELETE" : "PUT", `/builders/${part(builder)}/follow`);
    tell(followed ? say.builders.unfollowed(name) : say.builders.followed(name));
    again();
  };
  return html`<h1>${name}</h1>
    <p class="facts">${handle && html`<span>@${handle}</span>`}${next === null && html`<span>${say.builders.posts(posts.length)}</span>`}</p>
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
    ${next !== null && html`<p class="does"><button type="button" class="quiet" onClick=${() => attempt(more)}>${say.issues.older}</button></p>`}`;
}
