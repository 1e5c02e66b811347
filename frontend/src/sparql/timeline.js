import { h } from "../common/dom.js";
import { columns } from "./answer.js";
import { shown } from "./table.js";

/** Dated rows in the order of time, under their years. */
export function timeline(found, context) {
  const { date, labels } = columns(found);
  const rest = found.names.filter((name) => name !== date);
  const dated = found.rows.filter((row) => row[date]).sort((one, other) => (one[date].value < other[date].value ? -1 : 1));
  const years = Map.groupBy ? Map.groupBy(dated, year) : grouped(dated);
  return h("ol", { class: "timeline", tabindex: 0 }, [...years].map(([name, rows]) => h("li", {}, h("h3", {}, name), h("ol", {}, rows.map(item)))));

  function year(row) {
    return row[date].value.slice(0, 4);
  }

  function grouped(rows) {
    const groups = new Map();
    for (const row of rows) groups.set(year(row), [...(groups.get(year(row)) ?? []), row]);
    return groups;
  }

  function item(row) {
    const first = labels.find((name) => row[name]);
    const others = rest.filter((name) => name !== first && row[name]);
    const extra = others.flatMap((name) => [" · ", h("span", { class: "muted" }, `${name} `), shown(row[name], context)]);
    return h("li", {}, h("time", { datetime: row[date].value }, row[date].value), " ", first ? shown(row[first], context) : "", ...extra);
  }
}
