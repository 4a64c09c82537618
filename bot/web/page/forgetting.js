// Whoever is forgotten in the chat is forgotten by this device too, as soon as the page hears of it.

import { forgotten, whose } from "./api.js";
import { unlaunch } from "./launch.js";
import { forget } from "./offline.js";
import { drop } from "./outbox.js";

/** Clear what is kept of this reader, now and whenever the page hears that they were forgotten. */
export function heed() {
  forgotten.hear((how) => {
    if (!how) return;
    drop();
    if (how === "over") unlaunch();
    void forget(whose);
  });
}
