// The reading page: the episode's head, its segments, its end; a tap on a word asks what it means.

import { early, get, part } from "../api.js";
import { enter } from "../arrival.js";
import { Fault, Waiting } from "../fault.js";
import { useWords } from "../locale/words.js";
import { tell } from "../notice.js";
import { reader } from "../reader.js";
import { Facts } from "../rooms/piece.js";
import { back, belongings, go, leads, onLeave } from "../route.js";
import { within } from "../telegram.js";
import { html, useAsked, useEffect, useLayoutEffect, useMemo, useRef, useSignal, useState } from "../view.js";
import { Dock } from "./dock.js";
import { Help, leave, listen as listenToKeys } from "./keys.js";
import { ask, close, Lookup } from "./lookup.js";
import { follow, mine, useMarks } from "./mine.js";
import { wordAt } from "./place.js";
import { agreed, current, resting, show, watch, whereabouts } from "./position.js";
import { Recap } from "./recap.js";
import { Segment } from "./segment.js";
import { useVoice } from "./voice.js";

/** @typedef {import("../types.d.ts").Episode} Episode */

/** @param {{here: import("../route.js").Route}} given */
export function Room({ here }) {
  const [opening] = useState(() => early(`/episodes/${here.episode}`));
  const { value, fault, again } = useAsked(() => get(`/episodes/${here.episode}`), [here.episode]);
  useEffect(() => follow(here.episode), [here.episode]);
  const there = useSignal(mine);
  const episode = value ?? opening;
  if (episode && there)
    return html`<${Reading} episode=${episode} whole=${Boolean(value)} at=${here.at === undefined ? undefined : Number(here.at)} play=${here.play}>
      ${fault && html`<${Fault} fault=${fault} again=${again} />`}
    <//>`;
  return html`<${Bar} />
    <main id="main" class="room" tabindex="-1">${fault ? html`<${Fault} fault=${fault} again=${again} />` : html`<${Waiting} />`}</main>`;
}

/**
 * Until the whole is there only the segments of the first screen are: the others are missing, and nothing is followed.
 * @param {{episode: Episode, whole: boolean, at?: number, play?: string, children?: any}} given
 */
function Reading({ episode, whole, at, play, children }) {
  const say = useWords();
  const { translation } = useSignal(reader);
  const { known, easy, hears, standing } = useMarks();
  const { voice, able, open, possible, bar } = useVoice(episode, hears, () => play && void nextOf(play, episode.id));
  const length = episode.segments.length;
  const { begun, finished, index } = /** @type {import("../types.d.ts").Mine} */ (mine.value).position;
  const left = useMemo(() => /** @type {ReturnType<typeof whereabouts> | undefined} */ (belongings().get("left")), []);
  const first = useMemo(() => {
    if (!left) return at ?? (begun && !finished ? index : 0);
    // Who comes back finds it where they left it, unless the chat went on meanwhile.
    return [left.told, Math.min(left.segment, length - 1)].includes(index) ? left.segment : index;
  }, [episode.id]);
  useLayoutEffect(() => {
    current.value = first;
    if (first === left?.segment) show(first, left.top);
    else if (first > 0) show(first);
    else scrollTo(0, 0);
    document.title = `${episode.title} · BuildSpeak`;
    enter();
  }, [episode.id]);
  const stood = useAnchor(first, whole);
  useLayoutEffect(() => {
    if (!whole) return listenToKeys(episode, voice, whole);
    stood();
    const ends = [watch(String(episode.id), length)];
    agreed(index);
    if (play && !left) voice.toggle();
    ends.push(mine.hear((seen) => seen && agreed(seen.position.index) && moved(seen.position.index)));
    ends.push(listenToKeys(episode, voice, whole));
    ends.push(onLeave(() => void belongings().set("left", whereabouts())));
    return () => {
      for (const end of ends) end();
      close();
    };
  }, [episode]);
  useEffect(() => leave, [episode.id]);
  const moved = (/** @type {number} */ index) => {
    if (resting() && !voice.playing()) show(index);
    else tell(say.inChat(Math.min(index + 1, length)), { act: say.goThere, onAct: () => show(index) });
  };
  const pressed = (/** @type {MouseEvent} */ event) => {
    const target = /** @type {Element} */ (event.target);
    const index = Number(target.closest(".segment")?.getAttribute("data-index") ?? -1);
    const segment = episode.segments[index];
    if (!segment) return;
    if (target.closest(".hear")) {
      voice.from(index, 0);
      return;
    }
    const sentence = target.closest("[data-sentence]");
    if (!sentence || !getSelection()?.isCollapsed) return;
    const number = Number(sentence.getAttribute("data-sentence"));
    const mark = target.closest(".mark");
    if (mark) askMark(segment, number, mark);
    else if (target.closest(".chinese")) voice.reach(index, chineseToEnglish(segment, number));
    else if (voice.playing()) voice.from(index, number);
    else {
      const word = wordAt(sentence, event.clientX, event.clientY);
      if (word) ask({ segment, sentence: number, start: word.start, end: word.end });
    }
  };
  const looked = (/** @type {MouseEvent} */ event) => {
    const sentence = /** @type {Element} */ (event.target).closest(".english [data-sentence]");
    const segment = episode.segments[Number(sentence?.closest(".segment")?.getAttribute("data-index") ?? -1)];
    const word = sentence && segment && voice.playing() ? wordAt(sentence, event.clientX, event.clientY) : null;
    if (!word || !sentence) return;
    event.preventDefault();
    ask({ segment, sentence: Number(sentence.getAttribute("data-sentence")), start: word.start, end: word.end });
  };
  const keyed = (/** @type {KeyboardEvent} */ event) => {
    const mark = /** @type {Element} */ (event.target).closest(".mark");
    if (!mark || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    const index = Number(mark.closest(".segment")?.getAttribute("data-index"));
    askMark(episode.segments[index], Number(mark.closest("[data-sentence]")?.getAttribute("data-sentence")), mark);
  };
  const texts = useMemo(
    () =>
      episode.segments.map(
        (segment, index) =>
          segment &&
          html`<${Segment} key=${index} segment=${segment} standing=${standing(index)} known=${known} easy=${easy}
        hears=${able || hears.has(index)} timed=${episode.timed_url} named=${segment.speaker !== episode.segments[index - 1]?.speaker} />`,
      ),
    [episode, standing, known, easy, able, hears],
  );
  return html`
    <${Bar} title=${episode.title} length=${length} />
    <main id="main" class="reading" tabindex="-1" aria-label=${episode.title} data-mode=${translation}>
      ${(whole || first === 0) && html`<${Head} episode=${episode} />`}
      <div class="segments" onClick=${pressed} onKeyDown=${keyed} onContextMenu=${looked}>${texts}</div>
      ${whole ? html`<${Recap} episode=${episode} />` : html`<div class="rest-comes">${children || html`<${Waiting} />`}</div>`}
    </main>
    <${Dock} voiced=${possible && !open} onListen=${voice.toggle}>${bar}<//>
    <${Lookup} episode=${episode.id} voiced=${possible} onSentence=${voice.from} />
    <${Help} />
  `;
}

/**
 * What stood on the screen before the whole was there stays where it stood; the returned function puts it there.
 * @param {number} first
 * @param {boolean} whole
 */
function useAnchor(first, whole) {
  const before = useRef(whole);
  const top = whole && !before.current && document.getElementById(`s${first}`)?.getBoundingClientRect().top;
  before.current = whole;
  return () => {
    if (typeof top === "number" && scrollY > 0) show(first, top);
  };
}

/**
 * All of a builder is played: on to their piece before this one.
 * @param {string} builder
 * @param {number} episode
 */
async function nextOf(builder, episode) {
  let here = false;
  for (let page = 0, more = true; more; page += 1) {
    const told = /** @type {import("../types.d.ts").BuilderPage} */ (await get(`/builders/${part(builder)}`, { page }));
    here ||= told.posts.some((post) => post.episode === episode);
    const before = told.posts.slice(told.posts.findLastIndex((post) => post.episode === episode) + 1);
    if (here && before.length) {
      go("episode", { episode: before[0].episode, play: builder });
      return;
    }
    more = told.more;
  }
}

/**
 * @param {import("../types.d.ts").Segment} segment
 * @param {number} sentence
 * @param {Element} mark
 */
function askMark(segment, sentence, mark) {
  if (mark instanceof HTMLElement) mark.focus({ preventScroll: true });
  ask({
    segment,
    sentence,
    start: Number(mark.getAttribute("data-start")),
    end: Number(mark.getAttribute("data-end")),
  });
}

/**
 * @param {import("../types.d.ts").Segment} segment
 * @param {number} chinese
 */
const chineseToEnglish = (segment, chinese) =>
  segment.pairs.find(([, , from, to]) => from <= chinese && chinese < to)?.[0] ?? 0;

/** @param {{episode: Episode}} given */
function Head({ episode }) {
  const say = useWords();
  return html`<header class="cover-page">
    <${Facts} piece=${episode} />
    <h1 lang="en">${episode.title}</h1>
    ${episode.title_zh && html`<p class="title-zh" lang="zh-Hans">${episode.title_zh}</p>`}
    ${episode.lead_in && html`<p class="lead-in" lang="zh-Hans">${episode.lead_in}</p>`}
    ${
      episode.url &&
      html`<p class="facts"><a href=${episode.url} target="_blank" rel="noopener noreferrer">${say.original} ↗</a>
      ${episode.builder && html`<a ...${leads("builder", { builder: episode.builder })}>${episode.show}</a>`}</p>`
    }
  </header>`;
}

/** @param {{title?: string, length?: number}} given */
function Bar({ title, length }) {
  const say = useWords();
  const index = useSignal(current);
  const [far, put] = useState(false);
  useEffect(() => {
    const seen = () => put(scrollY > 160);
    addEventListener("scroll", seen, { passive: true });
    return () => removeEventListener("scroll", seen);
  }, []);
  return html`<header class="top">
    ${within ? html`<a class="mark" ...${leads("today")}>BuildSpeak</a>` : html`<button type="button" class="icon back" aria-label=${say.back} onClick=${back}></button>`}
    <span class="now" lang="en">${far && title}</span>
    ${length && html`<span class="place">${Math.min(index + 1, length)}/${length}</span><progress max=${length} value=${Math.min(index + 1, length)} aria-hidden="true"></progress>`}
  </header>`;
}
