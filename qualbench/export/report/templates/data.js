// What the page holds, with names for what the compact rows mean.
const data = JSON.parse($("#data").textContent);

const codes = new Map(
  data.codes.map(([id, name, parent, definition, local]) => [id, { id, name, parent, definition, local }]),
);
const keys = data.keys.map(([code, name, path, hue]) => ({ code, name, path, hue }));

const transcripts = data.transcripts.map((row, at) => {
  const turns = row.turns.map(([speaker, interviewer, time, start, body, end]) => ({
    speaker: row.speakers[speaker], interviewer: Boolean(interviewer), time, start, body, end,
  }));
  const codings = row.codings.map(([id, start, end, key, coder, counts, valence, starred, memo]) => ({
    id, start, end, key: keys[key], coder: data.coders[coder], counts: Boolean(counts), valence, starred: Boolean(starred), memo, at,
  }));
  let turn = 0;
  for (const coding of codings) { // both are in order of their places
    while (turn < turns.length - 1 && turns[turn].end <= coding.start) turn += 1;
    coding.turn = turn;
  }
  return { ...row, at, turns, codings };
});

const codingById = new Map(); // the analysis set's where several layers share an id
for (const { codings } of transcripts) {
  for (const coding of codings) {
    if (!codingById.has(coding.id) || coding.counts) codingById.set(coding.id, coding);
  }
}

const wordsOf = (coding) => transcripts[coding.at].text.slice(coding.start, coding.end);

function isUnder(code, above) {
  for (let id = code; id; id = codes.get(id)?.parent) if (id === above) return true;
  return false;
}

function depth(code) {
  let steps = 0;
  for (let id = codes.get(code).parent; id; id = codes.get(id).parent) steps += 1;
  return steps;
}

/** The values of each attribute of the cases, in order of first use of the attribute. */
function attributes() {
  const found = new Map();
  for (const [name, value] of transcripts.flatMap((one) => one.cases.flat())) {
    found.set(name, (found.get(name) ?? new Set()).add(value));
  }
  return [...found].map(([name, values]) => [name, [...values].sort()]);
}
