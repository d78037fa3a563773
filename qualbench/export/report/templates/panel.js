// The panel at the side: a coding with its code, or a cell of the matrix.
const panel = $("#panel");
$("#panel-close").addEventListener("click", () => panel.close());
panel.addEventListener("click", (event) => {
  if (event.target === panel || event.target.closest("a")) panel.close();
});

function openPanel(title, ...body) {
  $("#panel-title").textContent = title;
  $("#panel-body").replaceChildren(...body);
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  $("#panel-title").focus();
}

const VALENCES = { "+": "helps", "-": "hinders", 0: "neutral", mixed: "mixed" };

function codingArticle(coding) {
  const code = codes.get(coding.key.code);
  const read = () => { panel.close(); filterByCode(coding.key.code); };
  return el("article", {},
    el("blockquote", { class: `hue-${coding.key.hue}` }, wordsOf(coding)),
    el("h3", {}, el("span", { class: `swatch hue-${coding.key.hue}` }), coding.key.path),
    definitions([
      ["Definition", code?.definition], ["Here", code?.local], ["Memo", coding.memo],
      ["Coder", coding.coder], ["Valence", VALENCES[coding.valence]],
      ["Starred", coding.starred ? "yes" : ""],
      ["Counts", coding.counts ? "in the analysis set" : "not in the analysis set"],
    ]),
    el("p", {}, el("a", { href: `#q-${coding.id}` }, `Link to this quote in ${transcripts[coding.at].name}`)),
    code && el("p", {}, el("button", { type: "button", onclick: read }, "List all quotes of this code")));
}

function openCodings(codings) {
  const { name, turns } = transcripts[codings[0].at];
  const time = turns[codings[0].turn]?.time;
  openPanel(time == null ? name : `${name}, ${clock(time)}`, ...codings.map(codingArticle));
}
