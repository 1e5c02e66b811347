// The page of the graph explorer: a drawing that starts at one thing and grows by kinds of links.
import "./explorer.css";
import { block, h, save } from "./common/dom.js";
import { Links } from "./common/links.js";
import { Store } from "./common/store.js";
import { addLink, addThing, arrange, drawing } from "./explorer/graph.js";
import { linkPanel, thingPanel } from "./explorer/panel.js";
import { data, picture } from "./explorer/picture.js";
import { onFiles, onServer, search } from "./explorer/search.js";
import { Things } from "./explorer/things.js";

const FIRST = matchMedia("(max-width: 40rem)").matches ? 12 : 24; // nodes around a thing where it is opened
const AT_ONCE = 40; // nodes that one expansion adds

const settings = block("explorer-settings");
const links = new Links(settings);
const things = new Things({ root: links.root, base: links.base, prefixes: settings.prefixes, store: settings.dump ? new Store(settings.dump, say) : null });
const [graph, panel, legend, status] = ["graph", "panel", "legend", "status"].map((id) => document.getElementById(id));

document.getElementById("explorer").hidden = false;
const cy = drawing(graph);
const actions = { links, expand, select, remove };

cy.on("tap", "node, edge", ({ target }) => select(target));
cy.on("recoloured", key);
cy.on("dbltap", "node", ({ target }) => open(target.id()));
graph.addEventListener("keydown", keys);
search(document.getElementById("explore-search"), document.getElementById("explore-found"), settings.index ? onFiles(settings.index, links.base) : onServer(links.root), (iri) => start(iri));
for (const button of document.querySelectorAll("[data-do]")) button.addEventListener("click", () => tools[button.dataset.do]());

const tools = {
  arrange: () => arrange(cy),
  fit: () => cy.fit(undefined, 40),
  clear: () => { cy.elements().remove(); panel.replaceChildren(h("p", {}, "Search for a name to begin.")); key(); },
  png: async () => save(await cy.png({ output: "blob-promise", full: true, scale: 2, bg: background() }), "graph.png"),
  svg: () => save(picture(cy), "graph.svg", "image/svg+xml"),
  json: () => save(data(cy), "graph.json", "application/json"),
};

const first = (settings.dump && new URLSearchParams(location.search).get("thing")) || settings.thing; // a server has read the address
if (first) start(first);

/** Puts a thing into the drawing with the first of its neighbours. */
async function start(iri) {
  await told(async () => {
    const thing = await things.thing(iri);
    if (!thing) return say("There is no such thing in the data.");
    document.getElementById("plain-links")?.remove(); // the drawing and its panel say the same
    addThing(cy, thing);
    const address = new URL(location.href);
    address.search = new URLSearchParams({ thing: iri });
    history.replaceState(null, "", address);
    await open(iri);
  });
}

/** Expands all kinds of links of a thing as far as there is room, those with the fewest ends first. */
async function open(iri) {
  let room = FIRST;
  const kinds = [...(await things.links(iri))].sort((one, other) => one.n - other.n);
  for (const kind of kinds) {
    if (room <= 0) break;
    room -= await add(iri, kind, Math.min(room, 10));
  }
  arrange(cy);
  await select(cy.getElementById(iri));
}

/** Adds the things at the other end of one kind of link. */
async function expand(iri, kind) {
  await told(async () => {
    const added = await add(iri, kind, AT_ONCE);
    arrange(cy);
    await select(cy.getElementById(iri));
    const left = kind.n - AT_ONCE;
    say(`${added} added.${left > 0 ? ` ${left} more are on its page.` : ""}`);
  });
}

async function add(iri, kind, most) {
  const found = (await things.neighbours(iri, kind)).slice(0, most);
  const added = found.filter((thing) => addThing(cy, thing, iri)).length;
  for (const thing of found) addLink(cy, ...(kind.direction === "out" ? [iri, thing.iri] : [thing.iri, iri]), kind);
  key();
  return added;
}

async function select(element) {
  cy.elements().unselect();
  element.select();
  await told(async () => {
    if (element.isEdge()) {
      const claims = await things.evidence(element.source().id(), element.target().id());
      panel.replaceChildren(...linkPanel(element, claims, actions));
    } else {
      const kinds = await things.links(element.id());
      panel.replaceChildren(...thingPanel({ iri: element.id(), ...element.data() }, kinds, element.connectedEdges(), actions));
    }
  });
}

function remove(iri) {
  cy.getElementById(iri).remove();
  panel.replaceChildren(h("p", {}, "Choose a thing in the drawing."));
  key();
}

/** Arrow keys go to the nearest thing that way, Enter expands, Delete takes out, plus and minus change the size. */
function keys(event) {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  const chosen = cy.$("node:selected").first();
  if (way) {
    const next = chosen.empty() ? cy.nodes().first() : nearest(chosen, way);
    if (next?.nonempty()) select(next);
  } else if (event.key === "Enter" && chosen.nonempty()) open(chosen.id());
  else if (event.key === "Delete" && chosen.nonempty()) remove(chosen.id());
  else if (event.key === "+" || event.key === "-") cy.zoom({ level: cy.zoom() * (event.key === "+" ? 1.2 : 1 / 1.2), renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  else return;
  event.preventDefault();
}

function nearest(node, [right, down]) {
  const here = node.position();
  const costs = cy.nodes().difference(node).map((other) => {
    const [x, y] = [other.position("x") - here.x, other.position("y") - here.y];
    const along = x * right + y * down;
    return { other, cost: along <= 0 ? Infinity : along + 2 * Math.abs(x * down + y * right) };
  });
  const best = costs.sort((one, two) => one.cost - two.cost)[0];
  return best && best.cost < Infinity ? best.other : null;
}

function key() {
  const kinds = new Map(cy.nodes().map((node) => [node.data("kind"), node.data("colour")]));
  legend.replaceChildren(...[...kinds].sort().map(([kind, colour]) => {
    const dot = h("span", { class: "dot" });
    dot.style.background = colour;
    return h("li", {}, dot, ` ${kind}`);
  }));
  graph.setAttribute("aria-label", `Graph of ${cy.nodes().length} things and ${cy.edges().length} links. Arrow keys move, Enter expands, Delete takes out.`);
}

async function told(work) {
  if (!settings.dump) say("");
  try {
    await work();
  } catch (error) {
    say(`There is no answer: ${error.message}`);
  }
}

function say(text) {
  status.textContent = text;
}

const background = () => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
