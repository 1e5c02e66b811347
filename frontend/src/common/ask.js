/** Rows of a named query of the pages, as objects of texts; null where a column is empty. */
export async function named(root, name, parameters) {
  const address = new URL(`queries/pages/${name}.json`, root);
  address.search = new URLSearchParams(parameters);
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  const { columns, rows } = await answer.json();
  return rows.map((row) => (Array.isArray(row) ? Object.fromEntries(columns.map((column, at) => [column, plain(row[at])])) : mapped(row)));
}

const plain = (value) => (value !== null && typeof value === "object" ? (value.value ?? null) : (value ?? null));

const mapped = (row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]));
