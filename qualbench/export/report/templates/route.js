// What clicks and links do: #q-CODING and #t-TRANSCRIPT-PLACE lead into a transcript.
function goTo(transcript, place, coding) {
  makeVisible(transcript, coding);
  update();
  const row = drawn.find(({ turn }) => place < turn.end) ?? drawn.at(-1);
  if (!row) return;
  const on = coding ?? row.codings.find((one) => one.start === place);
  state.led = on?.id;
  row.element.scrollIntoView({ block: "center" });
  light();
  $(on ? `.chip[data-coding="${CSS.escape(on.id)}"]` : "a", row.element).focus({ preventScroll: true });
}

function follow() {
  const [, kind, rest] = location.hash.match(/^#([qt])-(.+)$/) ?? [];
  const coding = kind === "q" && codingById.get(rest);
  if (coding) goTo(transcripts[coding.at], coding.start, coding);
  const [at, place] = kind === "t" ? rest.split("-").map(Number) : [];
  if (transcripts[at]) goTo(transcripts[at], place);
}

document.addEventListener("click", (event) => {
  const of = (name) => event.target.closest(`[data-${name}]`)?.dataset[name];
  if (of("tree")) for (const one of $$(".tree details")) one.open = of("tree") === "open";
  if (of("code")) filterByCode(of("code"));
  const same = event.target.closest("a[href^='#']");
  if (same && same.hash === location.hash) follow(); // the browser tells of changes only
});

if (form) {
  fillFilters();
  let typing = 0;
  form.addEventListener("input", () => {
    clearTimeout(typing);
    state.shown = MORE;
    typing = setTimeout(update, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  $("[type=reset]", form).addEventListener("click", () => setTimeout(update)); // once it is empty
  $("#shelf").addEventListener("click", (event) => {
    const at = event.target.closest("[data-at]")?.dataset.at;
    if (at === undefined) return;
    Object.assign(state, { at: Number(at), view: "text" });
    update();
    $(`[data-at="${at}"]`).focus({ preventScroll: true });
    if ($("h3", pane).getBoundingClientRect().top < 0) $("h3", pane).scrollIntoView();
  });
  for (const button of $$("[data-view]")) {
    button.addEventListener("click", () => { state.view = button.dataset.view; update(); });
  }
  update();
  addEventListener("hashchange", follow);
  follow();
}
addEventListener("beforeprint", () => {
  for (const one of $$("details")) one.open = true;
});
