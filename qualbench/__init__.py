"""qualbench: a workbench for qualitative interview analysis in the terminal.

The map of the house, from the cellar up; imports go down only.

errors, model       the words of the field as frozen values
reading             file -> Transcript
codebooks           YAML -> Codebook; overlays; the CFIR 2009 to 2022 map
agreement           units and coefficients: numbers in, numbers out
export              tables with their dictionaries, as CSV and XLSX
store               the project file; the only room that knows SQL
workbench           every verb, in the order of the work
cli                 one file a command
"""

__version__ = "0.1.0"
