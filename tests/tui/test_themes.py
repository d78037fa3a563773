"""Text can be read in every theme, by the contrast that WCAG 2.2 (1.4.3, 1.4.6) asks for."""

import pytest
from textual.color import Color

from qualbench import workbench
from qualbench.tui.app import Bench
from qualbench.tui.themes import THEMES, after

LEAST = {"dark": 4.5, "light": 4.5, "high-contrast": 7.0}
GROUNDS = ("background", "surface", "panel")
ON = {
    "foreground": GROUNDS,
    "text-muted": GROUNDS,
    "text-disabled": GROUNDS,
    "text-accent": GROUNDS,
    "accent": GROUNDS,
    "text-warning": GROUNDS,
    "text-error": GROUNDS,
    "text-success": GROUNDS,
    "footer-key-foreground": ("footer-background",),
    "footer-description-foreground": ("footer-background",),
    "block-cursor-foreground": ("block-cursor-background",),
    "block-cursor-blurred-foreground": ("block-cursor-blurred-background",),
}


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("text", ON)
def test_text_stands_out_from_its_ground(name, text):
    colours = THEMES[name].to_color_system().generate()
    for ground in ON[text]:
        contrast = _contrast(Color.parse(colours[text]), Color.parse(colours[ground]))
        assert contrast >= LEAST[name], (text, ground)


def _contrast(one: Color, other: Color) -> float:
    """WCAG 2.2's contrast ratio, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = (part / 255 for part in colour.rgb)
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_themes_go_round():
    assert [after("dark"), after("light"), after("high-contrast")] == [
        "light",
        "high-contrast",
        "dark",
    ]
    assert after("unknown") == "dark"


async def test_the_next_theme_is_kept_for_who_chose_it(program, tiny):
    async with program(tiny, "ctrl+t") as pilot:
        assert pilot.app.theme == "light"
    with workbench.opened(tiny) as project:
        assert Bench(project, "ana").theme == "light"
        assert Bench(project, "bo").theme == "dark"


async def test_without_colour_all_is_grey_and_the_cursor_can_be_told(program, tiny, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with program(tiny) as pilot:
        strips = pilot.app.screen._compositor.render_strips()
        grey = [strip.apply_filter(pilot.app._filters[-1], Color(0, 0, 0)) for strip in strips]
    at = next(line for line, strip in enumerate(grey) if strip.text.startswith("▸a "))
    grounds = [_ground(strip) for strip in grey]
    assert all(len(set(ground.rgb)) == 1 for ground in grounds)
    assert _contrast(grounds[at], grounds[at + 2]) >= 3  # the row after next has its stripe


def _ground(strip) -> Color:
    return Color.from_rich_color(next(iter(strip)).style.bgcolor)
