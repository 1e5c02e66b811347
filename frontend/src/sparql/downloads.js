import { h } from "../common/dom.js";

const TABLES = [["CSV", "csv"], ["TSV", "tsv"], ["JSON", "json"], ["XML", "xml"]];
const GRAPHS = [["Turtle", "ttl"], ["N-Triples", "nt"], ["JSON-LD", "jsonld"], ["RDF/XML", "rdf"]];

/** Links to the answer in other formats; each is the query's address on the endpoint, for programs too. */
export function downloads(yasqe, endpoint) {
  const graph = ["CONSTRUCT", "DESCRIBE"].includes(yasqe.getQueryType());
  const address = (format) => `${endpoint}?${new URLSearchParams({ query: yasqe.getValue(), format })}`;
  return (graph ? GRAPHS : TABLES).map(([name, format]) => h("a", { href: address(format), download: `answer.${format}` }, name));
}
