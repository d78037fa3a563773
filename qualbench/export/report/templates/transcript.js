// One transcript at a time, or the quotes that match: never all that there is.
const pane = $("#pane");
let drawn = []; // of the transcript shown: each turn's element, its pieces of text, its codings

function update() {
  ask();
  const fitting = transcripts.filter(caseFits).map((one) => ({
    one, codings: one.codings.filter(state.view === "quotes" ? quoteFits : codingFits), hits: hitsIn(one),
  }));
  const shown = fitting.find(({ one }) => one.at === state.at) ?? fitting[0];
  if (shown) state.at = shown.one.at;
  drawShelf(fitting);
  drawFound(fitting);
  for (const button of $$("[data-view]")) button.setAttribute("aria-pressed", button.dataset.view === state.view);
  drawn = [];
  if (!shown) pane.replaceChildren(el("p", {}, "No transcript has all of these attributes."));
  else if (state.view === "quotes") drawQuotes(fitting.flatMap((of) => of.codings));
  else drawTranscript(shown.one, shown.codings);
}

function drawFound(fitting) {
  const sum = (count) => fitting.reduce((all, of) => all + count(of), 0);
  const having = fitting.filter((of) => of.codings.length).length;
  const words = asked.words ? `; the words stand ${counted(sum((of) => of.hits), "time")}` : "";
  $("#found").textContent = `${counted(sum((of) => of.codings.length), "coding")} in ${counted(having, "transcript")}${words}.`;
}

function drawShelf(fitting) {
  $("#shelf").replaceChildren(...fitting.map(({ one, codings, hits: found }) => el("li", {},
    el("button", { type: "button", "data-at": one.at, "aria-current": state.view === "text" && one.at === state.at ? "true" : null },
      one.name, el("span", { class: "n" }, asked.words ? `${codings.length} · ${found}` : String(codings.length),
        el("span", { class: "sr" }, asked.words ? " codings · hits" : " codings"))))));
}

function drawTranscript(transcript, codings) {
  const byTurn = transcript.turns.map(() => []);
  for (const coding of codings) {
    for (let turn = coding.turn; turn < byTurn.length && transcript.turns[turn].start < coding.end; turn += 1) byTurn[turn].push(coding);
  }
  const said = transcript.cases.map((of) => of.map(([name, value]) => `${name} ${value}`).join(", ")).join("; ");
  const rows = transcript.turns.map((turn, at) => drawTurn(transcript, turn, byTurn[at], at)).filter(Boolean);
  drawn = rows;
  pane.replaceChildren(
    el("header", {}, el("h3", { tabindex: -1 }, transcript.name), said && el("p", {}, said),
      !transcript.finished && el("p", {}, "Not finished: its codings count in no number of this report.")),
    ...rows.map((row) => row.element));
  if (!rows.length) pane.append(el("p", {}, "No turn of this transcript matches."));
  layOut();
}

function drawTurn(transcript, turn, codings, at) {
  const text = transcript.text.slice(turn.body, turn.end).trimEnd();
  const found = hits(text);
  const matches = (!asked.words || found.length) && (!asked.code || codings.length);
  if (!speakerFits(turn) || (asked.only && !(matches && (asked.words || codings.length)))) return null;
  const pieces = cut(text, turn.body, codings, found);
  const link = `#t-${transcript.at}-${turn.start}`;
  const element = el("article", { class: turn.interviewer ? "turn interviewer" : "turn" },
    el("header", {}, el("span", { class: "who" }, turn.speaker),
      el("a", { href: link, "aria-label": `Link to turn ${at + 1}` }, turn.time == null ? `¶ ${at + 1}` : clock(turn.time))),
    el("p", { class: "words" }, pieces.map((piece) => piece.element)),
    el("div", { class: "lanes", "aria-hidden": "true" }),
    codings.length > 0 && el("ul", { class: "chips", "aria-label": "Codings" }, codings.map(drawChip)));
  return { element, pieces, codings, turn };
}

function drawChip(coding) {
  const whose = asked.layer === "all" && el("small", {}, coding.coder);
  return el("li", {}, el("button", { type: "button", class: `chip hue-${coding.key.hue}`, "data-coding": coding.id },
    coding.key.name, whose, coding.memo && el("small", {}, "memo"), coding.starred && el("small", {}, "★ starred")));
}

/** The text in pieces, each with the codings that lie on it. */
function cut(text, from, codings, found) {
  const edges = new Set([0, text.length]);
  const inside = (place) => Math.min(Math.max(place, 0), text.length);
  for (const { start, end } of codings) edges.add(inside(start - from)).add(inside(end - from));
  for (const hit of found) edges.add(hit.index).add(hit.index + hit[0].length);
  const places = [...edges].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, n) => {
    const on = codings.filter((one) => one.start - from <= start && start < one.end - from);
    const words = text.slice(start, places[n + 1]);
    const marked = found.some((hit) => hit.index <= start && start < hit.index + hit[0].length);
    const element = el("span", on.length ? { class: "coded" } : {}, marked ? el("mark", {}, words) : words);
    return { element, on };
  });
}

function drawQuotes(codings) {
  const rows = codings.slice(0, state.shown).map((coding) => {
    const transcript = transcripts[coding.at];
    return el("li", {}, el("blockquote", { class: `hue-${coding.key.hue}` }, wordsOf(coding)),
      el("p", {}, el("button", { type: "button", class: `chip hue-${coding.key.hue}`, "data-coding": coding.id }, coding.key.name),
        el("a", { href: `#q-${coding.id}` }, transcript.name),
        el("span", { class: "quiet" }, [transcript.turns[coding.turn]?.speaker, coding.coder].filter(Boolean).join(" · ")),
        coding.memo && el("span", { class: "quiet" }, `Memo: ${coding.memo}`)));
  });
  const more = () => { state.shown += MORE; drawQuotes(codings); };
  pane.replaceChildren(el("ol", { class: "found-quotes" }, rows));
  if (codings.length > state.shown) {
    pane.append(el("button", { type: "button", onclick: more }, `Show more of ${counted(codings.length, "quote")}`));
  }
}
