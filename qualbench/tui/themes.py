"""The colours of the program: dark, light, and one of the highest contrast.

Text stands on its ground with a contrast of at least 4.5 to 1, in the last theme 7 to 1 (WCAG
2.2, success criteria 1.4.3 and 1.4.6). Nothing is told by colour alone: with NO_COLOR set all
is shown in greys.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="dark",
    dark=True,
    primary="#5b9bd5",
    secondary="#2f5f8a",
    accent="#f0b35a",
    warning="#f0b35a",
    error="#f08080",
    success="#7cc78a",
    foreground="#e4e4e4",
    background="#121417",
    surface="#1a1d21",
    panel="#25292f",
    variables={
        "text-muted": "#a9b0b8",
        "text-disabled": "#9aa1a9",
        "primary-background": "#23384d",
        "block-cursor-foreground": "#101214",
        "block-cursor-background": "#8fc1ec",
        "block-cursor-blurred-foreground": "#ffffff",
        "block-cursor-blurred-background": "#284058",
        "surface-lighten-2": "#57606b",
        "footer-key-foreground": "#f0b35a",
        "border-blurred": "#4a525c",
        "scrollbar": "#66717e",
        "scrollbar-hover": "#8b97a5",
        "scrollbar-background": "#1a1d21",
    },
)

LIGHT = Theme(
    name="light",
    dark=False,
    primary="#1f5f99",
    secondary="#3a6d9c",
    accent="#8a4b00",
    warning="#8a4b00",
    error="#a11d1d",
    success="#1d6b32",
    foreground="#1b1d20",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e5e2da",
    variables={
        "text-muted": "#565b61",
        "text-disabled": "#5d6268",
        "primary-background": "#cddff0",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#17497a",
        "block-cursor-blurred-foreground": "#1b1d20",
        "block-cursor-blurred-background": "#bcd6ee",
        "surface-lighten-2": "#9a978e",
        "footer-key-foreground": "#8a4b00",
        "border-blurred": "#9a978e",
        "scrollbar": "#827f77",
        "scrollbar-hover": "#5f5c55",
        "scrollbar-background": "#ebe8e1",
    },
)

HIGH_CONTRAST = Theme(
    name="high-contrast",
    dark=True,
    primary="#66ccff",
    secondary="#66ccff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff9999",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    boost="#000000",
    text_alpha=1.0,
    variables={
        "text": "#ffffff",
        "text-muted": "#ffffff",
        "text-disabled": "#d0d0d0",
        "text-accent": "#ffff00",
        "primary-background": "#00334d",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffff00",
        "block-cursor-blurred-foreground": "#ffffff",
        "block-cursor-blurred-background": "#00264d",
        "block-hover-background": "#004d99",
        "surface-lighten-2": "#ffffff",
        "footer-key-foreground": "#ffff00",
        "border": "#ffffff",
        "border-blurred": "#ffffff",
        "input-selection-background": "#004d99",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#333333",
    },
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT, HIGH_CONTRAST)}


def after(name: str) -> str:
    """The theme that comes after this one, round and round."""
    names = list(THEMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
