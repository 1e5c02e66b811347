// The map of a page: the page's own JSON block says which points it has, and where each leads.
import { block, h } from "./common/dom.js";
import { basemap, marker } from "./map/basemap.js";

const NAMED = 15; // so many points have their names beside them

const place = document.getElementById("map");
if (place) {
  const points = block(place.dataset.points);
  place.hidden = false;
  const map = basemap(place, [], place.dataset.tiles);
  for (const point of points) {
    const link = point.href ? h("a", { href: point.href }, point.label) : point.label;
    const content = h("p", {}, link, point.count > 1 ? ` (${point.count})` : "");
    marker(map, [point.lat, point.long], { ...point, content, named: points.length <= NAMED });
  }
}
