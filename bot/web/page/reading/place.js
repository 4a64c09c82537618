// Between characters of a text and places on the screen: which word a tap meant, and where a stretch of text stands.

const WORD = /[\p{L}\p{N}]+(?:['’&.-][\p{L}\p{N}]+)*/gu;
const NEAR = 6;

/**
 * @typedef {{start: number, end: number, text: string}} Stretch
 */

/**
 * The words of a text.
 * @param {string} text
 * @returns {Stretch[]}
 */
export function wordsOf(text) {
  return [...text.matchAll(WORD)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    text: found[0],
  }));
}

/**
 * The text between two offsets of an element's text as a range; null if it has no such text.
 * @param {Element} element
 * @param {number} start
 * @param {number} end
 */
export function rangeOf(element, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = 0;
  let began = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (!began && start < before + length) {
      range.setStart(node, start - before);
      began = true;
    }
    if (began && end <= before + length) {
      range.setEnd(node, end - before);
      return range;
    }
    before += length;
  }
  return null;
}

/**
 * The offset in an element's text of what stands at a point of the screen.
 * @param {Element} element
 * @param {number} x
 * @param {number} y
 */
export function offsetAt(element, x, y) {
  const asked = /** @type {any} */ (document);
  const caret = asked.caretPositionFromPoint?.(x, y) ?? asked.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? caret?.startContainer;
  if (!node || !element.contains(node) || node.nodeType !== Node.TEXT_NODE) return null;
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, caret.offset ?? caret.startOffset);
  return range.toString().length;
}

/**
 * The word under a point, if one is there.
 * @param {Element} element
 * @param {number} x
 * @param {number} y
 * @returns {Stretch | null}
 */
export function wordAt(element, x, y) {
  const offset = offsetAt(element, x, y);
  if (offset === null) return null;
  const word = wordsOf(element.textContent ?? "").find(({ start, end }) => start <= offset && offset <= end);
  const boxes = word ? (rangeOf(element, word.start, word.end)?.getClientRects() ?? []) : [];
  const hit = [...boxes].some(
    (box) => x > box.left - NEAR && x < box.right + NEAR && y > box.top - NEAR && y < box.bottom + NEAR,
  );
  return word && hit ? word : null;
}

/**
 * Paint a range in the manner of a name of the style sheet; where the browser cannot, nothing is painted.
 * @param {string} name
 * @param {(Range | null)[]} ranges
 */
export function paint(name, ranges) {
  const registry = /** @type {any} */ (globalThis.CSS)?.highlights;
  if (!registry || typeof globalThis.Highlight === "undefined") return;
  const there = ranges.filter((range) => range !== null);
  if (there.length) registry.set(name, new Highlight(...there));
  else registry.delete(name);
}
