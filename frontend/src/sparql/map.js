import { h } from "../common/dom.js";
import { short } from "../common/links.js";
import { basemap, marker } from "../map/basemap.js";
import { columns, point } from "./answer.js";

/** Rows with a point on the map, those of one place together. */
export function map(found, place, { links, prefixes }) {
  const { points, labels } = columns(found);
  const spots = new Map();
  for (const row of found.rows) {
    const spot = point(row, points);
    if (spot) spots.set(String(spot), { spot, rows: [...(spots.get(String(spot))?.rows ?? []), row] });
  }
  const frame = h("div", { class: "map-frame" });
  place.append(frame);
  const chart = basemap(frame, [...spots.values()].map(({ spot }) => spot));
  for (const { spot, rows } of spots.values()) {
    const name = (row) => (row[labels[0]] ? (row[labels[0]].type === "uri" ? short(row[labels[0]].value, prefixes) : row[labels[0]].value) : "a point");
    const iri = (row) => Object.values(row).find((term) => term.type === "uri" && links.ours(term.value))?.value;
    const items = rows.slice(0, 20).map((row) => h("li", {}, iri(row) ? h("a", { href: links.page(iri(row)) }, name(row)) : name(row)));
    marker(chart, spot, { label: name(rows[0]), count: rows.length, content: h("ul", {}, items, rows.length > 20 ? h("li", {}, `and ${rows.length - 20} more`) : "") });
  }
}
