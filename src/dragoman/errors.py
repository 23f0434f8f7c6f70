"""Everything that Dragoman raises on purpose.

::

    DragomanError                 a mistake that the message tells how to mend; exit code 2 unless said
    ├── InputError                one input (file, row) that cannot be coded; the run goes on
    │   └── DateError             a publication date that is none
    ├── CodebookError             a codebook file that breaks the codebook's language or schema
    ├── ModelError                a sense model that is not there, or is not of the format
    ├── RecordError               a record that breaks the contract (no evidence, a span off its text)
    └── SettingsError             an option or setting that makes no sense

Every message names the file, row, field or entry, and then the mend.
"""


class DragomanError(Exception):
    """The root of all errors that Dragoman raises on purpose."""


class InputError(DragomanError):
    """An input that cannot be coded.

    Args:
        place: file, or file and row, e.g. ``news.csv:12``.
        problem: what is wrong.
        mend: what the user can do.
    """

    def __init__(self, place: str, problem: str, mend: str) -> None:
        super().__init__(f"{place}: {problem}; {mend}")
        self.place, self.problem, self.mend = place, problem, mend


class DateError(InputError):
    """A publication date that is not an ISO date or datetime."""


class CodebookError(DragomanError):
    """A codebook file that cannot be read.

    Args:
        place: file and line, e.g. ``verbs.txt:40``.
        problem: what is wrong.
        mend: what the author of the codebook can do.
    """

    def __init__(self, place: str, problem: str, mend: str) -> None:
        super().__init__(f"{place}: {problem}; {mend}")
        self.place, self.problem, self.mend = place, problem, mend


class ModelError(DragomanError):
    """A sense model that cannot be read."""


class RecordError(DragomanError):
    """A record that breaks the contract of the record."""


class SettingsError(DragomanError):
    """An option or setting that makes no sense."""
