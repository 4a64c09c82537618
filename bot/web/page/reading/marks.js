// A sentence in pieces: plain text, phrases with a gloss, saved terms; and the Chinese without what is known.

/**
 * @typedef {import("../types.d.ts").Segment} Segment
 * @typedef {import("../types.d.ts").Gloss} Gloss
 * @typedef {import("../types.d.ts").Saved} Saved
 * @typedef {{start: number, end: number, gloss?: Gloss, saved?: Saved}} Mark
 * @typedef {Mark & {text: string}} Piece
 */

/**
 * The marks of a segment by sentence: longer ones before what they contain, a saved term on its gloss as one.
 * @param {Segment} segment
 * @param {readonly Standing[]} standing
 * @param {ReadonlySet<string>} known
 * @typedef {{saved: Saved, at: [number, number, number]}} Standing
 */
export function marksOf(segment, standing, known) {
  /** @type {Mark[][]} */
  const marks = segment.english.map(() => []);
  for (const {
    saved,
    at: [sentence, start, end],
  } of standing)
    marks[sentence]?.push({ start, end, saved });
  for (const gloss of segment.glosses) {
    if (!gloss.at || known.has(gloss.key)) continue;
    const [sentence, start, end] = gloss.at;
    const over = marks[sentence]?.filter((mark) => mark.start < end && start < mark.end) ?? [];
    if (over.length === 1 && over[0].start <= start && end <= over[0].end) over[0].gloss = gloss;
    else {
      marks[sentence] = (marks[sentence] ?? []).filter((mark) => !over.includes(mark));
      marks[sentence].push({ start, end, gloss, saved: over.find((mark) => mark.saved)?.saved });
    }
  }
  for (const each of marks) each.sort((one, other) => one.start - other.start || other.end - one.end);
  return marks;
}

/**
 * @param {string} text
 * @param {readonly Mark[]} marks
 * @returns {Piece[]}
 */
export function piecesOf(text, marks) {
  /** @type {Piece[]} */
  const pieces = [];
  let done = 0;
  for (const mark of marks) {
    if (mark.start < done) continue;
    if (mark.start > done) pieces.push({ text: text.slice(done, mark.start), start: done, end: mark.start });
    pieces.push({ ...mark, text: text.slice(mark.start, mark.end) });
    done = mark.end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), start: done, end: text.length });
  return pieces;
}

/**
 * A Chinese sentence, explanations set apart and those of known words left out.
 * @param {Segment} segment
 * @param {number} sentence
 * @param {ReadonlySet<string>} known
 * @returns {{text: string, aside: boolean}[]}
 */
export function explained(segment, sentence, known) {
  const text = segment.chinese[sentence];
  const cuts = segment.glosses
    .filter((gloss) => gloss.explained?.[0] === sentence)
    .map((gloss) => ({ gloss, start: gloss.explained?.[1] ?? 0, end: gloss.explained?.[2] ?? 0 }))
    .sort((one, other) => one.start - other.start);
  const pieces = [];
  let done = 0;
  for (const { gloss, start, end } of cuts) {
    if (start < done) continue;
    if (start > done) pieces.push({ text: text.slice(done, start), aside: false });
    if (!known.has(gloss.key)) pieces.push({ text: text.slice(start, end), aside: true });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), aside: false });
  return pieces;
}
