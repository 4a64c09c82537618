// ← and → press the previous and next button of the last card, space plays its voice, a letter begins a message.

import { find } from "./dom.js";
import { on, state } from "./state.js";
import { isPlaying, pause } from "./voice.js";

const NEXT = [/▶\s*$/, /^▶/];
const PREVIOUS = [/^◀/];
const VOICE = [/🔊/];

export function keys(conversation, composer) {
  let autoplay = false;
  const buttonOf = (view, labels) => {
    const buttons = view ? [...view.keyboard.querySelectorAll("button")] : [];
    return labels.map((label) => buttons.find((button) => label.test(button.of.text))).find(Boolean);
  };
  const press = (labels) => {
    const view = conversation.lastCard();
    const button = buttonOf(view, labels);
    button?.scrollIntoView({ block: "nearest" });
    if (button) view.press(button);
    return button;
  };
  const speak = () => {
    if (isPlaying()) return pause();
    const card = conversation.lastCard();
    const spoken = conversation.lastVoice();
    // A page that was turned since has another voice.
    if (spoken && (!card || spoken.shown.changed >= card.shown.changed)) return spoken.element.querySelector(".voice").turn();
    if (press(VOICE)) autoplay = true;
    else spoken?.element.querySelector(".voice").turn();
  };

  const answered = (told) => {
    if (!autoplay || told.chat !== state.current || !["voice", "audio"].includes(told.media?.kind)) return;
    autoplay = false;
    conversation.views.get(told.id)?.element.querySelector(".voice").turn();
  };
  on("sent", answered);
  on("edited", answered);

  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    const writing = at.matches("input, select, textarea") && (at.value || at.id !== "input");
    if (find("#alert").open || writing || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && (event.key === "ArrowUp" || event.key === "ArrowDown") && at.id !== "input") {
      event.preventDefault();
      composer.step(event.key === "ArrowUp");
    }
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      press(event.key === "ArrowRight" ? NEXT : PREVIOUS);
    } else if (event.key === " " && !at.matches("button, a, input, textarea, select, summary, [role=button]")) {
      event.preventDefault();
      speak();
    } else if (event.key.length === 1 && event.key !== " " && !at.matches("input, textarea, select")) {
      find("#input").focus();
    }
  });
}
