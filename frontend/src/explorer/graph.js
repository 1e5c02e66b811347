// The drawing: nodes coloured by kind, edges with the property's name, laid out by forces.
import cytoscape from "cytoscape";

const STYLES = "__________cytoscape_stylesheet"; // an element with this id keeps the library from writing a style element of its own

/** An empty drawing in a place. */
export function drawing(place) {
  document.querySelector('link[href*="explorer.css"]').id = STYLES;
  const cy = cytoscape({ container: place, minZoom: 0.2, maxZoom: 3, boxSelectionEnabled: false });
  restyle(cy);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    restyle(cy);
    cy.emit("recoloured");
  });
  return cy;
}

/** Adds a thing near another, if it is not there yet; returns whether it was added. */
export function addThing(cy, thing, near) {
  if (cy.getElementById(thing.iri).nonempty()) return false;
  const angle = cy.nodes().length * 2.4; // the golden angle: neighbours do not lie on each other
  const centre = near ? cy.getElementById(near).position() : { x: 0, y: 0 };
  const position = near ? { x: centre.x + 120 * Math.cos(angle), y: centre.y + 120 * Math.sin(angle) } : centre;
  cy.add({ group: "nodes", data: { id: thing.iri, ...thing, shown: clipped(thing.label), colour: colour(thing.colours) }, position });
  return true;
}

/** Adds a link, if it is not there yet. */
export function addLink(cy, subject, object, { property, label }) {
  const id = [subject, property, object].join(" ");
  if (cy.getElementById(id).empty()) cy.add({ group: "edges", data: { id, source: subject, target: object, property, label } });
}

/** Lays all out anew, from where it is. */
export function arrange(cy) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  cy.layout({
    name: "cose", animate: still ? false : "end", animationDuration: 300, randomize: false, fit: true, padding: 40, nodeDimensionsIncludeLabels: true,
    idealEdgeLength: () => 110, nodeRepulsion: () => 24_000, gravity: 0.4, numIter: 600,
  }).run();
}

/** The colour of a kind of thing, from the style sheet: by its class, else by its path. */
function colour(names) {
  const styles = getComputedStyle(document.getElementById("graph"));
  return [...names, "other"].filter((name) => /^[a-z]+$/.test(name)).map((name) => styles.getPropertyValue(`--node-${name}`).trim()).find(Boolean);
}

const clipped = (label) => (label.length > 42 ? `${label.slice(0, 41)}…` : label);

function restyle(cy) {
  const styles = getComputedStyle(document.documentElement);
  const [ink, paper, line, accent, muted] = ["ink", "paper", "line", "accent", "muted"].map((name) => styles.getPropertyValue(`--${name}`).trim());
  for (const node of cy.nodes()) node.data("colour", colour(node.data("colours")));
  cy.style([
    { selector: "node", style: { "background-color": "data(colour)", label: "data(shown)", color: ink, "font-family": "system-ui, sans-serif", "font-size": 12, "text-wrap": "wrap", "text-max-width": 130, "text-valign": "bottom", "text-margin-y": 4, width: 24, height: 24, "text-background-color": paper, "text-background-opacity": 0.8, "text-background-padding": 1 } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": accent, width: 32, height: 32, "font-weight": "bold" } },
    { selector: "edge", style: { width: 1.5, "line-color": muted, "target-arrow-color": muted, "target-arrow-shape": "triangle", "curve-style": "bezier", label: "data(label)", color: muted, "font-family": "system-ui, sans-serif", "font-size": 10, "text-rotation": "autorotate", "text-background-color": paper, "text-background-opacity": 0.9, "text-background-padding": 1, "min-zoomed-font-size": 8 } },
    { selector: "edge:selected", style: { width: 3, "line-color": accent, "target-arrow-color": accent, color: ink } },
    { selector: "core", style: { "active-bg-color": line } },
  ]);
}
