// The search of a site of files: the page looks as a server's would, made here.
import { h } from "./common/dom.js";
import { Index } from "./search/index.js";
import { marked, snippet } from "./search/marks.js";

const SIZE = 20; // results on a page
const place = document.getElementById("search-here");
const start = document.getElementById("search-start");
const form = document.querySelector("form.search");
const root = new URL(place.dataset.root, document.baseURI);
const loading = Index.at(place.dataset.index);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(address(form.elements.q.value.trim()));
});
place.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-here]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href);
});
addEventListener("popstate", show);
show();

function go(target) {
  history.pushState(null, "", target);
  show();
  scrollTo(0, 0);
}

async function show() {
  const given = new URLSearchParams(location.search);
  const [asked, wanted, page] = [given.get("q") ?? "", given.get("kind") ?? "", Number(given.get("page")) || 1];
  form.elements.q.value = asked;
  start.hidden = Boolean(asked || wanted);
  document.title = `${asked ? `${asked} · ` : ""}Search · kfor-graph`;
  if (start.hidden) place.replaceChildren(h("p", { class: "muted", role: "status" }, "Looking …"));
  else return place.replaceChildren();
  try {
    const index = await loading;
    const kind = wanted in index.kinds ? wanted : "";
    place.replaceChildren(...shown(index.search(asked, kind), { asked, kind, page }, index.kinds));
  } catch (error) {
    place.replaceChildren(h("p", { class: "none", role: "alert" }, `The search index could not be read: ${error.message}`));
  }
}

function shown({ terms, every, facets, results }, { asked, kind, page }, kinds) {
  if (!facets.length) return [h("p", { class: "none" }, "Nothing holds these words. Try fewer, or other ones.")];
  const total = facets.reduce((sum, { count }) => sum + count, 0);
  const first = Math.min(Math.max(0, page - 1) * SIZE, Math.max(0, results.length - 1));
  const here = results.slice(first, first + SIZE);
  const facet = (label, count, name) => h("li", {}, h("a", { href: address(asked, name), "data-here": true, "aria-current": name === kind ? "true" : null }, h("span", {}, label), " ", h("span", { class: "count" }, number(count))));
  const range = results.length > here.length ? `, ${number(first + 1)} to ${number(first + here.length)} shown` : "";
  return [
    ...(every ? [] : [h("p", { class: "none" }, "Nothing holds all of these words; below is what holds some.")]),
    h("div", { class: "found" },
      h("nav", { class: "facets noprint", "aria-label": "Kinds of results" }, h("ul", {}, facet("everything", total, ""), facets.map((each) => facet(each.label, each.count, each.kind)))),
      h("div", {},
        h("p", { class: "muted small", role: "status" }, `${number(results.length)} ${results.length === 1 ? "result" : "results"}${range}`),
        h("ol", { class: "results", start: first + 1 }, here.map((entry) => result(entry, terms, kinds))),
        ...paging(asked, kind, Math.floor(first / SIZE) + 1, Math.ceil(results.length / SIZE)))),
  ];
}

function result({ kind, label, path, text, tier }, terms, kinds) {
  const told = (pieces) => pieces.map(([words, found]) => (found ? h("mark", {}, words) : words));
  return h("li", { class: kind.toLowerCase() },
    h("p", { class: "what" }, h("span", { class: "label" }, kinds[kind])),
    h("h2", {}, h("a", { href: new URL(path.slice(1), root).href }, tier === 3 ? label : told(marked(label, terms)))),
    text ? h("p", { class: "text" }, told(snippet(text, terms))) : null);
}

function paging(asked, kind, now, last) {
  if (last < 2) return [];
  const link = (name, at) => h("a", { href: address(asked, kind, at), "data-here": true }, name);
  const near = [...new Set([1, ...[-2, -1, 0, 1, 2].map((step) => now + step), last])].filter((at) => at >= 1 && at <= last).sort((one, two) => one - two);
  const steps = near.flatMap((at) => [at === now ? h("span", { "aria-current": "page" }, number(at)) : link(number(at), at), " "]);
  return [h("nav", { class: "paging", "aria-label": "Pages" }, now > 1 ? link("previous", now - 1) : null, " ", steps, now < last ? link("next", now + 1) : null)];
}

function address(asked, kind = "", page = 1) {
  const here = new URL(location.href);
  here.hash = "";
  here.search = new URLSearchParams({ q: asked, ...(kind ? { kind } : {}), ...(page > 1 ? { page } : {}) });
  return here.href;
}

const number = (value) => value.toLocaleString("en");
