/** Addresses of pages, from IRIs: what site/urls.py says for the server's own links. */
export class Links {
  constructor({ base, root }) {
    this.base = base; // of all IRIs of ours
    this.root = new URL(root, document.baseURI).href; // where the site is
  }

  /** Whether an IRI is one of ours. */
  ours(iri) {
    return iri.startsWith(this.base);
  }

  /** The page of a thing; of what is not ours, its own address; null where that is none that a browser should follow. */
  page(iri) {
    if (!this.ours(iri)) return /^https?:\/\//i.test(iri) ? iri : null;
    const path = iri.slice(this.base.length);
    if (path.startsWith("id/source/")) return `${this.root}source/${path.slice(10)}.txt`;
    if (path.startsWith("id/")) return `${this.root}doc/${path.slice(3)}.html`;
    if (path.startsWith("scheme/")) return `${this.root}doc/${path}.html`;
    return this.root + path;
  }

  /** The place in the report where the words of a claim, a piece of evidence or a part stand; null for other things. */
  words(iri) {
    const found = this.ours(iri) && /^id\/doc\/([^/]+)\/([^/]+)$/.exec(iri.slice(this.base.length));
    return found && !/^(event|person|group|area|decision|reading)-/.test(found[2]) ? `${this.root}doc/doc/${found[1]}.html#${found[2]}` : null;
  }

  /** Whether an IRI is that of a claim. */
  claim(iri) {
    return this.ours(iri) && /^id\/doc\/[^/]+\/(obs|acc|ass|st)-[^/]+$/.test(iri.slice(this.base.length));
  }

  /** The page that starts the graph explorer at a thing. */
  explore(iri) {
    return `${this.root}explore.html?thing=${encodeURIComponent(iri)}`;
  }
}

/** An IRI as people read it: with a prefix where one is known, else its last step. */
export function short(iri, prefixes) {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const rest = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^[\w-]+$/.test(rest)) return `${prefix}:${rest}`;
  }
  return iri;
}
