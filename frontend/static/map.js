// The map page: takes over from the plain form and the picture, and answers at once.
// The rows of the two tables are what the panel shows, so everything is said in one place, by the server.

import { MapCanvas } from "./map-canvas.js";
import { Panel } from "./map-panel.js";

const data = document.getElementById("map-data");
if (data && window.vis) start(JSON.parse(data.textContent));

function start(map) {
  const frame = document.querySelector(".map-frame");
  const form = document.getElementById("map-filter");
  const picture = frame.querySelector(".map-svg");
  const panel = new Panel(frame, map, { onActor: choose, onClose: () => choose(null) });
  frame.querySelector(".map-still").hidden = true;
  const canvas = new MapCanvas(frame.querySelector(".map-live"), picture, map, {
    onActor: (id) => choose(id, { move: false }),
    onTie: (number) => chooseTie(number),
    onNothing: () => choose(null),
  });
  frame.querySelector(".map-tools").hidden = false;

  function choose(id, { move = true, from = null } = {}) {
    canvas.highlight(id, { move, covered: panel.covers() });
    mark(picture, id, map);
    if (id === null) panel.close();
    else panel.showActor(id, { from, focus: from !== null, shown: canvas.shows(id) });
  }

  function chooseTie(number) {
    const tie = map.edges[number];
    canvas.highlightTie(tie);
    panel.showTie(tie);
  }

  function filter() {
    const wanted = choices(form);
    const nodes = new Set(map.nodes.filter((n) => wanted.sector(n.sector) && wanted.level(n.tier ?? "unknown")).map((n) => n.id));
    const edges = new Set(
      map.edges.filter((e) => nodes.has(e.from) && nodes.has(e.to) && e.channels.some(wanted.channel)).map((e) => e.id),
    );
    canvas.show(nodes, edges);
    showRows(nodes, edges);
    showPicture(picture, nodes, edges);
    showCounts(nodes.size, edges.size, nodes.size < map.nodes.length || edges.size < map.edges.length);
    remember(form);
  }

  form.addEventListener("change", (event) => {
    if (event.target.type === "checkbox") filter();
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.closest(".map-search-row")) search(event);
  });
  form.elements.q.addEventListener("input", (event) => {
    // A name picked from the list arrives whole; typed text waits for the button.
    if (event.inputType === "insertReplacementText" || !(event instanceof InputEvent)) search(event);
  });

  function search(event) {
    const words = form.elements.q.value.trim().toLocaleLowerCase("sv");
    if (!words) return;
    event.preventDefault();
    const exact = map.nodes.filter((n) => n.label.toLocaleLowerCase("sv") === words);
    const found = exact.length ? exact : map.nodes.filter((n) => n.label.toLocaleLowerCase("sv").includes(words));
    panel.showFound(document.getElementById("map-found"), found, form.elements.q.value);
    if (found.length === 1) choose(found[0].id, { from: form.elements.q });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-focus]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(link.dataset.focus, { from: link });
  });
  frame.querySelector(".map-tools").addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act) canvas.act(act);
  });

  if (form.querySelector("input[type=checkbox]:not(:checked)")) filter();
  const focused = picture.querySelector(".node.focus");
  if (focused) choose(focused.dataset.node);
  // What the benchmark reads: from here on the map answers.
  performance.mark("map-ready");
}

// What the form lets through; a group with no box ticked lets everything through, as on the server.
function choices(form) {
  const among = (name) => {
    const boxes = [...form.querySelectorAll(`input[name=${name}]`)];
    const ticked = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    return (code) => ticked.size === 0 || ticked.has(code);
  };
  return { sector: among("sector"), level: among("level"), channel: among("channel") };
}

function showRows(nodes, edges) {
  for (const row of document.querySelectorAll("tr[data-actor]")) row.hidden = !nodes.has(row.dataset.actor);
  for (const row of document.querySelectorAll("tr[data-tie]")) row.hidden = !edges.has(Number(row.dataset.tie));
}

function showPicture(picture, nodes, edges) {
  for (const node of picture.querySelectorAll("[data-node]")) node.classList.toggle("is-out", !nodes.has(node.dataset.node));
  for (const name of picture.querySelectorAll("[data-name]")) name.classList.toggle("is-out", !nodes.has(name.dataset.name));
  for (const line of picture.querySelectorAll("[data-line]")) line.classList.toggle("is-out", !edges.has(Number(line.dataset.line)));
}

// The picture is what prints, so it follows what is chosen on the canvas.
function mark(picture, id, map) {
  const near = new Set(map.edges.filter((e) => e.from === id || e.to === id).flatMap((e) => [e.from, e.to]));
  const emphasis = (is) => (id === null ? "" : is === id ? "focus" : near.has(is) ? "near" : "far");
  const put = (element, name) => {
    element.classList.remove("focus", "near", "far");
    if (name) element.classList.add(name);
  };
  picture.classList.toggle("has-focus", id !== null);
  for (const node of picture.querySelectorAll("[data-node]")) put(node, emphasis(node.dataset.node));
  for (const name of picture.querySelectorAll("[data-name]")) put(name, emphasis(name.dataset.name));
  for (const line of picture.querySelectorAll("[data-line]")) {
    const edge = map.edges[Number(line.dataset.line)];
    put(line, id === null ? "" : edge.from === id || edge.to === id ? "near" : "far");
  }
}

function showCounts(actors, ties, narrowed) {
  document.querySelector("[data-shown=actors]").textContent = actors;
  document.querySelector("[data-shown=ties]").textContent = ties;
  document.querySelector(".map-shown").hidden = !narrowed;
}

// The address keeps the filters, so that it can be sent to someone; groups with all boxes ticked say nothing.
function remember(form) {
  const address = new URL(location.href);
  for (const name of ["sector", "level", "channel"]) {
    const boxes = [...form.querySelectorAll(`input[name=${name}]`)];
    const ticked = boxes.filter((box) => box.checked);
    address.searchParams.delete(name);
    if (ticked.length < boxes.length) for (const box of ticked) address.searchParams.append(name, box.value);
  }
  if (address.href !== location.href) history.replaceState(null, "", address);
}
