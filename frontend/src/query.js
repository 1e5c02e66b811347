// The form of a query with parameters, on a site of files: its values go with the query to the editor, which answers it.

const TYPES = { date: "date", decimal: "decimal" };

for (const form of document.querySelectorAll("form[data-editor]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = [...form.querySelectorAll("input[data-kind]")].map(({ name, value, dataset }) => `VALUES ?${name} { ${term(value.trim(), dataset.kind, form.dataset.base)} }\n`);
    const text = document.querySelector("pre code").textContent;
    const target = new URL(form.dataset.editor, document.baseURI);
    target.search = new URLSearchParams({ query: `${text.trimEnd()}\n${values[0]}`.replace(/\bWHERE\s*\{/, (found) => `${found}\n  ${values.slice(1).join("  ")}`) });
    location.assign(target);
  });
}

/** A value as SPARQL writes it, so that nothing that is typed becomes a part of the query. */
function term(value, kind, base) {
  const quoted = `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll(/[\r\n]+/g, " ")}"`;
  if (kind === "iri") return iri(value, base);
  if (kind === "integer" && /^[+-]?\d+$/.test(value)) return value;
  if (kind in TYPES) return `${quoted}^^xsd:${TYPES[kind]}`; // the editor declares the prefix
  return quoted;
}

function iri(value, base) {
  const bare = value.replace(/^<(.*)>$/, "$1");
  if (/^[a-z][\w-]*:[\w.-]+$/i.test(bare) && !bare.startsWith("urn:")) return bare; // with a prefix, which the editor declares
  const whole = /^[a-z][\w+.-]*:/i.test(bare) ? bare : `${base}id/${bare}`;
  return `<${whole.replaceAll(/[\s<>"{}|^`\\]/g, encodeURIComponent)}>`;
}
