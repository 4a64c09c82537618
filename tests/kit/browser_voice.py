"""A voice for a browser that has none, as others have: it says what it is given when the story lets it."""

VOICE = """
  window.said = [];
  window.saying = null;
  window.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
  Object.defineProperty(window, "speechSynthesis", {
    value: {
      getVoices: () => [{ lang: "en-US", name: "Story" }],
      speak: (utterance) => {
        said.push(utterance.text);
        window.saying = utterance;
      },
      cancel: () => {
        window.saying = null;
      },
      addEventListener: () => {},
      removeEventListener: () => {},
    },
  });
"""
WORD = "([at, length]) => saying.onboundary({ name: 'word', charIndex: at, charLength: length })"
"""It comes to a word of what it says."""
END = "() => saying.onend()"
FAIL = "() => saying.onerror({ error: 'synthesis-failed' })"
