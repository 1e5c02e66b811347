import { h } from "../common/dom.js";

const WAIT = 200; // milliseconds without a key before the server is asked

/** A box in which one types a name and chooses among what is found, with arrow keys and Enter (the combobox pattern of ARIA). */
export function search(input, list, root, chosen) {
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
    const address = new URL("search.json", root);
    address.search = new URLSearchParams({ q: words });
    const answer = await fetch(address).catch(() => null);
    const found = answer?.ok ? ((await answer.json()).results ?? []) : [];
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
