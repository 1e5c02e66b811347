// What can be found on a site of files, and how it is found: all words, under any name of the thing that they name, one letter may be amiss.
import { words } from "./fold.js";

const ENTITIES = 0; // the tier of things with names
const FULL = 4; // letters from which a word also stands for longer ones
const TYPO = 5; // letters from which one may be amiss
const LONGEST_NAME = 8;

/** The index of a site; made of the file that `search/index.py` writes. */
export class Index {
  static async at(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return new Index(await answer.json());
  }

  constructor({ kinds, entries }) {
    this.kinds = kinds;
    this.known = new Set();
    this.named = new Map();
    this.entries = entries.map(([tier, kind, label, path, text], number) => {
      const [first, rest] = [words(label), words(text)];
      for (const word of [...first, ...rest]) this.known.add(word);
      const names = tier === ENTITIES ? [label, ...text.split(" · ")].map((name) => words(name).join(" ")).filter(Boolean) : [];
      for (const name of names) this.named.set(name, [...(this.named.get(name) ?? []), number]);
      return { number, tier, kind, label, path, text, names, heading: ` ${first.join(" ")} `, all: ` ${first.join(" ")} | ${rest.join(" ")} ` };
    });
  }

  /** What is found for a text, the best first: {terms, every, facets, results}; `kind` chooses one kind, and no text asks for all. */
  search(text, kind = "") {
    const asked = [...new Set(words(text))].slice(0, 16);
    const { terms, wholes } = this.read(asked);
    const holds = (all, ways) => ways.some((way) => all.includes(way));
    let fitting = text.trim() && !asked.length ? [] : this.entries.filter(({ all }) => terms.every((ways) => holds(all, ways)));
    const every = fitting.length > 0 || terms.length < 2;
    if (!every) fitting = this.entries.filter(({ all }) => terms.some((ways) => holds(all, ways)));
    const counts = new Map();
    for (const entry of fitting) counts.set(entry.kind, (counts.get(entry.kind) ?? 0) + 1);
    const facets = [...counts].map(([name, count]) => ({ kind: name, label: this.kinds[name], count }));
    const results = fitting.filter((entry) => !kind || entry.kind === kind).map((entry) => ({ entry, score: score(entry, wholes, terms) }));
    results.sort((one, two) => two.score - one.score || one.entry.number - two.entry.number);
    return { terms, every, facets, results: results.map(({ entry }) => entry) };
  }

  /** How a question is read: for each word or name of it, the ways in which it may stand in a text; and the whole, with letters set right. */
  read(asked) {
    const found = [];
    let wholes = [""];
    for (let at = 0; at < asked.length; ) {
      let end = Math.min(asked.length, at + LONGEST_NAME);
      while (end > at + 1 && !this.named.has(asked.slice(at, end).join(" "))) end -= 1;
      const run = asked.slice(at, end).join(" ");
      const spelt = end > at + 1 || this.occurs(run) ? [run] : this.near(run);
      const ways = spelt.flatMap((word) => [end === at + 1 && word.length >= FULL ? ` ${word}` : ` ${word} `, ...this.names(word)]);
      wholes = wholes.flatMap((start) => (spelt.length ? spelt : [run]).map((word) => `${start} ${word}`.trim())).slice(0, 8);
      found.push([...new Set(ways.length ? ways : [` ${run} `])]);
      at = end;
    }
    return { terms: found, wholes };
  }

  /** All other names of what has this name. */
  names(name) {
    const entries = (this.named.get(name) ?? []).map((number) => this.entries[number]);
    return entries.filter(({ path }) => name.length >= TYPO || !path.startsWith("/doc/scheme/")).flatMap(({ names }) => names.map((other) => ` ${other} `)).slice(0, 40);
  }

  occurs(word) {
    if (this.known.has(word)) return true;
    if (word.length < FULL) return false;
    for (const other of this.known) if (other.startsWith(word)) return true;
    return false;
  }

  near(word) {
    return word.length < TYPO ? [] : [...this.known].filter((other) => Math.abs(other.length - word.length) < 2 && oneEdit(word, other)).sort().slice(0, 8);
  }
}

/** Name, beginning of a name, tier, and how often the words stand in it, those of the label four times. */
function score({ tier, names, heading, all }, wholes, terms) {
  if (!terms.length) return 0;
  if (wholes.some((whole) => names.includes(whole))) return 100;
  const longer = names.filter((name) => wholes.some((whole) => name.startsWith(whole))).map((name) => name.length);
  if (longer.length) return 99 - Math.min(9, Math.min(...longer) / 20);
  const count = (text, ways) => Math.max(...ways.map((way) => text.split(way).length - 1));
  const weight = terms.reduce((sum, ways) => sum + 4 * count(heading, ways) + count(all, ways), 0) / Math.sqrt(20 + all.length);
  return [70, 50, 30, 10][tier] + (19 * weight) / (1 + weight);
}

function oneEdit(one, other) {
  if (one.length > other.length) [one, other] = [other, one];
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  if (one.length < other.length) return one.slice(at) === other.slice(at + 1);
  const swapped = one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
  return swapped || one.slice(at + 1) === other.slice(at + 1);
}
