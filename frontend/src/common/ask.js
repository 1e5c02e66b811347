import { bound } from "./store.js";

/** Rows of a named query of the pages, as objects of texts; null where a column is empty. A store answers where there is one. */
export async function named(root, name, parameters, store) {
  if (store) return store.rows(bound(await text(new URL(`queries/pages/${name}.rq`, root)), parameters));
  const address = new URL(`queries/pages/${name}.json`, root);
  address.search = new URLSearchParams(parameters);
  const { columns, rows } = JSON.parse(await text(address, { headers: { Accept: "application/json" } }));
  return rows.map((row) => (Array.isArray(row) ? Object.fromEntries(columns.map((column, at) => [column, plain(row[at])])) : mapped(row)));
}

async function text(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return answer.text();
}

const plain = (value) => (value !== null && typeof value === "object" ? (value.value ?? null) : (value ?? null));

const mapped = (row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]));
