import { tokens } from "./fold.js";

const LENGTH = 240;
const BEFORE = 60;

/** A text in pieces, [words, marked], cut to the part around the first of the words that were found. */
export function snippet(text, terms) {
  const found = marks(text, terms);
  if (text.length <= LENGTH) return pieces(text, found);
  let start = Math.max(0, Math.min((found[0]?.[0] ?? 0) - BEFORE, text.length - LENGTH));
  let end = Math.min(text.length, start + LENGTH);
  if (start) start = Math.min(text.indexOf(" ", start) + 1 || start, found[0]?.[0] ?? start);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
  const inside = found.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from - start, to - start]);
  return [...(start ? [["… ", false]] : []), ...pieces(text.slice(start, end), inside), ...(end < text.length ? [[" …", false]] : [])];
}

/** A text in pieces, whole. */
export const marked = (text, terms) => pieces(text, marks(text, terms));

/** Start and end of the words of a text that are asked for. */
function marks(text, terms) {
  const all = tokens(text);
  const ways = terms.flat().map((way) => ({ run: way.trim().split(" "), open: !way.endsWith(" ") }));
  const found = [];
  for (let at = 0; at < all.length; ) {
    const fits = ({ run, open }) => run.every((word, step) => {
      const here = all[at + step]?.[2];
      return here === word || (open && here?.startsWith(word));
    });
    const length = Math.max(0, ...ways.filter(fits).map(({ run }) => run.length));
    if (length) found.push([all[at][0], all[at + length - 1][1]]);
    at += length || 1;
  }
  return found;
}

function pieces(text, found) {
  const cut = [];
  let at = 0;
  for (const [start, end] of found) {
    cut.push([text.slice(at, start), false], [text.slice(start, end), true]);
    at = end;
  }
  return [...cut, [text.slice(at), false]].filter(([words]) => words);
}
