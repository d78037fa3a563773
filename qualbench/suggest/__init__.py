"""Decisions about turns + codebook -> what is suggested, and why. Vectors in, no models.

Nothing of it is needed before somebody asks for suggestions: all is loaded then.
"""

from typing import TYPE_CHECKING

from qualbench.late import late

if TYPE_CHECKING:
    from qualbench.suggest.late import *  # noqa: F403
else:
    __getattr__ = late(__name__)
