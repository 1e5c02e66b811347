import { h, svg } from "../common/dom.js";
import { short } from "../common/links.js";
import { columns } from "./answer.js";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [760, 340, 64, 16, 16, 44];
const BARS = 40;
const SERIES = 6;

/** A line over time where there is a date, else bars, the longest first. */
export function chart(found, context) {
  const { date, number, labels } = columns(found);
  const name = (term) => (term ? (term.type === "uri" ? short(term.value, context.prefixes).replace(/^.*\//, "") : term.value) : "");
  const series = labels.find((label) => few(found.rows, label));
  return date ? lines(found, date, number, series, name, context.links) : bars(found, number, labels[0], name, context.links);
}

/** A mark, which leads to the words of the claim that its row has, if it has one. */
function mark(drawn, row, links) {
  const claim = Object.values(row).find((term) => term.type === "uri" && links.claim(term.value));
  return claim ? svg("a", { href: links.words(claim.value) }, drawn) : drawn;
}

/** Whether a column groups the rows into a few lines. */
function few(rows, label) {
  const values = new Set(rows.map((row) => row[label]?.value ?? ""));
  return values.size > 1 && values.size <= SERIES;
}

function lines(found, date, number, label, name, links) {
  const points = found.rows.filter((row) => row[date] && row[number]).map((row) => ({
    time: Date.parse(row[date].value), day: row[date].value, value: Number(row[number].value), row, series: label ? name(row[label]) : "",
  }));
  const series = [...new Set(points.map((point) => point.series))];
  const kept = points.sort((one, other) => one.time - other.time);
  const [first, last] = [kept[0].time, kept.at(-1).time];
  const steps = ticks(Math.min(0, ...kept.map(({ value }) => value)), Math.max(...kept.map(({ value }) => value), 0));
  const x = (time) => (first === last ? (LEFT + WIDTH - RIGHT) / 2 : LEFT + ((time - first) / (last - first)) * (WIDTH - LEFT - RIGHT));
  const y = scale(steps);
  const drawn = series.map((one, index) => {
    const own = kept.filter((point) => point.series === one);
    const marks = own.map((point) => mark(svg("circle", { cx: x(point.time), cy: y(point.value), r: 4 },
      svg("title", {}, `${point.day}: ${point.value}${one ? ` ${one}` : ""}`)), point.row, links));
    return svg("g", { class: `series series-${index}` }, svg("polyline", { points: own.map((point) => `${x(point.time)},${y(point.value)}`).join(" ") }), marks);
  });
  const days = [...new Set([kept[0].day, kept[Math.floor(kept.length / 2)].day, kept.at(-1).day])];
  const below = days.map((day, index) => svg("text", { x: x(Date.parse(day)), y: HEIGHT - 20, "text-anchor": ["start", "middle", "end"][days.length === 1 ? 1 : index === days.length - 1 ? 2 : index] }, day));
  return figure(`${number} by ${date}`, [grid(steps, y), below, drawn], series.length > 1 || series[0] ? series : []);
}

function bars(found, number, label, name, links) {
  const rows = found.rows.filter((row) => row[number]).map((row) => ({ label: name(row[label]), value: Number(row[number].value), row }))
    .sort((one, other) => other.value - one.value).slice(0, BARS);
  const most = Math.max(...rows.map(({ value }) => Math.abs(value)), 1);
  const [wide, high] = [260, 24];
  const drawn = rows.map((row, index) => svg("g", { class: "series series-0" },
    svg("text", { x: wide - 8, y: index * high + 16, "text-anchor": "end" }, row.label.length > 40 ? `${row.label.slice(0, 39)}…` : row.label, svg("title", {}, row.label)),
    mark(svg("rect", { x: wide, y: index * high + 3, width: Math.max((Math.abs(row.value) / most) * (WIDTH - wide - 70), 1), height: high - 6 }), row.row, links),
    svg("text", { x: wide + (Math.abs(row.value) / most) * (WIDTH - wide - 70) + 6, y: index * high + 16 }, String(row.value))));
  const note = found.rows.length > BARS ? `${number}: the first ${BARS} of ${found.rows.length}` : number;
  return figure(note, drawn, [], rows.length * high + 8);
}

function figure(title, drawn, series, height = HEIGHT) {
  const key = series.map((name, index) => h("li", { class: `key-${index}` }, name || "(none)"));
  return h("figure", { class: "chart" },
    svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "group", "aria-label": title }, svg("title", {}, title), drawn.flat(3)),
    h("figcaption", {}, title), key.length ? h("ul", { class: "key" }, key) : "");
}

function grid(steps, y) {
  return steps.map((step) => [
    svg("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y(step), y2: y(step) }),
    svg("text", { x: LEFT - 8, y: y(step) + 4, "text-anchor": "end" }, step.toLocaleString("en")),
  ]);
}

function scale(steps) {
  const [low, high] = [steps[0], steps.at(-1)];
  return (value) => TOP + (1 - (value - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM);
}

/** Round numbers from below the least to above the greatest. */
function ticks(low, high) {
  const rough = (high - low || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const count = Math.ceil(high / step) - Math.floor(low / step);
  return Array.from({ length: Math.max(count, 1) + 1 }, (_, index) => Number(((Math.floor(low / step) + index) * step).toPrecision(12)));
}
