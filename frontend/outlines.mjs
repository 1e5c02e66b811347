// Outlines of land and of lines between countries, from Natural Earth as the package world-atlas carries them: in some detail
// around Kosovo, roughly in the rest of Europe, where other places of the reports are.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { feature, mesh } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const NEAR = { west: 17.5, east: 24.5, south: 39.5, north: 45.5 };
const ALL = { west: -25, east: 60, south: 30, north: 66 };
const SMALLEST = 4e-5; // square degrees that a bend must enclose to be kept, near
const ROUGHER = 4000; // times as many elsewhere

/** Rings of land, lines of coasts and lines between countries, [longitude, latitude] with three decimals. */
export async function outlines(here) {
  const atlas = presimplify(JSON.parse(await readFile(join(here, "node_modules", "world-atlas", "countries-10m.json"), "utf8")));
  const far = ([x, y]) => !within(NEAR, [x, y]);
  for (const arc of atlas.arcs) for (const point of arc) if (far(point) && Number.isFinite(point[2])) point[2] /= ROUGHER;
  const simple = simplify(atlas, SMALLEST);
  const land = feature(simple, simple.objects.land).features.flatMap(({ geometry }) => rings(geometry));
  const coasts = mesh(simple, simple.objects.countries, (one, other) => one === other).coordinates;
  const lines = mesh(simple, simple.objects.countries, (one, other) => one !== other).coordinates;
  return {
    source: "Natural Earth (public domain), by way of world-atlas",
    box: [[ALL.south, ALL.west], [ALL.north, ALL.east]],
    land: land.map(cut).filter(large).map(short),
    coasts: coasts.flatMap(inside).filter((line) => line.length > 3).map(short),
    lines: lines.flatMap(inside).filter((line) => line.length > 1).map(short),
  };
}

const rings = ({ type, coordinates }) => (type === "Polygon" ? coordinates.slice(0, 1) : coordinates.map((polygon) => polygon[0]));

const short = (points) => points.map((point) => point.slice(0, 2).map((value) => Math.round(value * 1000) / 1000));

const large = (ring) => ring.length > 3;

const within = ({ west, east, south, north }, [x, y]) => x >= west && x <= east && y >= south && y <= north;

/** A ring cut to the box, side by side (Sutherland and Hodgman). */
function cut(ring) {
  const sides = [[0, ALL.west, 1], [0, ALL.east, -1], [1, ALL.south, 1], [1, ALL.north, -1]];
  return sides.reduce((points, [axis, limit, sign]) => {
    const good = (point) => sign * (point[axis] - limit) >= 0;
    return points.flatMap((point, at) => {
      const before = points.at(at - 1);
      const crossing = good(point) === good(before) ? [] : [between(before, point, axis, limit)];
      return good(point) ? [...crossing, point] : crossing;
    });
  }, ring);
}

function between(a, b, axis, limit) {
  const share = (limit - a[axis]) / (b[axis] - a[axis]);
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}

/** The pieces of a line whose points are in the box. */
function inside(line) {
  const pieces = [[]];
  for (const point of line) {
    if (within(ALL, point)) pieces.at(-1).push(point);
    else if (pieces.at(-1).length) pieces.push([]);
  }
  return pieces;
}
