// The canvas: vis-network with the server's coordinates, our own marks and names, and buttons instead of the wheel.

import { Names } from "./map-names.js";

const STEP = 1.35;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class MapCanvas {
  constructor(container, picture, map, { onActor, onTie, onNothing }) {
    this.container = container;
    this.map = map;
    this.look = readLook(picture, map);
    container.hidden = false;
    container.style.aspectRatio = `${map.width} / ${map.height}`;
    this.visible = new Set(map.nodes.map((node) => node.id));
    this.drawnLines = new Set(map.edges.map((edge) => edge.id));
    this.focus = { ids: null, lines: null, centre: null };
    this.hovered = null;
    this.names = new Names(map, this.look);
    this.byId = new Map(map.nodes.map((node) => [node.id, node]));
    this.nodes = new vis.DataSet(map.nodes.map((node) => this.visNode(node)));
    this.edges = new vis.DataSet(map.edges.map((edge) => ({ ...edge, color: this.look.line, width: edge.width * this.look.lineScale })));
    this.network = new vis.Network(container, { nodes: this.nodes, edges: this.edges }, map.options);
    container.querySelector("canvas").tabIndex = -1;
    container.querySelector(".vis-network").tabIndex = -1;
    this.network.on("beforeDrawing", (context) => this.drawRegions(context));
    this.network.on("afterDrawing", (context) => this.drawNames(context));
    this.network.on("click", ({ nodes, edges }) => {
      if (nodes.length) onActor(nodes[0]);
      else if (edges.length) onTie(edges[0]);
      else onNothing();
    });
    // vis moves the view only after it has told of the new size.
    this.network.on("resize", () => requestAnimationFrame(() => this.keepView()));
    this.network.on("dragEnd", () => this.noteView(this.network.getViewPosition(), this.network.getScale(), false));
    this.network.on("hoverNode", ({ node }) => this.hover(node));
    this.network.on("blurNode", () => this.hover(null));
    this.fit(false);
    if (this.network.getScale() < 0.45) this.openNear();
  }

  // Every mark is drawn by us, with the shape that the picture has.
  visNode(node) {
    const look = this.look.sectors[node.sector];
    return { id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer: ({ ctx, x, y }) => ({
      drawNode: () => this.drawMark(ctx, x, y, node, look),
      nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
    }) };
  }

  drawMark(context, x, y, node, look) {
    const pixel = 1 / this.network.getScale();
    const hollow = !node.home || node.entity === "unnamed";
    context.save();
    context.globalAlpha = this.isFar(node.id) ? 0.15 : 1;
    if (node.entity === "collective") outline(context, look.shape, x, y, node.size + 2.8, look.fill, 1.2 * pixel);
    context.translate(x, y);
    context.scale(node.size, node.size);
    context.fillStyle = hollow ? this.look.paper : look.fill;
    context.fill(look.shape);
    const chosen = node.id === this.focus.centre || node.id === this.hovered;
    context.lineWidth = ((chosen ? 3 : node.home ? 1.5 : 2.5) * pixel) / node.size;
    context.strokeStyle = chosen ? this.look.ink : hollow ? look.fill : this.look.paper;
    if (node.entity === "unnamed") context.setLineDash([(2.5 * pixel) / node.size, (2 * pixel) / node.size]);
    context.stroke(look.shape);
    context.restore();
  }

  drawRegions(context) {
    const pixel = 1 / this.network.getScale();
    for (const { sector, box, parking } of this.map.regions) {
      const look = this.look.sectors[sector];
      context.save();
      context.fillStyle = context.strokeStyle = look.ground;
      context.lineWidth = pixel;
      context.beginPath();
      context.roundRect(...box, 5 * pixel);
      context.globalAlpha = this.look.groundAlpha;
      context.fill();
      context.globalAlpha = 0.25;
      context.stroke();
      context.globalAlpha = 1;
      context.beginPath();
      context.rect(...box);
      context.clip();
      context.fillStyle = look.title;
      context.font = `650 ${15 * pixel}px ${this.look.font}`;
      context.fillText(look.name, box[0] + 10 * pixel, box[1] + 20 * pixel);
      if (parking && pixel < 1.6) {
        context.fillStyle = this.look.soft;
        context.font = `${11 * pixel}px ${this.look.font}`;
        context.fillText(look.parked, parking[0], parking[1] + 11 * this.map.unit);
      }
      context.restore();
    }
  }

  drawNames(context) {
    const whole = this.wholeScale();
    const { visible, hovered, focus } = this;
    this.names.draw(context, this.network.getScale(), { whole, visible, hovered, focus: focus.centre, isFar: (id) => this.isFar(id) });
  }

  isFar(id) {
    return this.focus.ids !== null && !this.focus.ids.has(id);
  }

  shows(id) {
    return this.visible.has(id);
  }

  show(nodes, edges) {
    const changes = (all, before, now) =>
      all.filter(({ id }) => now.has(id) !== before.has(id)).map(({ id }) => ({ id, hidden: !now.has(id) }));
    const changedNodes = changes(this.map.nodes, this.visible, nodes);
    const changedEdges = changes(this.map.edges, this.drawnLines, edges);
    this.visible = nodes;
    this.drawnLines = edges;
    this.nodes.update(changedNodes);
    this.edges.update(changedEdges);
    if (changedNodes.length + changedEdges.length) this.redraw();
  }

  highlight(id, { move, covered }) {
    const lines = this.map.edges.filter((edge) => edge.from === id || edge.to === id);
    const ids = id === null ? null : new Set([id, ...lines.flatMap((edge) => [edge.from, edge.to])]);
    this.setFocus({ ids, lines: ids && new Set(lines.map((edge) => edge.id)), centre: id });
    if (id !== null && (move || this.isCovered(id, covered))) this.showAll([...ids].map((other) => this.byId.get(other)), covered);
  }

  highlightTie(tie) {
    this.setFocus({ ids: new Set([tie.from, tie.to]), lines: new Set([tie.id]), centre: null });
  }

  setFocus(focus) {
    const before = this.focus.lines;
    this.focus = focus;
    const look = (id, lines) => (lines === null ? "line" : lines.has(id) ? "near" : "far");
    const changed = this.map.edges.filter((edge) => look(edge.id, before) !== look(edge.id, focus.lines));
    this.edges.update(changed.map((edge) => ({ id: edge.id, color: this.look[look(edge.id, focus.lines)] })));
    this.redraw();
  }

  hover(id) {
    this.hovered = id;
    this.container.classList.toggle("is-over", id !== null);
    this.network.redraw();
  }

  redraw() {
    this.names.forget();
    this.network.redraw();
  }

  act(name) {
    const view = this.network.getViewPosition();
    const scale = this.network.getScale();
    const { clientWidth, clientHeight } = this.container;
    const by = (across, down) => ({ x: view.x + (across * clientWidth) / scale / 4, y: view.y + (down * clientHeight) / scale / 4 });
    const acts = {
      in: () => this.moveTo(view, scale * STEP),
      out: () => this.moveTo(view, scale / STEP),
      all: () => this.fit(true),
      left: () => this.moveTo(by(-1, 0), scale),
      right: () => this.moveTo(by(1, 0), scale),
      up: () => this.moveTo(by(0, -1), scale),
      down: () => this.moveTo(by(0, 1), scale),
    };
    acts[name]();
  }

  wholeScale() {
    return Math.min(this.container.clientWidth / this.map.width, this.container.clientHeight / this.map.height);
  }

  fit(animated) {
    this.moveTo({ x: this.map.width / 2, y: this.map.height / 2 }, this.wholeScale(), 0, animated);
    this.view.whole = true;
  }

  // A narrow screen opens on the neighbourhood of the best connected actor; the whole map is a button away.
  openNear() {
    const most = this.map.nodes.reduce((best, node) => (node.size > best.size ? node : best));
    this.moveTo(most, 0.8 / this.map.unit, 0, false);
  }

  isCovered(id, covered) {
    const { x } = this.network.canvasToDOM(this.byId.get(id));
    return x > this.container.clientWidth - covered - 40;
  }

  // Bring some nodes into the part of the canvas that the panel leaves free, without blank space at the sides.
  showAll(nodes, covered) {
    const wide = this.container.clientWidth - covered;
    const high = this.container.clientHeight;
    const [left, right] = range(nodes.map((node) => node.x));
    const [top, bottom] = range(nodes.map((node) => node.y));
    const all = Math.min(wide / this.map.width, high / this.map.height);
    const near = Math.min(wide / (right - left + 160), high / (bottom - top + 100));
    const scale = Math.max(all, Math.min(near, 1.3 / this.map.unit));
    const x = within((left + right) / 2, wide / scale, this.map.width);
    const y = within((top + bottom) / 2, high / scale, this.map.height);
    this.moveTo({ x, y }, scale, -covered / 2);
  }

  moveTo({ x, y }, scale, across = 0, animated = true) {
    const animation = animated && !calm.matches ? { duration: 250, easingFunction: "easeInOutQuad" } : false;
    const bounded = Math.min(Math.max(scale, 0.05), 6);
    this.network.moveTo({ position: { x, y }, scale: bounded, offset: { x: across, y: 0 }, animation });
    this.noteView({ x: x - across / bounded, y }, bounded, false);
  }

  noteView(middle, scale, whole) {
    this.view = { middle, scale, whole };
  }

  // vis changes the scale when its element changes size, and drifts; the reader expects the same view as before.
  keepView() {
    if (!this.container.clientWidth || !this.view) return;
    if (this.view.whole) this.fit(false);
    else this.moveTo(this.view.middle, this.view.scale, 0, false);
  }
}

function range(numbers) {
  return [Math.min(...numbers), Math.max(...numbers)];
}

// The middle of a view that stays on the sheet, or that of the sheet when the view is wider.
function within(middle, view, sheet) {
  return view >= sheet ? sheet / 2 : Math.min(Math.max(middle, view / 2), sheet - view / 2);
}

function outline(context, shape, x, y, size, colour, width) {
  context.save();
  context.translate(x, y);
  context.scale(size, size);
  context.strokeStyle = colour;
  context.lineWidth = width / size;
  context.stroke(shape);
  context.restore();
}

// Colours and words come from the picture, so that the style sheet and the templates say them once.
function readLook(picture, map) {
  const styleOf = (selector) => getComputedStyle(picture.querySelector(selector) ?? picture);
  const line = styleOf(".line");
  const ink = getComputedStyle(document.body).color;
  const sectors = {};
  for (const { sector } of map.regions) {
    const region = picture.querySelector(`.region[data-sector="${sector}"]`);
    const colour = getComputedStyle(region.querySelector(".region-name")).fill;
    sectors[sector] = {
      shape: new Path2D(map.shapes[sector]),
      fill: colour,
      ground: colour,
      title: colour,
      name: region.querySelector(".region-name").textContent,
      parked: region.querySelector(".parking-name")?.textContent ?? "",
    };
  }
  const stroke = line.stroke === "none" ? ink : line.stroke;
  return {
    sectors,
    ink,
    soft: styleOf(".parking-name").fill,
    paper: getComputedStyle(picture.closest(".map-frame")).backgroundColor,
    font: getComputedStyle(picture).fontFamily,
    lineScale: map.edges.length > 1500 ? 0.6 : 1,
    groundAlpha: matchMedia("(forced-colors: active)").matches ? 0 : 0.055,
    line: { color: stroke, hover: stroke, highlight: stroke, inherit: false, opacity: Number(line.strokeOpacity) },
    near: { color: ink, hover: ink, highlight: ink, inherit: false, opacity: 0.85 },
    far: { color: stroke, hover: stroke, highlight: stroke, inherit: false, opacity: Number(line.strokeOpacity) / 6 },
  };
}
