"""The spaCy component ``dragoman``: a thin shell round :func:`dragoman.code`.

``nlp.add_pipe("dragoman")`` puts the record of each document, as plain data, into ``doc._.dragoman``; its
keys are those of ``docs/record.md``. Plain data go through ``DocBin`` and between processes. The text is
coded as Dragoman parses it, whatever else the pipeline does: the component needs no other one before it.

Set ``doc.user_data["dragoman_published"]`` to the publication date (ISO) for relative dates to be resolved.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.record.json import to_plain
from dragoman.record.types import Document

Component = Callable[[Doc], Doc]


@Language.factory("dragoman", assigns=["doc._.dragoman"])
def make_dragoman(nlp: Language, name: str) -> Component:
    """The component; spaCy calls this when it is added to a pipeline."""
    if not Doc.has_extension("dragoman"):
        Doc.set_extension("dragoman", default=None)
    return code_doc


def code_doc(doc: Doc) -> Doc:
    """Code one document; ``doc._.dragoman`` is its record as a dict."""
    from dragoman import code  # noqa: PLC0415 — dragoman loads its parser with the first document

    published = doc.user_data.get("dragoman_published")
    doc._.dragoman = to_plain(code(Document(id=doc.user_data.get("id", "doc"), text=doc.text, published=published)))
    return doc
