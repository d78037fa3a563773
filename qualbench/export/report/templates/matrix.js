// The rating matrix: one cell in the tab order, arrows move, Enter or a click opens.
const grid = $("#matrix");
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function cellAt(row, column) {
  return $(`[data-cell="${row} ${column}"]`, grid);
}

function focusCell(cell) {
  for (const one of $$("[data-cell][tabindex='0']", grid)) one.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus();
}

function moved(key, row, column) {
  const last = data.matrix.cases.length - 1;
  if (key === "Home") return cellAt(row, 0);
  if (key === "End") return cellAt(row, last);
  const [down, across] = MOVES[key] ?? [0, 0];
  return cellAt(row + down, column + across);
}

function judgementArticle([who, mark, tint, status, summary, rationale, source, evidence]) {
  const known = evidence.map((id) => codingById.get(id)).filter(Boolean);
  const lost = evidence.length - known.length;
  return el("article", {},
    el("h3", {}, el("span", { class: `rating ${tint}` }, mark), ` ${who}`),
    definitions([["Summary", summary], ["Rationale", rationale], ["Source", source], ["Status", status === "rated" ? "" : status]]),
    known.map((coding) => el("blockquote", {}, wordsOf(coding), " ",
      el("cite", {}, el("a", { href: `#q-${coding.id}` }, transcripts[coding.at].name)))),
    lost > 0 && el("p", { class: "note" }, `${counted(lost, "linked quote")} not in this report.`));
}

function openCell(row, column) {
  const [construct, cells] = data.matrix.rows[row];
  const { judged, by, verified, respondents, asked: wasAsked, warnings } = cells[column];
  openPanel(`${construct}, ${data.matrix.cases[column]}`,
    ...warnings.map((said) => el("p", { class: "warning" }, said)),
    definitions([["Asked", wasAsked], ["Respondents", respondents == null ? "" : String(respondents)],
      ["Written by", by], ["Verified by", verified.join(", ")]]),
    ...(judged.length ? judged.map(judgementArticle) : [el("p", {}, "Nobody has rated this.")]));
}

if (grid) {
  cellAt(0, 0).tabIndex = 0;
  grid.addEventListener("keydown", (event) => {
    const place = event.target.dataset.cell?.split(" ").map(Number);
    if (!place || !(event.key in MOVES || event.key === "Home" || event.key === "End")) return;
    event.preventDefault();
    const cell = moved(event.key, ...place);
    if (cell) focusCell(cell);
  });
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell) return;
    focusCell(cell);
    openCell(...cell.dataset.cell.split(" ").map(Number));
  });
}
