"""What a person sees of a coded document: its records one under another, the words marked in their sentence.

Each record has a head line (number, type, date), who and whom, where and on whose word, and the sentence.
"""

from rich.console import Console
from rich.text import Text

from dragoman.cli.items import Item, Page
from dragoman.cli.marked import LEGEND, clean
from dragoman.record.types import CodedDocument, Document

_INDENT = 5  # columns that a record's number takes


class Screen(Console):
    """A console that lets the command say how it ends when the reader of its output goes away."""

    def on_broken_pipe(self) -> None:
        """Rich calls this while it handles the error, and would end the process with 1."""
        raise BrokenPipeError


class Report:
    """Prints coded documents on a console: with styles if it has them, with brackets if not."""

    def __init__(self, console: Console, *, why: bool = False) -> None:
        self.console = console
        self.why = why
        self.styled = console.is_terminal and console.color_system is not None and not console.no_color
        self.printed = 0

    def show(self, coded: CodedDocument) -> None:
        """Print one document."""
        if self.printed:
            self._line(Text("═" * self.console.width, style="dim"))
        self.printed += 1
        self._header(coded)
        sections = list(Page(coded, styled=self.styled).sections())
        for title, items in sections:
            self._line(Text(""))
            self._line(_heading(title, len(items), width=self.console.width))
            for number, item in enumerate(items, start=1):
                self._item(f"{title[0]}{number}", item)
        if not sections:
            self._line(Text("\nnothing to record", style="dim"))
        elif not self.styled:
            self._line(Text(f"\n{LEGEND}"))

    def _header(self, coded: CodedDocument) -> None:
        document = coded.document
        for line in Text(_title(document), style="bold").wrap(self.console, self.console.width):
            self._line(line)
        facts = [clean(fact) for fact in (document.id, document.publication, document.author) if fact]
        line = Text(" · ".join([document.published or "", *facts]), style="dim")
        if document.published is None:
            line = Text().append("no publication date", style="yellow").append(" · ".join(["", *facts]), style="dim")
        self._line(line)
        for note in coded.notes:
            self._line(Text(f"note: {clean(note)}", style="yellow"))

    def _item(self, number: str, item: Item) -> None:
        head = Text().append(f"{number:<{_INDENT}}", style="dim").append_text(item.head)
        self._line(_with_date(head, item.date, width=self.console.width))
        for line in item.lines:
            self._wrapped(line, first="", rest="  ")
        self._wrapped(item.sentence, first="│ ", rest="│ ")
        if self.why:
            for count, step in enumerate(item.steps, start=1):
                self._wrapped(Text(f"{count}. {clean(step)}", style="dim"), first="  ", rest="     ")

    def _wrapped(self, line: Text, *, first: str, rest: str) -> None:
        """A line in the records' column; ``first`` and ``rest`` come before its pieces."""
        room = self.console.width - _INDENT - max(len(first), len(rest))
        for number, piece in enumerate(line.wrap(self.console, max(room, 20))):
            piece.rstrip()
            edge = " " * _INDENT + (rest if number else first)
            self._line(Text().append(edge, style="dim").append_text(piece))

    def _line(self, line: Text) -> None:
        self.console.print(line, soft_wrap=True, highlight=False, markup=False, emoji=False)


def _title(document: Document) -> str:
    """The title, or the first line of the text if it is as short as one."""
    if document.title:
        return clean(" ".join(document.title.split()))
    first = document.text.lstrip().partition("\n")[0].strip()
    return clean(first) if len(first) <= 120 else document.id


def _heading(title: str, count: int, *, width: int) -> Text:
    line = Text().append(f"{title} ", style="bold").append(f"{count} ", style="dim")
    return line.append("─" * (width - line.cell_len), style="dim")


def _with_date(head: Text, date: str, *, width: int) -> Text:
    """The head line with the date at the right edge, on a line of its own if there is no room."""
    gap = width - head.cell_len - len(date)
    space = " " * gap if gap >= 2 else "\n" + " " * (width - len(date))
    return head.copy().append(space).append(date, style="dim")
