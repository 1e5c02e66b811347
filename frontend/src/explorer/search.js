import { h } from "../common/dom.js";
import { Index } from "../search/index.js";

const WAIT = 200; // milliseconds without a key before the server is asked

/** A box in which one types a name and chooses among what is found, with arrow keys and Enter (the combobox pattern of ARIA). */
export function search(input, list, find, chosen) {
  let timer;
  let asked = 0;
  let active = -1;
  const options = () => [...list.children];
  Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", autocomplete: "off" })
    .forEach(([name, value]) => input.setAttribute(name, value));

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", () => setTimeout(() => show([]), 150));
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") show([]);
    else if (step && options().length) {
      event.preventDefault();
      mark((active + step + options().length) % options().length);
    } else if (event.key === "Enter" && options().length) {
      event.preventDefault();
      options()[Math.max(active, 0)].click();
    }
  });

  async function ask() {
    const turn = ++asked;
    const words = input.value.trim();
    if (!words) return show([]);
    const found = await find(words).catch(() => []);
    if (turn === asked) show(found.filter(({ iri }) => iri).slice(0, 10));
  }

  function show(found) {
    active = -1;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    list.hidden = found.length === 0;
    list.replaceChildren(...found.map(({ iri, label, kind, kind_label: named }, at) => h("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false", click: () => choose(iri) },
      label ?? iri, h("span", { class: "muted" }, ` ${named ?? kind ?? ""}`))));
  }

  function mark(at) {
    options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    active = at;
    input.setAttribute("aria-activedescendant", options()[at].id);
  }

  function choose(iri) {
    show([]);
    input.value = "";
    chosen(iri);
  }
}

/** Finds things by asking a server. */
export const onServer = (root) => async (words) => {
  const address = new URL("search.json", root);
  address.search = new URLSearchParams({ q: words });
  const answer = await fetch(address);
  return answer.ok ? ((await answer.json()).results ?? []) : [];
};

/** Finds things in the index of a site of files, which is loaded at the first question. */
export function onFiles(address, base) {
  let index;
  return async (words) => {
    index ??= Index.at(address);
    const { kinds } = await index;
    const things = (await index).search(words).results.filter(({ path }) => /^\/doc\/(?!doc\/)/.test(path)).slice(0, 20);
    return things.map(({ label, kind, path }) => ({ iri: base + path.replace(/^\/doc\/(scheme\/)?(.*)\.html$/, (_, scheme, rest) => (scheme ?? "id/") + rest), label, kind, kind_label: kinds[kind] }));
  };
}
