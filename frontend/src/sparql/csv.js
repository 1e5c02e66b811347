/** An answer as CSV, as SPARQL 1.1 writes it. */
export function csv({ names, rows }) {
  const cell = (term) => (/[",\r\n]/.test(term?.value ?? "") ? `"${term.value.replaceAll('"', '""')}"` : (term?.value ?? ""));
  return [names, ...rows.map((row) => names.map((name) => cell(row[name])))].map((line) => `${line.join(",")}\r\n`).join("");
}
