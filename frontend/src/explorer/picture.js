/** The drawing as an SVG text: every label and link stays text and line. */
export function picture(cy) {
  const box = cy.elements().boundingBox();
  const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const round = (value) => Math.round(value * 10) / 10;
  const style = (element, name) => element.style(name);
  const edges = cy.edges().map((edge) => {
    const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
    const middle = edge.midpoint();
    return `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}" stroke="${style(edge, "line-color")}" stroke-width="1.5" marker-end="url(#end)"/>`
      + `<text x="${round(middle.x)}" y="${round(middle.y)}" font-size="10" text-anchor="middle" fill="${style(edge, "color")}">${escaped(edge.data("label"))}</text>`;
  });
  const nodes = cy.nodes().map((node) => {
    const { x, y } = node.position();
    return `<a href="${escaped(node.id())}"><circle cx="${round(x)}" cy="${round(y)}" r="12" fill="${style(node, "background-color")}"/></a>`
      + `<text x="${round(x)}" y="${round(y + 26)}" font-size="12" text-anchor="middle" fill="${style(node, "color")}">${escaped(node.data("shown"))}</text>`;
  });
  const view = [box.x1 - 20, box.y1 - 20, box.w + 40, box.h + 40].map(round).join(" ");
  const arrow = '<defs><marker id="end" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" fill="#777"/></marker></defs>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}" font-family="sans-serif">${arrow}${edges.join("")}${nodes.join("")}</svg>\n`;
}

/** What is drawn, as data. */
export function data(cy) {
  const nodes = cy.nodes().map((node) => ({ iri: node.id(), label: node.data("label"), kind: node.data("kind"), ...node.position() }));
  const links = cy.edges().map((edge) => ({ subject: edge.source().id(), property: edge.data("property"), object: edge.target().id() }));
  return `${JSON.stringify({ nodes, links }, null, 1)}\n`;
}
