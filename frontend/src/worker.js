// The query engine of a site of files, away from the page: loads the data set at the first question, and answers.
import init, { Store } from "oxigraph/web.js";

const FORMATS = { table: "application/sparql-results+json", graph: "application/n-triples" };
let loaded;

self.addEventListener("message", async ({ data: { number, dump, query, format } }) => {
  try {
    loaded ??= load(dump);
    const store = await loaded;
    const started = performance.now();
    const type = FORMATS[format] ?? format;
    const text = store.query(query, { use_default_graph_as_union: !/\bFROM\b/i.test(bare(query)), results_format: type });
    self.postMessage({ number, text, type, milliseconds: performance.now() - started });
  } catch (error) {
    self.postMessage({ number, error: String(error?.message ?? error) });
  }
});

async function load(dump) {
  try {
    const [pieces] = await Promise.all([fetched(dump), init({ module_or_path: new URL("oxigraph.wasm", import.meta.url) })]);
    self.postMessage({ said: "Reading the data set …" });
    const store = new Store();
    store.load(pieces, { format: "application/n-quads", no_transaction: true, lenient: true });
    self.postMessage({ said: "" });
    return store;
  } catch (error) {
    loaded = undefined; // the next question tries again
    throw error;
  }
}

/** The bytes of a file, in pieces and unpacked: some hosts unpack what is packed, others do not. */
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the data set is not there (${answer.status} ${answer.statusText})`);
  const size = Number(answer.headers.get("content-length"));
  const pieces = [];
  let read = 0;
  for await (const piece of stream(answer.body)) {
    pieces.push(piece);
    read += piece.length;
    self.postMessage({ said: `Loading the data set: ${megabytes(read)}${size >= read ? ` of ${megabytes(size)}` : ""} MB` });
  }
  if (pieces[0]?.[0] !== 0x1f || pieces[0]?.[1] !== 0x8b) return pieces;
  const unpacked = [];
  for await (const piece of stream(new Blob(pieces).stream().pipeThrough(new DecompressionStream("gzip")))) unpacked.push(piece);
  return unpacked;
}

async function* stream(body) {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

const bare = (query) => query.replace(/<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#.*|[?$:]\w+|\w+:\w*/g, " ");
