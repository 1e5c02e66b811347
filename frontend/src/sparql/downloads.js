import { block, h, save } from "../common/dom.js";
import { lacking } from "../common/store.js";
import { graph } from "./here.js";

const TABLES = [["CSV", "csv"], ["TSV", "tsv"], ["JSON", "json"], ["XML", "xml"]];
const GRAPHS = [["Turtle", "ttl"], ["N-Triples", "nt"], ["JSON-LD", "jsonld"], ["RDF/XML", "rdf"]];

/** Links to the answer in other formats; each is the query's address on the endpoint, for programs too. */
export function downloads(yasqe, endpoint) {
  const address = (format) => `${endpoint}?${new URLSearchParams({ query: yasqe.getValue(), format })}`;
  return (graph(yasqe) ? GRAPHS : TABLES).map(([name, format]) => h("a", { href: address(format), download: `answer.${format}` }, name));
}

const MEDIA = {
  csv: "text/csv", tsv: "text/tab-separated-values", json: "application/sparql-results+json", xml: "application/sparql-results+xml",
  ttl: "text/turtle", nt: "application/n-triples", jsonld: "application/ld+json", rdf: "application/rdf+xml",
};

/** Buttons that save the answer in other formats, where a store answers and there is no endpoint. */
export function saving(yasqe, store) {
  const [query, formats] = [lacking(yasqe.getValue(), block("editor-settings").prefixes) + yasqe.getValue(), graph(yasqe) ? GRAPHS : TABLES];
  return formats.map(([name, format]) => h("button", { type: "button", class: "quiet", click: async () => save((await store.ask(query, MEDIA[format])).text, `answer.${format}`, MEDIA[format]) }, name));
}
