"""The one error of the labelled cases."""

from dragoman.errors import DragomanError


class CaseError(DragomanError):
    """A case file, gold row or floors file that breaks its format.

    Args:
        place: file and line, e.g. ``reports/bosnia-1995.txt:14``.
        problem: what is wrong.
        mend: what the author of the case can do.
    """

    def __init__(self, place: str, problem: str, mend: str) -> None:
        super().__init__(f"{place}: {problem}; {mend}")
        self.place, self.problem, self.mend = place, problem, mend
