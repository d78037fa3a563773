"""Where the texts of topics lie beside one another, on a plane that can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualbench.store import Store
from qualbench.workbench.language import Progress, quiet, vectors
from qualbench.workbench.topics.finding import TopicsFound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Spot = tuple[float, float, int]
"""x and y from 0 to 1, and the number of the topic; -1 outside all."""


def topic_map(project: Store, found: TopicsFound, progress: Progress = quiet) -> tuple[Spot, ...]:
    """A spot for each of the words that were searched, in their order.

    The axes are the first two principal components of the vectors (Pearson 1901, Phil. Mag.
    2:559-572), each as wide as its spots reach. What is alike lies together; what lies together
    on two of so many axes need not be alike.
    """
    rows = vectors(project, [one.text for one in found.words], progress)
    plane = _plane(rows).tolist() if len(rows) else []
    return tuple((x, y, label) for (x, y), label in zip(plane, found.labels, strict=True))


def _plane(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """The same rows give the same plane: of each axis the strongest part points up."""
    import numpy as np

    centred = rows - rows.mean(axis=0)
    components = np.linalg.svd(np.asarray(centred.T @ centred, np.float64))[0][:, :2]
    strongest = np.abs(components).round(6).argmax(axis=0)
    spots = centred @ (components * np.sign(components[strongest, [0, 1]]))
    low, reach = spots.min(axis=0), np.ptp(spots, axis=0)
    flat = reach < 1e-6
    return np.where(flat, 0.5, (spots - low) / np.where(flat, 1, reach))
