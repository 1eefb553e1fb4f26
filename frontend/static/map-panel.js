// The panel beside the map: what the tables say about the actor or tie that was chosen, by copying their cells.

export class Panel {
  constructor(frame, map, { onActor, onClose }) {
    this.element = frame.querySelector(".map-panel");
    this.frame = frame;
    this.onActor = onActor;
    this.words = document.getElementById("map-words").content;
    this.nodes = new Map(map.nodes.map((node) => [node.id, node]));
    this.edges = map.edges;
    this.cameFrom = null;
    this.element.querySelector("[data-act=close]").addEventListener("click", () => {
      onClose();
      this.cameFrom?.focus();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.element.querySelector("[data-act=close]").click();
    });
  }

  // How much of the map's width the open panel hides, in pixels.
  covers() {
    const { position, width } = getComputedStyle(this.element);
    return position === "absolute" ? parseFloat(width) : 0;
  }

  close() {
    this.element.hidden = true;
  }

  showActor(id, { from, focus, shown }) {
    const row = rowOf("actor", id);
    const facts = list("map-facts", [copy(row, "sector"), named(row, "kind"), named(row, "level")]);
    const page = this.say("page");
    page.querySelector("a").href = row.querySelector("[data-part=name] a").href;
    const ties = this.edges.filter((edge) => edge.from === id || edge.to === id);
    const content = ties.length ? this.ties(ties, id) : [this.say("none")];
    this.open(this.nodes.get(id).label, shown ? [facts, page] : [this.say("hidden"), facts, page], content, { from, focus });
  }

  showTie(tie) {
    const names = [tie.from, tie.to].map((id) => this.nodes.get(id).label).join(" – ");
    this.open(names, [], this.ties([tie], null), { from: null, focus: false });
  }

  // Say which names a search found: nothing for one, since the map shows it.
  showFound(place, found, words) {
    place.replaceChildren();
    if (found.length === 0) {
      const missing = this.say("missing");
      missing.querySelector("q").textContent = words;
      place.append(...missing.childNodes);
    } else if (found.length > 1) {
      place.append(...this.say("choose").childNodes);
      found.slice(0, 12).forEach((node, index) => place.append(index ? ", " : " ", this.button(node.id)));
      if (found.length > 12) place.append(" …");
    }
  }

  ties(edges, id) {
    const ranked = [...edges].sort((one, other) => other.width - one.width);
    const rows = ranked.map((edge) => [edge, rowOf("tie", edge.id)]).filter(([, row]) => row);
    const items = rows.map(([edge, row]) => {
      const ends = id === null ? [edge.from, edge.to] : [edge.from === id ? edge.to : edge.from];
      const facts = element("div", "map-tie-facts", ["step", "channels", "confirmation"].map((part) => element("span", "", copy(row, part))));
      return [...ends.map((end) => this.button(end)), facts, ...copy(row, "evidence")];
    });
    const parts = [list("map-ties", items)];
    if (id !== null) parts.unshift(this.say("ties"));
    if (rows.length < edges.length) parts.push(this.say("more"));
    return parts;
  }

  button(id) {
    const button = element("button", "map-other", [this.nodes.get(id).label]);
    button.type = "button";
    button.addEventListener("click", () => this.onActor(id, { from: button.closest(".map-panel") ? this.cameFrom ?? button : button }));
    return button;
  }

  open(heading, facts, ties, { from, focus }) {
    this.slot("heading").textContent = heading;
    this.slot("facts").replaceChildren(...facts);
    this.slot("ties").replaceChildren(...ties);
    this.element.hidden = false;
    this.element.scrollTop = 0;
    this.cameFrom = from;
    if (focus) this.bringForward();
    else if (!this.covers()) this.slot("heading").scrollIntoView({ block: "nearest" });
  }

  // Show the map and the panel's heading together, wherever on the page the choice was made.
  bringForward() {
    const heading = this.slot("heading");
    heading.focus({ preventScroll: true });
    if (this.covers()) this.frame.scrollIntoView({ block: "nearest", behavior: "instant" });
    else heading.scrollIntoView({ block: "center", behavior: "instant" });
  }

  slot(name) {
    return this.element.querySelector(`[data-slot=${name}]`);
  }

  say(word) {
    return this.words.querySelector(`[data-word=${word}]`).cloneNode(true);
  }
}

function rowOf(kind, id) {
  return document.querySelector(`tr[data-${kind}="${CSS.escape(String(id))}"]`);
}

function copy(row, part) {
  return [...row.querySelector(`[data-part=${part}]`).cloneNode(true).childNodes];
}

// A cell with the word of its column before it, for words that say little alone.
function named(row, part) {
  return [`${row.querySelector(`[data-part=${part}]`).dataset.head}: `, ...copy(row, part)];
}

function list(name, items) {
  return element("ul", name, items.map((item) => element("li", "", item)));
}

function element(tag, name, content) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...content);
  return made;
}
