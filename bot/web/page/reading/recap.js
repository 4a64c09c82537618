// The end of an episode: what was saved, the rest, a review right there, and what comes next.

import { get } from "../api.js";
import { useWords } from "../locale/words.js";
import { attempt, tell } from "../notice.js";
import { write } from "../outbox.js";
import { Cards } from "../rooms/review.js";
import { leads } from "../route.js";
import { haptic } from "../telegram.js";
import { html, useAsked, useEffect, useRef, useSignal, useState } from "../view.js";
import { lookAgain, mine } from "./mine.js";
import { show } from "./position.js";

/** @typedef {import("../types.d.ts").Episode} Episode */

/** @param {{episode: Episode}} given */
export function Recap({ episode }) {
  const say = useWords();
  const seen = useSignal(mine);
  const here = (seen?.terms ?? []).filter((term) => term.here.length > 0);
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const [near, come] = useState(false);
  useEffect(() => {
    const watching = new IntersectionObserver(([entry]) => entry.isIntersecting && come(true), { rootMargin: "100%" });
    if (box.current) watching.observe(box.current);
    return () => watching.disconnect();
  }, []);
  return html`<section class="recap" id="end" ref=${box} aria-labelledby="recap-title">
    <h2 id="recap-title">${say.recap.title}</h2>
    <p>${here.length ? say.recap.saved(here.length) : say.recap.none}</p>
    ${here.length > 0 && html`<ul class="terms">${here.map((term) => html`<li><a ...${leads("term", { term: term.id })}><b lang="en">${term.headword}</b></a> <span lang="zh-Hans">${term.meaning}</span></li>`)}</ul>`}
    ${near && html`<${Rest} episode=${episode} version=${seen?.version ?? ""} /><${Review} count=${here.length} /><${Next} episode=${episode} />`}
    <p><button type="button" class="quiet" onClick=${() => {
      show(0);
      scrollTo(0, 0);
    }}>${say.recap.whole}</button></p>
  </section>`;
}

/** @param {{episode: Episode, version: string}} given */
function Rest({ episode, version }) {
  const say = useWords();
  const { value } = useAsked(() => get(`/episodes/${episode.id}/rest`), [episode.id, version]);
  const [busy, be] = useState(false);
  const rest = /** @type {[number, number, string][]} */ (value?.rest ?? []);
  if (!rest.length) return null;
  const all = async () => {
    be(true);
    haptic("success");
    await attempt(async () => {
      const path = `/episodes/${episode.id}/rest`;
      /** @type {import("../types.d.ts").RestKept | undefined} */
      const kept = await write("POST", path);
      const back = () => write("DELETE", `${path}?after=${kept?.after}&last=${kept?.last}`).then(lookAgain);
      tell(say.recap.restSaved(kept?.saved ?? rest.length), kept && { act: say.undo, onAct: () => void attempt(back) });
      await lookAgain();
    });
    be(false);
  };
  return html`<p class="facts" lang="en">${rest.map(([, , headword]) => headword).join(" · ")}</p>
    <p class="does"><button type="button" class="quiet" disabled=${busy} onClick=${all}>${say.recap.rest(rest.length)}</button></p>`;
}

/** @param {{count: number}} given */
function Review({ count }) {
  const say = useWords();
  const [open, show] = useState(false);
  if (open) return html`<${Cards} />`;
  return (
    count > 0 &&
    html`<p class="does"><button type="button" class="go" onClick=${() => show(true)}>${say.recap.review}</button></p>`
  );
}

/** @param {{episode: Episode}} given */
function Next({ episode }) {
  const say = useWords();
  const { value } = useAsked(
    () => (episode.issue ? get(`/issues/${episode.issue}`) : Promise.resolve(null)),
    [episode.id],
  );
  const pieces = /** @type {import("../types.d.ts").Summary[]} */ (value?.pieces ?? []);
  const at = pieces.findIndex(({ id }) => id === episode.id);
  const next = [...pieces.slice(at + 1), ...pieces.slice(0, Math.max(0, at))].find(({ read }) => !read);
  if (!next) return null;
  return html`<p class="facts">${say.recap.next}</p>
    <p class="next-piece"><a ...${leads("episode", { episode: next.id })} lang="en">${next.title}</a></p>`;
}
