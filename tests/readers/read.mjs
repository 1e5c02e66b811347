// Reads an exported network with a library of others and prints what it found: node read.mjs cytoscape|graphology|gexf FILE
import { readFileSync } from "node:fs";

const [, , reader, file] = process.argv;
const text = readFileSync(file, "utf8");

const readers = {
  async cytoscape() {
    const { default: cytoscape } = await import("cytoscape");
    const graph = cytoscape({ headless: true, styleEnabled: true, ...JSON.parse(text) });
    return {
      nodes: Object.fromEntries(graph.nodes().map((node) => [node.id(), node.data()])),
      edges: graph.edges().map((edge) => edge.data()),
      colours: Object.fromEntries(graph.nodes().map((node) => [node.data("kind"), node.style("background-color")])),
    };
  },
  async graphology() {
    const { MultiDirectedGraph } = await import("graphology");
    return listed(MultiDirectedGraph.from(JSON.parse(text)));
  },
  async gexf() {
    const { MultiDirectedGraph } = await import("graphology");
    const { default: gexf } = await import("graphology-gexf");
    return listed(gexf.parse(MultiDirectedGraph, text));
  },
};

function listed(graph) {
  return {
    nodes: Object.fromEntries(graph.mapNodes((key, attributes) => [key, attributes])),
    edges: graph.mapEdges((id, attributes, source, target) => ({ ...attributes, id, source, target })),
  };
}

// cytoscape.js keeps a clock running, so that the process would not end by itself.
process.stdout.write(JSON.stringify(await readers[reader]()), () => process.exit(0));
