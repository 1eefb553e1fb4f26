// Names on the canvas: of one size on the screen at every scale, and never on top of each other.

const TEXT = 11.5;
const LINE = 13;
const CROWDED = 250;
const NAMES_WHEN_CROWDED = 120;
const SIDES = ["below", "right", "left", "above"];
const LEAST_LETTERS = 8;

export class Names {
  constructor(map, look) {
    this.map = map;
    this.look = look;
    this.width = ruler(look.font);
    this.byId = new Map(map.nodes.map((node) => [node.id, node]));
    this.ends = new Map(map.regions.map(({ sector, box }) => [sector, box[2]]));
    this.forget();
  }

  // Place the names anew before the next drawing: what is shown or highlighted has changed.
  forget() {
    this.placed = { scale: 0, places: [] };
  }

  // `view` tells the scale at which the whole map is seen, who is visible, hovered, highlighted and far from it.
  draw(context, scale, view) {
    context.textBaseline = "alphabetic";
    context.lineJoin = "round";
    if (Math.abs(scale / this.placed.scale - 1) > 0.02) this.placed = { scale, places: this.place(scale, view) };
    for (const place of this.placed.places) if (place.node.id !== view.hovered) this.drawName(context, place, scale, view);
    const hovered = this.byId.get(view.hovered);
    if (hovered) this.drawName(context, this.ways(hovered, scale).next().value, scale, view);
  }

  drawName(context, { node, lines, x, y, align }, scale, { focus, hovered, isFar }) {
    const strong = node.id === focus || node.id === hovered;
    context.save();
    context.globalAlpha = isFar(node.id) && !strong ? 0.15 : 1;
    context.font = `${strong ? 700 : 400} ${TEXT / scale}px ${this.look.font}`;
    context.textAlign = align;
    context.fillStyle = this.look.ink;
    context.strokeStyle = this.look.paper;
    context.lineWidth = 3.5 / scale;
    lines.forEach((line, index) => {
      context.strokeText(line, x, y + (index * LINE) / scale);
      context.fillText(line, x, y + (index * LINE) / scale);
    });
    context.restore();
  }

  // Names in order of importance, each where it covers no mark and no other name at this scale, else nowhere.
  place(scale, { whole, visible, focus, isFar }) {
    const paper = new Paper(48 / scale);
    const shown = this.map.nodes.filter((node) => visible.has(node.id));
    const rank = (node) => (node.id === focus ? 2000 : isFar(node.id) ? 0 : 1000) + node.size;
    const ranked = shown.sort((one, other) => rank(other) - rank(one));
    for (const { sector, box, parking } of this.map.regions) {
      const width = this.width(this.look.sectors[sector].name) * 1.4;
      paper.take([box[0], box[1], box[0] + (width + 10) / scale, box[1] + 24 / scale]);
      if (parking) paper.take([parking[0], parking[1], parking[0] + 170 / scale, parking[1] + 13 * this.map.unit]);
    }
    for (const { x, y, size } of ranked.slice(0, CROWDED)) paper.take([x - size, y - size, x + size, y + size]);
    const places = [];
    const most = shown.length > CROWDED ? NAMES_WHEN_CROWDED * (scale / whole) ** 2 : shown.length;
    for (const node of ranked.slice(0, most)) {
      for (const way of this.ways(node, scale)) {
        if (!this.onSheet(way.box) || this.leavesStrip(way) || !paper.isFree(way.box)) continue;
        paper.take(way.box);
        places.push(way);
        break;
      }
    }
    return places;
  }

  onSheet([left, top, right, bottom]) {
    return left >= 0 && top >= 0 && right <= this.map.width && bottom <= this.map.height;
  }

  // Those without any registered collaboration stand in rows: their names keep to one line inside the sector.
  leavesStrip({ node, box }) {
    return node.parked && box[2] > this.ends.get(node.sector);
  }

  *ways(node, scale) {
    if (node.parked) for (const line of shortened(node.label)) yield* this.turned(node, [line], ["right"], scale);
    else for (const lines of node.ways) yield* this.turned(node, lines, SIDES, scale);
  }

  *turned(node, lines, sides, scale) {
    const width = Math.max(...lines.map((line) => this.width(line))) / scale;
    const height = (lines.length * LINE) / scale;
    const reach = node.size + 4.5;
    for (const side of sides) {
      const left = side === "right" ? node.x + reach : side === "left" ? node.x - reach - width : node.x - width / 2;
      const top = side === "below" ? node.y + reach : side === "above" ? node.y - reach - height : node.y - height / 2;
      const align = side === "right" ? "left" : side === "left" ? "right" : "center";
      const x = align === "left" ? left : align === "right" ? left + width : node.x;
      yield { node, lines, align, x, y: top + 11 / scale, box: [left, top, left + width, top + height] };
    }
  }
}

// A name, then ever less of it.
function* shortened(name) {
  yield name;
  for (let length = name.length - 2; length >= LEAST_LETTERS; length = Math.floor(length * 0.94))
    yield `${name.slice(0, length).trimEnd()}…`;
}

// Rectangles already taken, in a coarse grid, so that a name is compared with its neighbours alone.
class Paper {
  constructor(square) {
    this.square = square;
    this.cells = new Map();
  }

  isFree([left, top, right, bottom]) {
    for (const key of this.keys([left, top, right, bottom]))
      for (const box of this.cells.get(key) ?? [])
        if (left < box[2] && right > box[0] && top < box[3] && bottom > box[1]) return false;
    return true;
  }

  take(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  *keys([left, top, right, bottom]) {
    const cell = (value) => Math.floor(value / this.square);
    for (let column = cell(left); column <= cell(right); column++)
      for (let row = cell(top); row <= cell(bottom); row++) yield column * 100003 + row;
  }
}

// Measures texts in pixels, each once: names are placed anew at every scale.
function ruler(font) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${TEXT * 10}px ${font}`;
  const widths = new Map();
  return (text) => {
    if (!widths.has(text)) widths.set(text, context.measureText(text).width / 10);
    return widths.get(text);
  };
}
