"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const canvas = byId("picture"), pen = canvas.getContext("2d"), details = byId("details");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const nodes = data.nodes.map((said, at) => ({ said, at, x: 0, y: 0, dx: 0, dy: 0, edges: [] }));
  const known = new Map(nodes.map((node) => [node.said.id, node]));
  const edges = data.edges.map((said) => ({ said, from: known.get(said.source), to: known.get(said.target) }));
  for (const edge of edges) { edge.from.edges.push(edge); if (edge.to !== edge.from) edge.to.edges.push(edge); }
  const ranked = [...nodes].sort((one, other) => other.edges.length - one.edges.length || one.at - other.at);
  const drawnAtMost = 2500, drawn = ranked.slice(0, drawnAtMost);
  const kinds = new Set(Object.keys(data.looks));
  let from = null, to = null, chosen = null, over = null, scale = 1, left = 0, top = 0, heat = 1;

  // Where nodes begin is the same each time: a spiral, the busiest in the middle.
  drawn.forEach((node, rank) => {
    const angle = rank * 2.399963, far = 22 * Math.sqrt(rank + 0.5);
    node.x = far * Math.cos(angle); node.y = far * Math.sin(angle);
  });
  const radius = (node) => 4 + 2 * Math.sqrt(node.edges.length);
  const year = (day) => (day ? Number(day.slice(0, 4)) : null);
  const timely = (said) => {
    if (from === null && to === null) return true;
    const first = year(said.start), last = year(said.end);
    if (first === null && last === null) return false;
    return (to === null || first === null || first <= to) && (from === null || last === null || last >= from);
  };
  const seen = (node) => kinds.has(node.said.kind);
  const edgeSeen = (edge) => timely(edge.said) && seen(edge.from) && seen(edge.to);
  let shownNodes = [], shownEdges = [];

  function select() {
    const allEdges = edges.filter(edgeSeen);
    const touched = new Set(allEdges.flatMap((edge) => [edge.from, edge.to]));
    shownNodes = drawn.filter((node) => seen(node) && (from === null && to === null ? true : touched.has(node)));
    const there = new Set(shownNodes);
    shownEdges = allEdges.filter((edge) => there.has(edge.from) && there.has(edge.to));
    const more = nodes.length > drawnAtMost ? `; the ${drawnAtMost} with most edges are drawn` : "";
    byId("counts").textContent = `${shownNodes.length} of ${nodes.length} nodes, ${shownEdges.length} of ${edges.length} edges${more}`;
    heat = Math.max(heat, 0.5);
    draw();
  }

  function step() {
    const cell = 120, grid = new Map();
    for (const node of shownNodes) {
      const key = `${Math.floor(node.x / cell)},${Math.floor(node.y / cell)}`;
      if (!grid.has(key)) grid.set(key, []);
      grid.get(key).push(node);
      node.dx = -node.x * 0.008; node.dy = -node.y * 0.008;
    }
    for (const node of shownNodes) {
      const column = Math.floor(node.x / cell), row = Math.floor(node.y / cell);
      for (let x = column - 1; x <= column + 1; x++) for (let y = row - 1; y <= row + 1; y++) for (const other of grid.get(`${x},${y}`) || []) {
        if (other === node) continue;
        const dx = node.x - other.x || (node.at - other.at) * 0.01, dy = node.y - other.y || 0.01;
        const far = Math.hypot(dx, dy);
        if (far >= cell) continue;
        // The push fades to nothing at the reach of the cells looked at, or nodes would settle on their borders.
        const push = 75 / (far * far + 20) * (1 - far / cell);
        node.dx += dx * push; node.dy += dy * push;
      }
    }
    for (const { from: one, to: other } of shownEdges) {
      const dx = other.x - one.x, dy = other.y - one.y, far = Math.hypot(dx, dy) || 1;
      const pull = (far - 60) / far * 0.5;
      const a = pull / Math.sqrt(one.edges.length), b = pull / Math.sqrt(other.edges.length);
      one.dx += dx * a; one.dy += dy * a; other.dx -= dx * b; other.dy -= dy * b;
    }
    const most = 30 * heat;
    for (const node of shownNodes) {
      const far = Math.hypot(node.dx, node.dy) || 1, go = Math.min(far, most) / far;
      node.x += node.dx * go; node.y += node.dy * go;
    }
    heat *= 0.985;
  }

  function fit() {
    if (!shownNodes.length) return;
    const xs = shownNodes.map((node) => node.x), ys = shownNodes.map((node) => node.y);
    const box = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const { clientWidth: wide, clientHeight: high } = canvas;
    scale = Math.min(2.5, 0.9 * Math.min(wide / (box[1] - box[0] + 80), high / (box[3] - box[2] + 80)));
    left = wide / 2 - scale * (box[0] + box[1]) / 2; top = high / 2 - scale * (box[2] + box[3]) / 2;
  }

  function shape(kind, x, y, r) {
    const how = data.looks[kind].shape;
    pen.beginPath();
    if (how === "square") pen.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
    else if (how === "diamond") { pen.moveTo(x, y - r * 1.2); pen.lineTo(x + r * 1.2, y); pen.lineTo(x, y + r * 1.2); pen.lineTo(x - r * 1.2, y); pen.closePath(); }
    else if (how === "triangle") { pen.moveTo(x, y - r * 1.15); pen.lineTo(x + r * 1.1, y + r * 0.8); pen.lineTo(x - r * 1.1, y + r * 0.8); pen.closePath(); }
    else pen.arc(x, y, r, 0, 7);
  }

  const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

  function draw() {
    const ratio = devicePixelRatio || 1, { clientWidth: wide, clientHeight: high } = canvas;
    if (canvas.width !== wide * ratio || canvas.height !== high * ratio) { canvas.width = wide * ratio; canvas.height = high * ratio; }
    const style = getComputedStyle(document.documentElement), ink = style.getPropertyValue("--ink"), pale = style.getPropertyValue("--edge");
    const mark = style.getPropertyValue("--mark"), paper = style.getPropertyValue("--paper");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, wide, high);
    const near = chosen && chosen.edges ? new Set([chosen, ...chosen.edges.flatMap((edge) => [edge.from, edge.to])]) : null;
    for (const edge of shownEdges) {
      const lit = edge === chosen || edge.from === chosen || edge.to === chosen;
      const x1 = left + scale * edge.from.x, y1 = top + scale * edge.from.y, x2 = left + scale * edge.to.x, y2 = top + scale * edge.to.y;
      pen.globalAlpha = near && !lit ? 0.15 : 0.8;
      pen.strokeStyle = lit ? mark : pale; pen.lineWidth = lit ? 1.8 : 1;
      pen.setLineDash(edge.said.asserted === false ? [5, 4] : []);
      pen.beginPath(); pen.moveTo(x1, y1); pen.lineTo(x2, y2); pen.stroke();
      if (scale > 0.5 || lit) {
        const angle = Math.atan2(y2 - y1, x2 - x1), r = radius(edge.to) * Math.max(scale, 0.5) + 2, x = x2 - r * Math.cos(angle), y = y2 - r * Math.sin(angle);
        pen.setLineDash([]); pen.fillStyle = pen.strokeStyle;
        pen.beginPath(); pen.moveTo(x, y); pen.lineTo(x - 7 * Math.cos(angle - 0.4), y - 7 * Math.sin(angle - 0.4)); pen.lineTo(x - 7 * Math.cos(angle + 0.4), y - 7 * Math.sin(angle + 0.4)); pen.fill();
      }
    }
    pen.setLineDash([]);
    for (const node of shownNodes) {
      const r = radius(node) * Math.max(scale, 0.5);
      pen.globalAlpha = near && !near.has(node) ? 0.25 : 1;
      pen.fillStyle = data.looks[node.said.kind].colour;
      shape(node.said.kind, left + scale * node.x, top + scale * node.y, r); pen.fill();
      if (node === chosen || node === over) { pen.strokeStyle = mark; pen.lineWidth = 2.5; pen.stroke(); }
    }
    pen.font = "12px system-ui, sans-serif"; pen.textBaseline = "middle";
    const boxes = [], first = [over, chosen, ...(near ? [...near] : [])].filter((node) => node && node.edges && shownNodes.includes(node));
    for (const node of new Set([...first, ...shownNodes])) {
      const x = left + scale * node.x + radius(node) * Math.max(scale, 0.5) + 3, y = top + scale * node.y;
      if (x < -200 || y < 0 || x > wide || y > high || (near && !near.has(node))) continue;
      const words = short(node.said.label, node === over || node === chosen ? 90 : 34), box = [x, y - 7, x + pen.measureText(words).width, y + 7];
      if (boxes.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      boxes.push(box);
      pen.globalAlpha = 1; pen.lineWidth = 3; pen.strokeStyle = paper; pen.strokeText(words, x, y);
      pen.fillStyle = ink; pen.fillText(words, x, y);
    }
    pen.globalAlpha = 1;
  }

  const made = (name, text, ...inside) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    element.append(...inside);
    return element;
  };
  const link = (address, text) => {
    if (!/^https?:/.test(address || "")) return document.createTextNode(text);
    const element = made("a", text);
    element.href = address; element.rel = "noopener noreferrer";
    return element;
  };
  const chooser = (node, text) => {
    const button = made("button", text);
    button.type = "button"; button.dir = "auto";
    button.addEventListener("click", () => choose(node));
    return button;
  };
  const days = ({ start, end }) => (start && end ? (start === end ? start : `${start} to ${end}`) : start ? `from ${start}` : end ? `until ${end}` : "");
  const hidden = new Set(["id", "label", "kind", "page", "start", "end", "document", "claim", "claims", "quote", "certainty", "asserted", "source", "target"]);

  function choose(thing) {
    chosen = thing;
    details.replaceChildren();
    if (thing) {
      const { said } = thing, isEdge = !thing.edges;
      const title = made("h2", isEdge ? said.label : "");
      title.dir = "auto";
      if (!isEdge) title.append(link(said.page, said.label));
      details.append(title);
      const list = made("dl");
      const row = (name, ...value) => list.append(made("dt", name), made("dd", "", ...value));
      row("kind", said.kind);
      if (isEdge) { row("from", chooser(thing.from, thing.from.said.label)); row("to", chooser(thing.to, thing.to.said.label)); }
      if (days(said)) row("time", days(said));
      for (const [name, value] of Object.entries(said)) if (!hidden.has(name)) row(name, String(value));
      details.append(list);
      if (said.certainty && said.asserted === false) { const doubt = made("p", said.certainty); doubt.className = "doubt"; details.append(doubt); }
      if (said.quote) {
        const quote = made("blockquote", said.quote); quote.dir = "auto"; details.append(quote);
        details.append(made("p", "", document.createTextNode(`${said.document}: `), link(said.claim, "the claim and its place in the report")));
      }
      if (!isEdge) {
        const ties = made("ul");
        for (const edge of thing.edges.slice(0, 200)) {
          const other = edge.from === thing ? edge.to : edge.from;
          const item = made("li", "", chooser(edge, edge.said.label), document.createTextNode(edge.from === thing ? " → " : " ← "), chooser(other, other.said.label));
          ties.append(item);
        }
        details.append(ties);
      }
    }
    draw();
  }

  const place = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  function at([x, y]) {
    let best = null, least = Infinity;
    for (const node of shownNodes) {
      const far = Math.hypot(left + scale * node.x - x, top + scale * node.y - y) - radius(node) * Math.max(scale, 0.5);
      if (far < least) { least = far; best = node; }
    }
    if (least < 5) return best;
    for (const edge of shownEdges) {
      const x1 = left + scale * edge.from.x, y1 = top + scale * edge.from.y, x2 = left + scale * edge.to.x, y2 = top + scale * edge.to.y;
      const along = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2 || 1)));
      if (Math.hypot(x1 + along * (x2 - x1) - x, y1 + along * (y2 - y1) - y) < 4) return edge;
    }
    return null;
  }
  let held = null, moved = false;
  canvas.addEventListener("pointerdown", (event) => { held = { spot: place(event), node: at(place(event)) }; moved = false; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    const spot = place(event);
    if (held) {
      const dx = spot[0] - held.spot[0], dy = spot[1] - held.spot[1];
      if (Math.hypot(dx, dy) > 3 || moved) {
        moved = true; held.spot = spot;
        if (held.node && held.node.edges) { held.node.x += dx / scale; held.node.y += dy / scale; } else { left += dx; top += dy; }
        draw();
      }
      return;
    }
    const found = at(spot), node = found && found.edges ? found : null;
    canvas.classList.toggle("over", Boolean(found));
    if (node !== over) { over = node; draw(); }
  });
  canvas.addEventListener("pointerup", (event) => { if (held && !moved) choose(at(place(event))); held = null; });
  const zoom = (factor, [x, y]) => { left = x - factor * (x - left); top = y - factor * (y - top); scale *= factor; draw(); };
  canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoom(Math.exp(-event.deltaY / 400), place(event)); }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const middle = [canvas.clientWidth / 2, canvas.clientHeight / 2];
    const keys = { "+": () => zoom(1.25, middle), "-": () => zoom(0.8, middle), 0: () => { fit(); draw(); }, Escape: () => choose(null),
      ArrowLeft: () => { left += 40; draw(); }, ArrowRight: () => { left -= 40; draw(); }, ArrowUp: () => { top += 40; draw(); }, ArrowDown: () => { top -= 40; draw(); } };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  for (const kind of Object.keys(data.looks)) {
    const box = made("input"), swatch = made("span");
    box.type = "checkbox"; box.checked = true;
    swatch.className = "swatch"; swatch.style.background = data.looks[kind].colour;
    box.addEventListener("change", () => { box.checked ? kinds.add(kind) : kinds.delete(kind); select(); });
    byId("kinds").append(made("label", "", box, swatch, document.createTextNode(kind)));
  }
  const years = [...edges, ...nodes].flatMap(({ said }) => [year(said.start), year(said.end)]).filter((one) => one !== null);
  for (const [id, best] of [["from", Math.min], ["to", Math.max]]) {
    const input = byId(id);
    if (years.length) { input.placeholder = years.reduce((one, other) => best(one, other)); input.min = years.reduce((a, b) => Math.min(a, b)); input.max = years.reduce((a, b) => Math.max(a, b)); }
    input.addEventListener("input", () => { const value = input.value ? Number(input.value) : null; if (id === "from") from = value; else to = value; select(); });
  }
  for (const node of ranked.slice(0, 5000)) {
    const option = made("option"); option.value = node.said.label; byId("labels").append(option);
  }
  byId("all").addEventListener("toggle", () => {
    if (byId("list").childElementCount) return;
    for (const node of ranked) byId("list").append(made("li", "", chooser(node, node.said.label), document.createTextNode(` ${node.said.kind}, ${node.edges.length}`)));
  });
  byId("find").addEventListener("input", () => {
    const words = byId("find").value.trim().toLowerCase();
    if (!words) return;
    const found = ranked.find((node) => node.said.label.toLowerCase() === words) || ranked.find((node) => node.said.label.toLowerCase().includes(words));
    if (found) choose(found);
  });
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  byId("controls").addEventListener("reset", () => {
    from = to = null; Object.keys(data.looks).forEach((kind) => kinds.add(kind)); choose(null); setTimeout(() => { select(); fit(); draw(); });
  });
  addEventListener("resize", () => { fit(); draw(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  select();
  heat = 1;
  for (let turn = 0; turn < (still || shownNodes.length < 800 ? 250 : 60); turn++) step();
  fit(); draw();
  let turns = 0;
  const go = () => { if (still || heat < 0.03 || turns++ > 250) { document.body.dataset.ready = "yes"; return; } step(); if (!held && turns % 3 === 0) { if (turns < 60) fit(); draw(); } requestAnimationFrame(go); };
  go();
})();
