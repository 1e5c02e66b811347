// The editor of a site of files: the same events as those of a question over HTTP, with the store of this page in the place of a server.
import { lacking } from "../common/store.js";
import { block } from "../common/dom.js";

/** Has an editor ask the store. */
export function answering(yasqe, store) {
  const { prefixes } = block("editor-settings");
  yasqe.query = async () => {
    const started = Date.now();
    const giveUp = new AbortController();
    giveUp.signal.addEventListener("abort", () => store.stop());
    yasqe.emit("query", new Request(location.href), giveUp);
    try {
      const query = yasqe.getValue();
      const { text, type } = await store.ask(lacking(query, prefixes) + query, graph(yasqe) ? "graph" : "table");
      const response = { ok: true, status: 200, statusText: "OK", headers: new Headers({ "content-type": type }), type: "basic", content: text };
      yasqe.emit("queryResponse", response, Date.now() - started);
      yasqe.emit("queryResults", text, Date.now() - started);
      return response;
    } catch (error) {
      yasqe.emit("queryResponse", error, Date.now() - started);
      yasqe.emit("error", error);
      throw error;
    }
  };
}

/** Whether the query of an editor makes a graph. */
export const graph = (yasqe) => ["CONSTRUCT", "DESCRIBE"].includes(yasqe.getQueryType());
