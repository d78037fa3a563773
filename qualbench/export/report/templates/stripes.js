// Stripes beside the words, one for each coding, as long as its lines; and what lights up together.
const LANES = 40;

/** Reads all places first and writes after, so that the browser lays the page out once. */
function layOut() {
  if (!drawn.length || getComputedStyle($(".lanes", pane)).display === "none") return;
  const measured = drawn.filter((row) => row.codings.length).map((row) => {
    const top = $(".lanes", row.element).getBoundingClientRect().top;
    const spans = row.codings.map((coding) => {
      const boxes = row.pieces.filter((piece) => piece.on.includes(coding)).map((piece) => piece.element.getBoundingClientRect());
      return { coding, top: Math.min(...boxes.map((box) => box.top)) - top, bottom: Math.max(...boxes.map((box) => box.bottom)) - top };
    });
    return { row, spans: spans.filter(({ bottom }) => Number.isFinite(bottom)) };
  });
  for (const { row, spans } of measured) drawStripes($(".lanes", row.element), spans);
}

function drawStripes(lanes, spans) {
  const ends = [];
  const placed = spans.map((span) => {
    const free = ends.findIndex((end) => end <= span.top);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = span.bottom;
    return { ...span, lane };
  });
  const step = Math.min(8, LANES / ends.length);
  lanes.replaceChildren(...placed.map(({ coding, lane, top, bottom }) => {
    const stripe = el("div", { class: `stripe hue-${coding.key.hue}`, "data-coding": coding.id });
    Object.assign(stripe.style, { top: `${top}px`, height: `${bottom - top - 2}px`, right: `${lane * step}px` });
    return stripe;
  }));
}

let waiting = 0;
const watching = new ResizeObserver(() => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(layOut);
});

/** Lights up a coding's words and its stripe; of none, those that a link led to. */
function light(id = state.led) {
  for (const row of drawn) {
    for (const { element, on } of row.pieces) element.classList.toggle("lit", on.some((coding) => coding.id === id));
  }
  for (const one of $$("[data-coding]", pane)) one.classList.toggle("lit-stripe", one.dataset.coding === id);
}

function openAt(event) {
  const id = event.target.closest("[data-coding]")?.dataset.coding;
  const pieces = drawn.flatMap((row) => row.pieces);
  const on = pieces.find((piece) => piece.on.length && piece.element.contains(event.target))?.on;
  if (id) openCodings([codingById.get(id)]);
  else if (on && getSelection().isCollapsed) openCodings(on);
}

if (pane) {
  watching.observe(pane);
  for (const kind of ["pointerover", "focusin"]) {
    pane.addEventListener(kind, (event) => light(event.target.closest("[data-coding]")?.dataset.coding));
  }
  pane.addEventListener("pointerleave", () => light());
  pane.addEventListener("click", openAt);
}
