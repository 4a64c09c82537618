// What the page knows of the world: filled by server-sent events, changed by nothing else.

export const state = {
  bot: { id: 0, name: "", username: "" },
  chats: new Map(), // id -> chat; each has messages (Map by id, in order), more, unread
  current: null, // id of the chat that is open
  writers: new Map(), // chat id -> user id that writes there
  calls: [],
  faults: [],
  online: true,
  lexicon: { fetching: null, there: true },
  ahead: 0, // milliseconds that the demo's clock is ahead of the device's
};

const CALLS_KEPT = 200;
const listeners = new Map();

export function on(kind, hear) {
  listeners.set(kind, [...(listeners.get(kind) || []), hear]);
}

export function emit(kind, told) {
  for (const hear of listeners.get(kind) || []) hear(told);
}

export const now = () => Date.now() + state.ahead;
export const chat = () => state.chats.get(state.current);

export function writer(of) {
  const chosen = state.writers.get(of.id);
  return of.readers.find((reader) => reader.id === chosen) || of.readers[0];
}

export function last(of, fits = () => true) {
  return [...of.messages.values()].reverse().find(fits);
}

function keep(shown) {
  const known = state.chats.get(shown.id);
  const kept = known || { messages: new Map(), unread: 0, more: false };
  state.chats.set(shown.id, Object.assign(kept, shown, { messages: kept.messages }));
  return kept;
}

const heard = {
  hello(told) {
    Object.assign(state, { bot: told.bot, calls: told.calls, faults: told.faults, online: told.online, lexicon: told.lexicon, ahead: told.now - Date.now() });
    for (const shown of told.chats) {
      const { messages, ...rest } = shown;
      keep(rest).messages = new Map(messages.map((message) => [message.id, message]));
    }
    emit("all");
  },
  chats(told) {
    told.forEach(keep);
    emit("chats");
  },
  message(told) {
    const of = state.chats.get(told.chat);
    const before = of.messages.get(told.id);
    const newest = last(of)?.id ?? 0;
    if (!before && told.id < newest) return; // an edit of a message further up than what is loaded
    of.messages.set(told.id, told);
    if (!before && told.bot && told.chat !== state.current) of.unread += 1;
    emit(before ? "edited" : "sent", told);
  },
  deleted(told) {
    state.chats.get(told.chat).messages.delete(told.id);
    emit("deleted", told);
  },
  tapped: (told) => emit("tapped", told),
  answered: (told) => emit("answered", told),
  action: (told) => emit("action", told),
  call(told) {
    state.calls.push(told);
    if (state.calls.length > CALLS_KEPT) state.calls.shift();
    emit("call", told);
  },
  faults(told) {
    state.faults = told;
    emit("faults");
  },
  online(told) {
    state.online = told.online;
    emit("online");
  },
  lexicon(told) {
    state.lexicon = told;
    emit("lexicon");
  },
  clock(told) {
    state.ahead = told.now - Date.now();
    emit("clock");
  },
};

export function listen() {
  const events = new EventSource("events");
  for (const [kind, hear] of Object.entries(heard)) events.addEventListener(kind, (event) => hear(JSON.parse(event.data)));
  events.addEventListener("error", () => emit("lost"));
}

export async function act(name, told = {}) {
  return (await ask(name, told))?.ok ?? false;
}

export async function ask(name, told) {
  const answer = await fetch(name, { method: "POST", body: JSON.stringify(told), headers: { "Content-Type": "application/json" } }).catch(() => null);
  if (answer === null) emit("lost");
  else if (!answer.ok) emit("refused", (await answer.json().catch(() => ({}))).error || `${answer.status}`);
  return answer;
}

export async function older(of) {
  const [first] = of.messages.keys();
  const answer = await fetch(`chats/${of.id}/messages?before=${first}`);
  if (!answer.ok) return [];
  const { messages, more } = await answer.json();
  of.more = more;
  of.messages = new Map([...messages.map((message) => [message.id, message]), ...of.messages]);
  return messages;
}

export async function facts(of) {
  const answer = await fetch(`chats/${of.id}/facts`).catch(() => null);
  return answer?.ok ? answer.json() : null;
}
