// An answer of the endpoint as rows of terms, and what its columns are good for.

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const DATE = /^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/;
const POINT = /^\s*(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)\s*$/i;

const read = new WeakMap(); // every view looks at the same answer

/** The text of an answer with its variables and rows; rows are null for a truth value. Terms are {value, type, …} as in SPARQL's JSON. */
export function answer(results) {
  if (!read.has(results)) read.set(results, reading(results));
  return read.get(results);
}

function reading(results) {
  const text = results.getOriginalResponseAsString() ?? "";
  if (results.getType() !== "json") {
    const rows = results.getBindings() ?? [];
    return { text, names: results.getVariables(), rows };
  }
  const { head, boolean, results: found } = JSON.parse(text); // not the panel's own reading, which replaces {{…}} in texts
  return { text, names: head.vars ?? [], rows: found?.bindings ?? null, truth: boolean };
}

/** Which columns can be drawn: a date, a number, a label (of an IRI or a text), a second label, and points. */
export function columns({ names, rows }) {
  const filled = (rows ?? []).slice(0, 200);
  const all = (name, test) => filled.some((row) => row[name]) && filled.every((row) => !row[name] || test(row[name]));
  const dates = names.filter((name) => all(name, date));
  const coordinates = [["lat", "long"], ["lat", "lon"], ["lat", "lng"], ["latitude", "longitude"]];
  const pair = coordinates.find(([north, east]) => all(north, number) && all(east, number)) ?? [];
  const numbers = names.filter((name) => !dates.includes(name) && !pair.includes(name) && all(name, number));
  const shapes = names.filter((name) => all(name, ({ value }) => POINT.test(value)));
  const rest = names.filter((name) => ![...dates, ...numbers, ...shapes, ...pair].includes(name));
  const texts = rest.filter((name) => filled.some((row) => row[name] && row[name].type !== "uri"));
  return {
    date: dates[0],
    number: numbers[0],
    labels: [...texts, ...rest.filter((name) => !texts.includes(name))],
    points: shapes.length ? shapes.slice(0, 1) : pair,
  };
}

/** Latitude and longitude of a row, or null. */
export function point(row, [first, second]) {
  const shape = second === undefined ? POINT.exec(row[first]?.value ?? "") : null;
  const [north, east] = second === undefined ? [shape?.[2], shape?.[1]] : [row[first]?.value, row[second]?.value];
  return north === undefined || east === undefined ? null : [Number(north), Number(east)];
}

const number = ({ type, value }) => type !== "uri" && NUMBER.test(value);
const date = ({ type, value, datatype }) => type !== "uri" && DATE.test(value) && (/#(date|dateTime|gYear|gYearMonth)$/.test(datatype ?? "") || value.length > 4);
