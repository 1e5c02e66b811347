import L from "leaflet";
import "leaflet/dist/leaflet.css";
import "./map.css";
import { h } from "../common/dom.js";

const KOSOVO = [[41.85, 20.0], [43.27, 21.8]]; // what the map shows where no points are given to fit it to
const outlines = new URL("outlines.json", import.meta.url);

/** A map with outlines of the land below it; tiles only where an address for them is given. */
export function basemap(place, points, tiles) {
  const map = L.map(place, { zoomSnap: 0.25, minZoom: 4, maxZoom: tiles ? 18 : 11, maxBoundsViscosity: 1, attributionControl: true });
  map.attributionControl.setPrefix(false);
  map.fitBounds(points.length > 1 ? L.latLngBounds(points).pad(0.15) : KOSOVO, { animate: false });
  if (tiles) L.tileLayer(tiles, { attribution: place.dataset.attribution ?? "" }).addTo(map);
  else land(map);
  return map;
}

async function land(map) {
  const { land: rings, coasts, lines, box } = await (await fetch(outlines)).json();
  const turned = (line) => line.map(([x, y]) => [y, x]);
  const still = { interactive: false };
  L.polygon(rings.map((ring) => [turned(ring)]), { ...still, className: "land", stroke: false, smoothFactor: 0.5 }).addTo(map).bringToBack();
  L.polyline(coasts.map(turned), { ...still, className: "coast", smoothFactor: 0.5 }).addTo(map);
  L.polyline(lines.map(turned), { ...still, className: "line", smoothFactor: 0.5 }).addTo(map);
  map.setMaxBounds(box);
  if (!map.getContainer().closest("figure")) map.attributionControl.addAttribution("Outlines: Natural Earth, not an opinion on any status or boundary");
}

/** A dot that grows with its count, with its name beside it where there is room; Enter or a click opens what it stands for. */
export function marker(map, spot, { label, count = 1, content, kind = "", named = false }) {
  const size = Math.round(16 + 10 * Math.log2(count + 1));
  const dot = h("span", { class: "dot" }, count > 1 ? String(count) : "");
  const icon = L.divIcon({ className: `marker ${kind && `kind-${kind}`}`, html: dot, iconSize: [size, size] });
  const title = count > 1 ? `${label}: ${count}` : label;
  const made = L.marker(spot, { icon, title, alt: title, riseOnHover: true }).bindPopup(content, { maxHeight: 240 }).addTo(map);
  if (named) made.bindTooltip(h("span", {}, label), { permanent: true, direction: "right", offset: [size / 2, 0], className: "name" });
  return made;
}
