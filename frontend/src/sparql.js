// The page of the SPARQL editor: YASGUI's editor and result panel in the place of the plain form.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./sparql.css";
import { block, h } from "./common/dom.js";
import { Links } from "./common/links.js";
import { Store, lacking } from "./common/store.js";
import { completers } from "./sparql/completion.js";
import { downloads, saving } from "./sparql/downloads.js";
import { answering } from "./sparql/here.js";
import { register } from "./sparql/views.js";

const { Yasqe, Yasr } = Yasgui;
const settings = block("editor-settings");
const links = new Links(settings);
const endpoint = new URL("sparql", links.root).href;
const form = document.getElementById("sparql-form");
const place = document.getElementById("editor");
const loading = document.getElementById("loading");
const store = settings.dump ? new Store(settings.dump, (said) => { loading.textContent = said; }) : null;

const yasqe = new Yasqe(place, {
  value: (store && new URLSearchParams(location.search).get("query")) ?? form.elements.query.value, // a server has put it into the form
  autocompleters: completers(Yasqe, settings),
  persistenceId: null,
  consumeShareLink: null,
  createShareableLink: address,
  resizeable: false,
  editorHeight: "auto",
  viewportMargin: Infinity, // the page scrolls, not the editor
  extraKeys: { Tab: false, "Shift-Tab": false }, // the keyboard must find its way out
  requestConfig: {
    endpoint,
    method: (editor) => (editor.getValue().length < 3000 ? "GET" : "POST"),
    queryArgument: "query",
    acceptHeaderGraph: "application/n-triples",
    acceptHeaderSelect: "application/sparql-results+json",
  },
});
yasqe.getInputField().setAttribute("aria-label", "SPARQL query; Control and Enter run it, Control and space complete");
yasqe.getInputField().id = "editor-input";

const yasr = new Yasr(document.getElementById("results"), {
  ...register(Yasr, { links, prefixes: settings.prefixes }),
  persistenceId: null,
  prefixes: settings.prefixes,
  errorRenderers: [async ({ text }) => h("pre", { class: "error-text", role: "alert" }, said(text))],
});
yasr.rootEl.querySelector(".yasr_external_ref_btn")?.remove(); // leads to a site elsewhere
yasr.fillFallbackBox = () => yasr.emptyFallbackElement();

yasqe.on("query", () => history.replaceState(null, "", address(yasqe)));
yasqe.on("queryResponse", (_, response, duration) => {
  yasr.setResponse(response, duration);
  document.getElementById("downloads").replaceChildren(...(response.ok ? (store ? saving(yasqe, store) : downloads(yasqe, endpoint)) : []));
});

if (store) answering(yasqe, store);

form.hidden = true;
document.getElementById("plain-answer")?.remove();
place.hidden = false;
yasqe.refresh();
for (const link of document.querySelectorAll("#examples a")) link.addEventListener("click", show);
if (new URLSearchParams(location.search).has("query")) run();

function run() {
  declare();
  yasqe.query().catch(() => undefined); // what went wrong is shown among the results
}

/** Declares the prefixes that the server knows and the query only uses, so that it can be asked elsewhere too. */
function declare() {
  const lines = lacking(yasqe.getValue(), settings.prefixes);
  if (lines) yasqe.setValue(lines + yasqe.getValue());
}

/** Puts an example into the editor and runs it. */
function show(event) {
  event.preventDefault();
  yasqe.setValue(new URL(event.currentTarget.href).searchParams.get("query"));
  document.getElementById("editor").scrollIntoView({ block: "start" });
  yasqe.focus();
  run();
}

/** The address of this page with the query in it. */
function address(editor) {
  const here = new URL(location.href);
  here.hash = "";
  here.search = new URLSearchParams({ query: editor.getValue() });
  return here.href;
}

/** What the server says of an error, without its wrapping. */
function said(text) {
  try {
    return JSON.parse(text).error ?? text;
  } catch {
    return text;
  }
}
