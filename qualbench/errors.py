"""What can go wrong, said so that a person knows what to do next."""


class QualbenchError(Exception):
    """One clear line (what, where) and one hint (what to do).

    The command line prints both and exits 1; the terminal program shows both. Neither
    may quote a transcript, so that no text of an interview ends up in a log.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ReadingError(QualbenchError):
    """A file that cannot be read as what it claims to be."""


class CodebookError(QualbenchError):
    """A codebook that contradicts itself, with file and line."""


class ProjectError(QualbenchError):
    """A project file that is missing, foreign, newer, damaged or not writable."""


class DamagedError(ProjectError):
    """A project file that can no longer be read as one."""


class NotFoundError(QualbenchError):
    """A transcript, code, coder or fact that the project does not have."""


class RefusedError(QualbenchError):
    """A request that the project's rules do not allow."""


class ModelError(QualbenchError):
    """A language model, or a library that runs it, that is missing or damaged."""
