/** The data set of a site of files, in a worker of its own; it is loaded at the first question. */
export class Store {
  /** `say` is told what is being done, and nothing at the end. */
  constructor(dump, say) {
    this.dump = new URL(dump, document.baseURI).href;
    this.say = say;
    this.waiting = new Map();
    this.number = 0;
  }

  /** The answer to a query, as {text, type}; `format` is `table`, `graph` or a media type. */
  ask(query, format = "table") {
    this.worker ??= this.started();
    const number = ++this.number;
    this.worker.postMessage({ number, dump: this.dump, query, format });
    return new Promise((resolve, reject) => this.waiting.set(number, { resolve, reject }));
  }

  /** Rows of a query, as objects of texts; null where a column is empty. */
  async rows(query) {
    const { head, results } = JSON.parse((await this.ask(query)).text);
    return results.bindings.map((row) => Object.fromEntries(head.vars.map((name) => [name, row[name]?.value ?? null])));
  }

  /** Gives up what is asked; the next question loads the data set again. */
  stop(why = "stopped") {
    this.worker?.terminate();
    this.worker = undefined;
    this.say("");
    for (const { reject } of this.waiting.values()) reject(new Error(why));
    this.waiting.clear();
  }

  started() {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("error", ({ message }) => this.stop(message ?? "the query engine could not be loaded"));
    worker.addEventListener("message", ({ data: { number, said, error, ...answer } }) => {
      if (said !== undefined) return this.say(said);
      const asked = this.waiting.get(number);
      this.waiting.delete(number);
      if (error === undefined) asked?.resolve(answer);
      else asked?.reject(new Error(error));
    });
    return worker;
  }
}

/** A query whose parameters are IRIs, bound at the beginning of each of its groups. */
export function bound(query, parameters) {
  const values = Object.entries(parameters).map(([name, iri]) => `VALUES ?${name} { <${plain(iri)}> } `);
  return query.replaceAll(/\bWHERE\s*\{/g, (found) => `${found} ${values.join("")}`);
}

function plain(iri) {
  if (/[\s<>"{}|^`\\]/.test(iri)) throw new Error(`${iri} is no IRI`);
  return iri;
}

/** The prefixes that a query uses without declaring them, declared: {prefix: namespace} → lines for its beginning. */
export function lacking(query, prefixes) {
  const bare = query.replace(/<[^>]*>|"[^"]*"|'[^']*'|#.*/g, "");
  const declared = new Set([...bare.matchAll(/\bPREFIX\s+([\w-]*):/gi)].map(([, prefix]) => prefix));
  const used = Object.entries(prefixes).filter(([prefix]) => !declared.has(prefix) && new RegExp(`(^|[^\\w-])${prefix}:`).test(bare));
  return used.map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>\n`).join("");
}
