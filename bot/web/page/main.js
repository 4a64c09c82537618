// The page put together: the app around it, who reads, and the room that the address names.

import { ahead, Problem, session } from "./api.js";
import { Fault, Waiting } from "./fault.js";
import { speak, useWords } from "./locale/words.js";
import { Notices } from "./notice.js";
import { settleIn } from "./offline.js";
import { flush } from "./outbox.js";
import { meet, wearSize } from "./reader.js";
import { back, leads, route } from "./route.js";
import { arrive, onBack, showBack, within } from "./telegram.js";
import { html, render, useEffect, useLayoutEffect, useSignal, useState } from "./view.js";

/** Rooms by name; each is fetched when it is first entered. @type {Record<string, () => Promise<any>>} */
const ROOMS = {
  today: () => import("./rooms/today.js"),
  episode: () => import("./reading/episode.js"),
  issues: () => import("./rooms/issues.js"),
  issue: () => import("./rooms/issue.js"),
  vocabulary: () => import("./rooms/vocabulary.js"),
  term: () => import("./rooms/term.js"),
  review: () => import("./rooms/review.js"),
  builders: () => import("./rooms/builders.js"),
  builder: () => import("./rooms/builder.js"),
};
const HOMES = ["today", "issues", "vocabulary", "builders"];
/** Rooms whose title stands in the navigation alone. */
const TITLED = ["issues", "vocabulary", "builders", "review"];

function Page() {
  const here = useSignal(route);
  const [opened, open] = useState(/** @type {{name: string, Room?: any, fault?: unknown} | null} */ (null));
  const name = here.room in ROOMS ? here.room : "today";
  useEffect(() => {
    let wanted = true;
    ROOMS[name]().then(
      ({ Room }) => wanted && open({ name, Room }),
      (fault) => wanted && open({ name, fault }),
    );
    return () => {
      wanted = false;
    };
  }, [name]);
  useLayoutEffect(() => {
    if (opened) scrollTo(0, history.state?.scroll ?? 0);
  }, [opened, here]);
  if (opened?.fault)
    return html`<${Frame} room=${name}><${Fault} fault=${opened.fault} again=${() => location.reload()} /><//>`;
  if (!opened?.Room || opened.name !== name) return html`<${Frame} room=${name}><${Waiting} /><//>`;
  const { Room } = opened;
  if (name === "episode") return html`<${Room} key=${here.episode} here=${here} /><${Notices} />`;
  return html`<${Frame} room=${name}><${Room} key=${location.search} here=${here} /><//><${Notices} />`;
}

/** @param {{room: string, children?: any}} given */
function Frame({ room, children }) {
  const say = useWords();
  return html`
    <header class="top">
      ${!HOMES.includes(room) && !within && html`<button type="button" class="icon back" aria-label=${say.back} onClick=${back}></button>`}
      <nav>
        ${HOMES.map((home) => html`<a ...${leads(home)} aria-current=${home === room ? "page" : undefined}>${say.rooms[home]}</a>`)}
      </nav>
    </header>
    <main id="main" class="room">${TITLED.includes(room) && html`<h1 class="unseen">${say.rooms[room] ?? say.review.title}</h1>`}${children}</main>
  `;
}

function Closed() {
  const say = useWords();
  return html`<header class="top"><span class="mark">BuildSpeak</span></header>
    <main id="main" class="room"><div class="empty"><p>${say.closed}</p></div></main>`;
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
  arrive();
  wearSize();
  onBack(back);
  showBack(route.value.room !== "today");
  const room = ROOMS[route.value.room] ?? ROOMS.today;
  void room().catch(() => null);
  const speaking = speak(navigator.language);
  const { episode } = route.value;
  if (episode) for (const path of [`/episodes/${episode}`, `/episodes/${episode}/mine`]) ahead(path);
  try {
    const { reader } = await session();
    await meet(reader);
    put(html`<${Page} />`);
    void flush();
    void settleIn();
  } catch (fault) {
    await speaking;
    if (fault instanceof Problem && fault.status < 500 && fault.status !== 429) put(html`<${Closed} />`);
    else put(html`<main id="main" class="room"><${Fault} fault=${fault} again=${() => location.reload()} /></main>`);
  }
}

void start();
