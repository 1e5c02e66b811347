import L from "leaflet";
import "leaflet/dist/leaflet.css";
import "./map.css";
import { h } from "../common/dom.js";

const KOSOVO = [[41.85, 20.0], [43.27, 21.8]]; // the whole of the map's middle, where no point says otherwise
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
  map.attributionControl.addAttribution("Outlines: Natural Earth, not an opinion on any status or boundary");
}

/** A dot that grows with its count; Enter or a click opens what it stands for. */
export function marker(map, spot, { label, count = 1, content, kind = "" }) {
  const size = Math.round(16 + 10 * Math.log2(count + 1));
  const dot = h("span", { class: "dot" }, count > 1 ? String(count) : "");
  const icon = L.divIcon({ className: `marker ${kind && `kind-${kind}`}`, html: dot, iconSize: [size, size] });
  const title = count > 1 ? `${label}: ${count}` : label;
  return L.marker(spot, { icon, title, alt: title, riseOnHover: true }).bindPopup(content, { maxHeight: 240 }).addTo(map);
}
