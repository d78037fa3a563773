"""What was rated beside what was measured: fit, meta-inference, files for a paper."""

from qualbench.tui.screens.joint.screen import Joint

__all__ = ["Joint"]
