"""Python imports this by its name when it starts with this folder on PYTHONPATH."""

import no_network  # noqa: F401 - refuses from here on
