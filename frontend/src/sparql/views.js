// The ways to look at an answer, as plug-ins of YASGUI's result panel. Answers are hostile: all text is set as text.
import { h, svg } from "../common/dom.js";
import { answer, columns } from "./answer.js";
import { chart } from "./chart.js";
import { csv } from "./csv.js";
import { table } from "./table.js";
import { timeline } from "./timeline.js";

const ICONS = {
  rows: "M1 2h14v12H1zM1 6h14M1 10h14M6 2v12",
  chart: "M1 1v14h14M3 12l4-5 3 3 5-7",
  map: "M8 15C4 10 3 8 3 6a5 5 0 0 1 10 0c0 2-1 4-5 9zM8 4.5v3",
  timeline: "M1 8h14M4 5v6M9 3v10M13 6v4",
  raw: "M5 4L1 8l4 4M11 4l4 4-4 4",
};

/** Registers the views; returns the part of the panel's configuration that speaks of them. */
export function register(Yasr, context) {
  const views = {
    rows: view("rows", "Table", 10, (found) => found.rows !== null, (found, place) => place.append(table(found, context))),
    chart: view("chart", "Chart", 5, (found) => Boolean(columns(found).number), (found, place) => place.append(chart(found, context))),
    map: view("map", "Map", 4, (found) => columns(found).points.length > 0, drawMap(context)),
    timeline: view("timeline", "Timeline", 3, (found) => Boolean(columns(found).date), (found, place) => place.append(timeline(found, context))),
    truth: view("truth", "Answer", 20, (found) => found.truth !== undefined, (found, place) => place.append(h("p", { class: "truth" }, found.truth ? "Yes" : "No")), true),
    raw: view("raw", "Response", 1, () => true, (found, place) => place.append(h("pre", { class: "raw", tabindex: 0 }, found.text))),
  };
  for (const [name, plugin] of Object.entries(views)) Yasr.registerPlugin(name, plugin);
  const enabled = Object.fromEntries(Object.keys(views).map((name) => [name, { enabled: true }]));
  return {
    plugins: { ...enabled, error: { enabled: true }, table: false, response: false, boolean: false },
    pluginOrder: Object.keys(views),
    defaultPlugin: "rows",
  };
}

function drawMap(context) {
  return async (found, place) => {
    const { map } = await import("./map.js");
    map(found, place, context);
  };
}

function view(name, label, priority, fits, draw, hidden = false) {
  return class {
    constructor(yasr) {
      this.yasr = yasr;
      this.label = label;
      this.priority = priority;
      this.hideFromSelection = hidden;
    }

    canHandleResults() {
      const results = this.yasr.results;
      return Boolean(results) && !results.hasError() && fits(answer(results));
    }

    async draw() {
      await draw(answer(this.yasr.results), this.yasr.resultsEl);
    }

    download() {
      const found = answer(this.yasr.results);
      const table = found.rows !== null && name !== "raw";
      return {
        contentType: table ? "text/csv" : "text/plain",
        filename: table ? "answer.csv" : "answer.txt",
        title: table ? "Download as CSV" : "Download the response",
        getData: () => (table ? csv(found) : found.text),
      };
    }

    getIcon() {
      return svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: ICONS[name] ?? "" }));
    }
  };
}
