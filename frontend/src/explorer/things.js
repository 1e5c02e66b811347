// What the graph explorer shows, asked of the named queries of the pages.
import { named } from "../common/ask.js";
import { short } from "../common/links.js";

/** Asks for things and their links; answers are kept, since the data of a page does not change. */
export class Things {
  constructor({ root, base, prefixes, store }) {
    this.base = base;
    this.root = root;
    this.store = store; // of a site of files; null where a server answers
    this.prefixes = prefixes;
    this.kept = new Map();
  }

  /** A thing with its label and kind; null where the data does not know it. */
  async thing(iri) {
    const rows = await this.ask("explored", { thing: iri });
    return rows.length ? this.described(iri, rows) : null;
  }

  /** Its kinds of links: property, direction, label, count; most of them first. */
  async links(iri) {
    const rows = await this.ask("link-kinds", { thing: iri });
    return rows.map((row) => ({ ...row, n: Number(row.n), label: row.label ?? this.local(row.property) }));
  }

  /** Things at the other end of a kind of link. */
  async neighbours(iri, { property, direction }) {
    const rows = (await this.ask("neighbours", { thing: iri, property })).filter((row) => row.direction === direction);
    const nodes = [...new Set(rows.map((row) => row.node))];
    return nodes.map((node) => this.described(node, rows.filter((row) => row.node === node)));
  }

  /** Claims, with their words, that a link rests on. */
  evidence(subject, object) {
    return this.ask("link-evidence", { subject, object });
  }

  described(iri, [row]) {
    const words = row.words && row.words.length > 60 ? `${row.words.slice(0, 59)}…` : row.words;
    const kind = row.kind ?? /(?:^|\/)(?:id\/(\w+)|(scheme))\//.exec(iri)?.slice(1).find(Boolean) ?? (iri.startsWith(this.base) ? "other" : "elsewhere");
    const path = /\/id\/(\w+)\//.exec(iri)?.[1] ?? "other";
    const colours = [(row.type ?? "").replace(/^.*[/#]/, "").toLowerCase(), path === "org" ? "organization" : path];
    return { iri, label: row.label ?? (words ? `“${words}”` : this.name(iri)), kind: kind === "scheme" ? "concept" : kind, colours };
  }

  /** What a thing without label is called: part of a document, or the last step of its IRI. */
  name(iri) {
    const part = /\/id\/doc\/([^/]+)\/([^/]+)$/.exec(iri);
    if (part) return `${part[1]}, ${part[2]}`;
    const last = iri.replace(/[/#]+$/, "").replace(/^.*[/#]/, "");
    return iri.startsWith(this.base) || !URL.canParse(iri) ? last : `${new URL(iri).hostname.replace(/^www\./, "")}: ${last}`;
  }

  /** The name of a property without label. */
  local(iri) {
    return short(iri, this.prefixes).replace(/^.*[/#:]/, "").replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase() || iri;
  }

  ask(name, parameters) {
    const key = JSON.stringify([name, parameters]);
    if (!this.kept.has(key)) this.kept.set(key, named(this.root, name, parameters, this.store));
    return this.kept.get(key);
  }
}
