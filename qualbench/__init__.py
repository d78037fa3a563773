"""qualbench: a workbench for qualitative interview analysis in the terminal.

The map of the house, from the cellar up; imports go down only.

errors, model, progress   the words of the field as frozen values; what can go wrong
offline                   keeps other people's libraries off the network
shipped                   where the codebooks and the sample study lie
reading                   file -> Transcript; cases and codings from CSV
codebooks                 YAML -> Codebook; overlays; the CFIR 2009 to 2022 map
language                  sentences (spaCy) and vectors (onnxruntime)
suggest                   decisions about turns -> what is suggested, how sure, why
topics                    the only room that knows BERTopic
agreement                 units and coefficients: numbers in, numbers out
export                    tables with their dictionaries, as CSV and XLSX
store                     the project file and its cache; the only room that knows SQL
workbench                 every verb, in the order of the work
tui                       the terminal program: screens and widgets
notebook                  the same tables for pandas, read-only: ``qualbench.open(PATH)``
cli                       one file a command
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualbench.notebook import open as open

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """``open``, loaded when somebody asks for it."""
    if name != "open":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("qualbench.notebook").open
