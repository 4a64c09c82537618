// Arriving in a room: it stands where it was left, and the focus is in it, at what led away from it where that is there.

import { mine } from "./reading/mine.js";
import { useLayoutEffect } from "./view.js";

const STILL = 5000;
const HANDS = ["wheel", "touchmove", "keydown", "pointerdown"];

/** Whether the reader came from another room: where the page opens, the focus is left to the app around it. */
let came = false;

/** @param {import("./route.js").Route} here */
export function useArrival(here) {
  useLayoutEffect(() => {
    // An episode that came with the visit is at its place already.
    const end = here.room === "episode" && mine.value ? undefined : stand(history.state?.scroll ?? 0);
    if (came) enter();
    came = true;
    return end;
  }, [here]);
}

/** The focus goes into the room, unless something in there has it. */
export function enter() {
  const main = document.getElementById("main");
  const focused = document.activeElement;
  if (!came || !main || (focused !== main && main.contains(focused))) return;
  const led = [...main.querySelectorAll("a")].find((link) => link.getAttribute("href") === history.state?.to);
  (led ?? main).focus({ preventScroll: true });
}

/**
 * Where the page stood. What is asked for makes it as long again only as it comes: it is tried until the reader moves.
 * @param {number} scroll
 */
function stand(scroll) {
  scrollTo(0, scroll);
  if (scrollY >= scroll - 1) return undefined;
  const growing = new ResizeObserver(() => {
    scrollTo(0, scroll);
    if (scrollY >= scroll - 1) end();
  });
  const end = () => {
    growing.disconnect();
    for (const name of HANDS) removeEventListener(name, end);
  };
  for (const name of HANDS) addEventListener(name, end, { passive: true });
  growing.observe(document.body);
  setTimeout(end, STILL);
  return end;
}
