"""The page in a real Chromium, which is refused everything but the page itself."""

import re
import shutil

import pytest

from qualbench.export.report import render

WIDTHS, SCHEMES = (400, 1600), ("light", "dark")

CONTRASTS = """
() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const linear = (p) => (p /= 255) <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const found = parts(getComputedStyle(one).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const low = [];
  let seen = 0;
  while (texts.nextNode()) {
    const one = texts.currentNode.parentElement;
    const hidden = !one.checkVisibility() || one.closest("svg, .sr");
    if (hidden || !texts.currentNode.data.trim()) continue;
    const ink = parts(getComputedStyle(one).color);
    const [dark, light] = [luminance(ink), luminance(ground(one))].sort((a, b) => a - b);
    seen += 1;
    if ((light + 0.05) / (dark + 0.05) < 4.5) low.push(one.outerHTML);
  }
  return [seen, low];
}
"""


@pytest.fixture(scope="module")
def api():
    return pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture(scope="module")
def context(api):
    """A window that has no network, in the one browser that is started."""
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("there is no chromium on this machine")
    with api.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(offline=True)
        context.set_default_timeout(10_000)
        context.route(re.compile("^(?!file:|data:)"), lambda route: route.abort())
        yield context
        browser.close()


@pytest.fixture(scope="module")
def address(report, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(report), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def visit(context, address):
    """Opens the page; in the end, none has complained or asked for anything but itself."""
    said, asked = [], []

    def visit(anchor="", width=1600, scheme="light"):
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        page.goto(address + anchor)
        return page

    yield visit
    for page in context.pages:
        page.close()
    assert said == []
    assert {url for url in asked if url != "data:,"} == {address}


@pytest.fixture
def shows(api):
    """Waits until so many elements are there, or one with such a text."""

    def shows(page, selector, what):
        waits = api.expect(page.locator(selector))
        waits.to_have_count(what) if isinstance(what, int) else waits.to_have_text(what)

    return shows


@pytest.fixture
def focused(api):
    """Waits until the element has the focus, where it can be seen."""

    def focused(page, selector):
        api.expect(page.locator(selector)).to_be_focused()
        api.expect(page.locator(selector)).to_be_in_viewport()

    return focused


def _chips(page):
    return page.locator("#pane .chip").all_inner_texts()


def _found(page):
    return page.locator("#found").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_page_fits_its_window_and_all_of_its_text_can_be_told_from_its_ground(
    visit, width, scheme
):
    page = visit(width=width, scheme=scheme)
    page.locator("[data-tree=open]").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("[data-cell='0 0']").click()
    seen, low = page.evaluate(CONTRASTS)
    assert seen > 200
    assert low == []


def test_a_click_on_a_code_lists_its_quotes_and_those_of_the_codes_below_it(visit):
    page = visit()
    page.locator("button[data-code='in.res']").click()
    quotes = page.locator("#pane blockquote").all_inner_texts()
    assert quotes == ["two rooms", "two rooms", "money is short"]
    assert _found(page) == "3 codings in 1 transcript."


def test_filters_narrow_what_is_shown(visit, shows):
    page = visit()
    assert _chips(page) == ["I.A Fit\nmemo", "I.B.1 Space", "I.B Resources", "I.B Resources"]
    page.select_option("#f-layer", "coder:bo")
    shows(page, "#pane .chip", 1)
    assert _chips(page) == ["Need: Staff"]
    page.select_option("[data-attribute=role]", "administrator")
    shows(page, "#pane h3", "b")
    page.get_by_text("Clear all").click()
    shows(page, "#shelf button", 3)
    page.select_option("#f-speaker", "interviewers")
    shows(page, "#pane .chip", 0)
    assert set(page.locator("#pane .who").all_inner_texts()) == {"Interviewer"}


def test_words_are_found_and_marked_letter_case_aside(visit, shows):
    page = visit()
    page.fill("#f-words", "MONEY IS")
    page.locator("#pane mark").first.wait_for()
    assert "".join(page.locator("#pane mark").all_inner_texts()) == "money is"
    assert "the words stand 2 times" in _found(page)
    page.check("#f-only")
    shows(page, "#pane .turn", 1)


def test_a_coding_shows_its_code_definition_memo_and_coder(visit):
    page = visit()
    page.locator("#pane .chip").first.click()
    panel = page.locator("#panel").inner_text()
    for said in ("Inner Setting > Fit", "How it fits.", "The day.", "A memo. </script>", "ana"):
        assert said in panel
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").startswith("chip")


def test_a_click_on_coded_words_shows_all_codings_on_them(visit):
    page = visit()
    page.locator("#pane .coded", has_text="two rooms").click()
    assert page.locator("#panel h3").all_inner_texts() == [
        "Inner Setting > Resources > Space",
        "Inner Setting > Resources",
    ]


def test_places_behind_letters_outside_the_basic_plane_are_right(visit):
    page = visit()
    coded = page.locator("#pane .coded").all_inner_texts()
    assert coded == ["fits 🙂🙂 the day", "two rooms", "money is short"]


def test_the_matrix_is_walked_and_opened_by_keys_and_its_quotes_lead_to_the_words(visit, focused):
    page = visit()
    page.locator("[data-cell='0 0']").focus()
    assert page.locator("#matrix [tabindex='0']").count() == 1
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "Home", "ArrowUp"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.dataset.cell") == "0 0"
    page.keyboard.press("Enter")
    panel = page.locator("#panel").inner_text()
    for said in (
        "Inner Setting > Fit, C1",
        "one only",
        "Because.",
        "ana",
        "bo",
        "1 linked quote not",
    ):
        assert said in panel
    page.locator("#panel cite a").first.click()
    focused(page, "#pane .chip[data-coding=fits]")
    assert not page.locator("#panel").is_visible()
    assert page.locator("#pane .lit").all_inner_texts() == ["fits 🙂🙂 the day"]


def test_escape_gives_the_focus_back_to_the_cell(visit):
    page = visit()
    page.locator("[data-cell='0 1']").click()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.cell") == "0 1"


@pytest.mark.parametrize(("coding", "chips"), [("need", 5), ("short", 2), ("draft", 1)])
def test_a_link_to_a_quote_opens_its_transcript_whatever_layer_it_is_in(
    visit, focused, coding, chips
):
    page = visit(f"#q-{coding}")
    focused(page, f"#pane .chip[data-coding={coding}]")
    assert len(_chips(page)) == chips


def test_a_link_to_a_quote_loosens_the_filters_that_would_hide_it(visit, shows, focused):
    page = visit()
    page.select_option("#f-layer", "all")
    page.select_option("[data-attribute=clinic]", "C2")
    page.check("#f-only")
    shows(page, "#pane h3", "b")
    page.evaluate("location.hash = '#q-need'")
    focused(page, "#pane .chip[data-coding=need]")


def test_a_link_to_a_place_clears_the_filters_and_works_again(visit, shows, focused):
    page = visit()
    link = page.locator("#joint-display cite a")
    for _ in range(2):
        page.select_option("#f-speaker", "interviewers")
        shows(page, "#pane .chip", 0)
        link.click()
        focused(page, "#pane .chip[data-coding=fits]")
        shows(page, "#pane .chip", 4)


def test_stripes_stand_in_the_margin_and_chips_alone_where_it_is_narrow(visit):
    wide, narrow = visit(), visit(width=400)
    assert wide.locator(".stripe").count() == len(_chips(wide)) == 4
    words = wide.locator("#pane .coded").first.bounding_box()
    stripe = wide.locator(".stripe").first.bounding_box()
    assert stripe["x"] > words["x"] + words["width"]
    assert abs(stripe["y"] - words["y"]) < 4
    assert not narrow.locator(".lanes").first.is_visible()
    assert len(_chips(narrow)) == 4


def test_what_texts_contain_is_neither_run_nor_built(visit):
    page = visit()
    assert page.evaluate("[window.hacked, document.images.length]") == [None, 0]
    assert "</script><script>window.hacked = 1" in page.locator("#pane").inner_text()


def test_the_first_key_leads_past_the_contents(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_print_turns_wide_tables_and_keeps_each_quote_in_the_column_of_its_case(visit):
    page = visit()
    boxes = re.findall(rb"/MediaBox \[0 0 (\d+)\.?\d* (\d+)", page.pdf(prefer_css_page_size=True))
    assert {int(wide) > int(high) for wide, high in boxes} == {True, False}
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1000, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 1000
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#joint-display blockquote:visible").all_inner_texts() == [
        "fits 🙂🙂 the day\nP1, counselor, a"
    ]
    head = page.locator("#joint-display th", has_text="C2").bounding_box()
    quote = page.locator("#joint-display blockquote").first.bounding_box()
    assert head["x"] <= quote["x"]
    assert quote["x"] + quote["width"] <= head["x"] + head["width"]
