"""Documents of blocks, in HTML, Word and Markdown: joint displays and the appendix."""

from qualbench.export.documents.as_html import html, html_body, style
from qualbench.export.documents.as_markdown import markdown
from qualbench.export.documents.as_word import docx
from qualbench.export.documents.blocks import Block, Box, Grid, Heading, Line, Pages, Row, Text
from qualbench.export.documents.constructs import constructs_by_cases
from qualbench.export.documents.profiles import case_profiles
from qualbench.export.documents.statistics import theme_by_statistic

__all__ = [
    "Block",
    "Box",
    "Grid",
    "Heading",
    "Line",
    "Pages",
    "Row",
    "Text",
    "case_profiles",
    "constructs_by_cases",
    "docx",
    "html",
    "html_body",
    "markdown",
    "style",
    "theme_by_statistic",
]
