"""The switches that keep other people's libraries off the network."""

import os

_SWITCHES = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def stay_offline() -> None:
    """Switch off downloads, telemetry and bars; they are read once, when the libraries load."""
    os.environ.update(_SWITCHES)
