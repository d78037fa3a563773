// What is looked for, and what matches it.
const MORE = 100; // quotes that are listed at once
const state = { at: 0, view: "text", shown: MORE };
const form = $("#filters");
let asked = {};

function options(select, rows) {
  select.replaceChildren(...rows.map(([value, said]) => el("option", { value }, said)));
}

function fillFilters() {
  const used = new Set(keys.map((key) => key.code));
  const within = [...codes.values()].filter((code) => [...used].some((one) => isUnder(one, code.id)));
  const unknown = [...used].filter((one) => !codes.has(one)).map((one) => [one, one]);
  options($("#f-code"), [["", "All constructs"],
    ...within.map((code) => [code.id, "\u2003".repeat(depth(code.id)) + code.name]), ...unknown]);
  options($("#f-layer"), [["analysis", "Analysis set"], ["all", "Everybody"],
    ...data.coders.map((name) => [`coder:${name}`, name])]);
  const speakers = new Set(transcripts.flatMap((one) => one.speakers));
  options($("#f-speaker"), [["", "Everybody"], ["respondents", "Respondents"], ["interviewers", "Interviewers"],
    ...[...speakers].filter(Boolean).sort().map((name) => [`:${name}`, name])]);
  const several = attributes().filter(([, values]) => values.length > 1);
  $("#f-attributes").replaceChildren(...several.map(([name, values]) => {
    const select = el("select", { "data-attribute": name });
    options(select, [["", "All"], ...values.map((value) => [value, value])]);
    return el("label", {}, name[0].toUpperCase() + name.slice(1), select);
  }));
}

/** Reads the form once for all that is matched against it. */
function ask() {
  const words = $("#f-words").value.trim();
  const code = $("#f-code").value;
  asked = {
    layer: $("#f-layer").value, speaker: $("#f-speaker").value, code, only: $("#f-only").checked,
    keys: new Set(keys.filter((key) => !code || key.code === code || isUnder(key.code, code))),
    words: words && new RegExp(words.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "giu"),
    cases: $$("#f-attributes select").filter((one) => one.value).map((one) => [one.dataset.attribute, one.value]),
  };
}

function speakerFits(turn) {
  if (!asked.speaker) return true;
  if (asked.speaker[0] === ":") return turn.speaker === asked.speaker.slice(1);
  return turn.interviewer === (asked.speaker === "interviewers");
}

function codingFits(coding) {
  if (asked.layer === "analysis" ? !coding.counts : asked.layer !== "all" && `coder:${coding.coder}` !== asked.layer) return false;
  const turn = transcripts[coding.at].turns[coding.turn];
  return asked.keys.has(coding.key) && (!turn || speakerFits(turn));
}

/** As a quote: its own words have those looked for. */
const quoteFits = (coding) => codingFits(coding) && (!asked.words || hits(wordsOf(coding)).length > 0);

/** One of the transcript's cases has all that is asked for. */
function caseFits(transcript) {
  const has = (of) => asked.cases.every(([name, value]) => of.some(([n, v]) => n === name && v === value));
  return !asked.cases.length || transcript.cases.some(has);
}

const hits = (text) => (asked.words ? [...text.matchAll(asked.words)] : []);

function hitsIn(transcript) {
  const turns = asked.words ? transcript.turns.filter(speakerFits) : [];
  return turns.reduce((sum, turn) => sum + hits(transcript.text.slice(turn.body, turn.end)).length, 0);
}

function filterByCode(code) {
  form.reset();
  $("#f-code").value = code;
  state.view = "quotes";
  update();
  $("#transcripts").scrollIntoView();
  $("#f-code").focus({ preventScroll: true });
}

/** Loosens what would hide a coding, or a turn. */
function makeVisible(transcript, coding) {
  ask();
  if (asked.only || !coding || !codingFits(coding) || !caseFits(transcript)) {
    form.reset();
    if (coding && !coding.counts) $("#f-layer").value = "all";
  }
  state.view = "text";
  state.at = transcript.at;
}
