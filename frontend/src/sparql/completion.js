// What the editor offers while one types: classes and properties of this data set with their labels, and its prefixes.

/** Registers completers that ask nobody; returns their names. */
export function completers(Yasqe, { terms, prefixes }) {
  const known = Yasqe.Autocompleters;
  const offer = (kind) => ({
    ...known[kind],
    name: kind,
    get: (_, token) => matching(terms.filter((term) => term.kind === kind), token?.autocompletionString ?? "").map(({ iri }) => iri),
    postProcessSuggestion: (yasqe, token, iri) => written(yasqe, token, iri, prefixes),
    postprocessHints: (yasqe, hints) => hints.map((hint) => ({ ...hint, displayText: described(hint.text, terms, prefixes) })),
    persistenceId: null,
  });
  Yasqe.registerAutocompleter(offer("class"));
  Yasqe.registerAutocompleter(offer("property"));
  Yasqe.registerAutocompleter({
    ...known.prefixes,
    get: () => Object.entries(prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`).sort(),
    persistenceId: null,
  });
  return ["prefixes", "variables", "class", "property"].filter((name) => name in Yasqe.Autocompleters);
}

/** Terms whose IRI begins with what is typed, then those whose name or label holds it; the most used first. */
function matching(terms, typed) {
  const word = typed.toLowerCase().replace(/^.*[#/:]/, "");
  const fits = ({ iri, label }) => iri.startsWith(typed) || (word && (iri.toLowerCase().replace(/^.*[#/]/, "").includes(word) || label.toLowerCase().includes(word)));
  const rank = ({ iri, uses }) => uses + (typed && iri.startsWith(typed) ? 1e12 : 0);
  return terms.filter(fits).sort((one, other) => rank(other) - rank(one) || (one.iri < other.iri ? -1 : 1));
}

/** An IRI as the query would write it: with the prefix that is typed or declared, else in brackets. */
function written(yasqe, token, iri, prefixes) {
  const declared = { ...prefixes, ...yasqe.getPrefixesFromQuery() };
  for (const [prefix, namespace] of Object.entries(declared)) {
    if (iri.startsWith(namespace) && /^[\w-]+$/.test(iri.slice(namespace.length))) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  return `<${iri}>`;
}

function described(text, terms, prefixes) {
  const [, prefix, local] = /^([\w-]*):(.*)$/.exec(text) ?? [];
  const iri = text.startsWith("<") ? text.slice(1, -1) : (prefixes[prefix] ?? "") + local;
  const term = terms.find((one) => one.iri === iri);
  return term ? `${text}  ${term.label}${term.uses ? ` (${term.uses})` : ""}` : text;
}
