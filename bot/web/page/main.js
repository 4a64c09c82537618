// The page put together: the app around it, who reads, and the room that the address names.

import { early, forgotten, Problem, session } from "./api.js";
import { useArrival } from "./arrival.js";
import { Fault } from "./fault.js";
import { heed } from "./forgetting.js";
import { speak, useWords } from "./locale/words.js";
import { Notices } from "./notice.js";
import { settleIn } from "./offline.js";
import { flush } from "./outbox.js";
import { meet, wearSize } from "./reader.js";
import { Room as Episode } from "./reading/episode.js";
import { mine } from "./reading/mine.js";
import { Room as Builder } from "./rooms/builder.js";
import { Room as Builders } from "./rooms/builders.js";
import { Room as Issue } from "./rooms/issue.js";
import { Room as Issues } from "./rooms/issues.js";
import { Room as Review } from "./rooms/review.js";
import { Room as Term } from "./rooms/term.js";
import { Room as Today } from "./rooms/today.js";
import { Room as Vocabulary } from "./rooms/vocabulary.js";
import { back, leads, route, step } from "./route.js";
import { arrive, onBack, showBack, within } from "./telegram.js";
import { html, render, useEffect, useSignal } from "./view.js";

/** Rooms by name, beside an episode's. @type {Record<string, any>} */
const ROOMS = {
  today: Today,
  issues: Issues,
  issue: Issue,
  vocabulary: Vocabulary,
  term: Term,
  review: Review,
  builders: Builders,
  builder: Builder,
};
const HOMES = ["today", "issues", "vocabulary", "builders"];
/** What a room is part of. @type {Record<string, string>} */
const WITHIN = { issue: "issues", term: "vocabulary", review: "vocabulary", builder: "builders" };
/** Rooms whose title stands in the navigation alone. */
const TITLED = ["issues", "vocabulary", "builders", "review"];

function Page() {
  const here = useSignal(route);
  const over = useSignal(forgotten) === "over";
  const name = here.room in ROOMS ? here.room : "today";
  useArrival(here);
  if (over) return html`<${Closed} />`;
  if (here.room === "episode")
    return html`<${Episode} key=${`${step()} ${here.episode}`} here=${here} /><${Notices} />`;
  return html`<${Frame} room=${name}><${ROOMS[name]} key=${`${step()} ${location.search}`} here=${here} /><//><${Notices} />`;
}

/** @param {{room: string, children?: any}} given */
function Frame({ room, children }) {
  const say = useWords();
  const title = room === "review" ? say.review.title : say.rooms[WITHIN[room] ?? room];
  useEffect(() => {
    document.title = `${title} · BuildSpeak`;
  }, [title]);
  return html`
    <header class="top">
      ${!HOMES.includes(room) && !within && html`<button type="button" class="icon back" aria-label=${say.back} onClick=${back}></button>`}
      <nav>
        ${HOMES.map((home) => html`<a ...${leads(home)} aria-current=${home === room ? "page" : undefined}>${say.rooms[home]}</a>`)}
      </nav>
    </header>
    <main id="main" class="room" tabindex="-1" aria-label=${title}>${TITLED.includes(room) && html`<h1 class="unseen">${title}</h1>`}${children}</main>
  `;
}

function Closed() {
  const say = useWords();
  return html`<header class="top"><span class="mark">BuildSpeak</span></header>
    <main id="main" class="room"><div class="empty"><p>${forgotten.value ? say.forgotten : say.closed}</p></div></main>`;
}

/** @param {object} child */
function put(child) {
  const page = /** @type {HTMLElement} */ (document.getElementById("page"));
  if (!page.dataset.live) {
    page.replaceChildren();
    page.dataset.live = "yes";
  }
  render(child, page);
}

async function start() {
  heed();
  arrive();
  wearSize();
  onBack(back);
  showBack(route.value.room !== "today");
  speak(navigator.language);
  try {
    const { reader } = await session();
    meet(reader);
    mine.value = early(`/episodes/${route.value.episode}/mine`) ?? null;
    put(html`<${Page} />`);
    void flush();
    void settleIn();
  } catch (fault) {
    if (fault instanceof Problem && fault.status < 500 && fault.status !== 429) put(html`<${Closed} />`);
    else put(html`<main id="main" class="room"><${Fault} fault=${fault} again=${() => location.reload()} /></main>`);
  }
}

void start();
