import { h } from "../common/dom.js";
import { short } from "../common/links.js";

const PAGE = 100;

/** A table of terms that can be sorted and paged. */
export function table({ names, rows }, context) {
  const state = { sorted: null, down: false, page: 0 };
  const place = h("div", { class: "answer" });
  draw();
  return place;

  function draw() {
    const ordered = state.sorted === null ? rows : [...rows].sort((one, other) => (state.down ? -1 : 1) * order(one[state.sorted], other[state.sorted]));
    const shown = ordered.slice(state.page * PAGE, (state.page + 1) * PAGE);
    const body = shown.map((row) => h("tr", {}, names.map((name) => cell(row[name], context))));
    place.replaceChildren(
      h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Answer" },
        h("table", {}, h("thead", {}, h("tr", {}, names.map(heading))), h("tbody", {}, body))),
      rows.length > PAGE ? pages(Math.ceil(rows.length / PAGE)) : "",
      rows.length ? "" : h("p", {}, "No rows: nothing in the data fits this query."),
    );
  }

  function heading(name) {
    const sorted = state.sorted === name ? (state.down ? "descending" : "ascending") : "none";
    return h("th", { scope: "col", "aria-sort": sorted }, h("button", { type: "button", click: () => sort(name) }, name));
  }

  function sort(name) {
    Object.assign(state, { down: state.sorted === name && !state.down, sorted: name, page: 0 });
    draw();
    [...place.querySelectorAll("th button")].find((button) => button.textContent === name)?.focus();
  }

  function pages(count) {
    const turn = (step) => () => {
      state.page = Math.min(Math.max(state.page + step, 0), count - 1);
      draw();
    };
    return h("p", { class: "pages" },
      h("button", { type: "button", click: turn(-1), disabled: state.page === 0 }, "Back"), ` page ${state.page + 1} of ${count} `,
      h("button", { type: "button", click: turn(1), disabled: state.page === count - 1 }, "On"));
  }
}

/** A term as an element: IRIs are links, those of claims with a second one to their words. */
export function shown(term, { links, prefixes }) {
  if (term.type !== "uri") return h("span", { lang: term["xml:lang"] ?? false, title: datatype(term, prefixes) }, term.value);
  const page = links.page(term.value);
  const name = short(links.ours(term.value) ? term.value.slice(links.base.length - 1) : term.value, prefixes);
  const link = page ? h("a", { href: page, title: term.value, rel: links.ours(term.value) ? false : "external" }, named(term.value, prefixes, name)) : term.value;
  if (!links.claim(term.value)) return link;
  return h("span", {}, link, " ", h("a", { class: "words", href: links.words(term.value) }, "its words"));
}

function named(iri, prefixes, name) {
  const prefixed = short(iri, prefixes);
  return prefixed === iri ? name : prefixed;
}

function cell(term, context) {
  if (!term) return h("td");
  const number = term.type !== "uri" && /#(integer|decimal|double|float|nonNegativeInteger|int|long)$/.test(term.datatype ?? "");
  const kind = number ? "number" : /#(date|dateTime|gYear|gYearMonth)$/.test(term.datatype ?? "") ? "date" : false;
  return h("td", { class: kind }, shown(term, context));
}

const datatype = (term, prefixes) => (term.datatype ? short(term.datatype, prefixes) : false);

function order(one, other) {
  if (!one || !other) return (one ? 1 : 0) - (other ? 1 : 0);
  const [a, b] = [Number(one.value), Number(other.value)];
  return Number.isNaN(a) || Number.isNaN(b) ? one.value.localeCompare(other.value, "en", { numeric: true }) : a - b;
}
