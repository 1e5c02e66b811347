import { h } from "../common/dom.js";

/** What is said beside the drawing about a thing: what it is, where its page is, and its kinds of links as buttons that expand them. */
export function thingPanel(thing, kinds, shownLinks, { links, expand, select, remove }) {
  const buttons = kinds.map((kind) => h("li", {}, h("button", { type: "button", class: "plain", click: () => expand(thing.iri, kind) },
    arrow(kind.direction), ` ${kind.label} `, h("span", { class: "count" }, String(kind.n)))));
  const edges = shownLinks.map((edge) => {
    const other = edge.source().id() === thing.iri ? edge.target() : edge.source();
    const name = arrow(other === edge.target() ? "out" : "in");
    return h("li", {}, h("button", { type: "button", class: "plain", click: () => select(edge) }, name, ` ${edge.data("label")}: ${other.data("label")}`));
  });
  const page = links.page(thing.iri);
  return [
    h("h2", {}, page ? h("a", { href: page }, thing.label) : thing.label),
    h("p", { class: "muted" }, thing.kind, links.claim(thing.iri) ? [" · ", h("a", { href: links.words(thing.iri) }, "its words")] : ""),
    h("p", {}, h("button", { type: "button", class: "quiet", click: () => remove(thing.iri) }, "Take it out")),
    h("h3", {}, "Kinds of links"), buttons.length ? h("ul", { class: "kinds" }, buttons) : h("p", {}, "It has none."),
    edges.length ? h("details", {}, h("summary", {}, `Links shown (${edges.length}), with evidence`), h("ul", { class: "kinds" }, edges)) : "",
  ];
}

/** What is said about a link: its two ends, and the words that it rests on. */
export function linkPanel(edge, claims, { links, select }) {
  const end = (node) => h("button", { type: "button", class: "plain", click: () => select(node) }, node.data("label"));
  const part = [edge.source(), edge.target()].map((node) => links.words(node.id())).find(Boolean);
  const none = part ? h("p", {}, h("a", { href: part }, "Read it in the report")) : h("p", {}, "No claim of a report: the link is part of the vocabulary or of the description of the data.");
  const said = claims.map(({ claim, label, words }) => h("li", {}, h("blockquote", {}, words), h("p", {}, h("a", { href: links.words(claim) ?? links.page(claim) }, label))));
  return [
    h("h2", {}, edge.data("label")),
    h("p", {}, end(edge.source()), ` → ${edge.data("label")} → `, end(edge.target())),
    h("h3", {}, "Evidence"), said.length ? h("ul", { class: "evidence" }, said) : none,
  ];
}

const arrow = (direction) => h("span", { "aria-label": direction === "out" ? "to" : "from" , role: "img" }, direction === "out" ? "→" : "←");
