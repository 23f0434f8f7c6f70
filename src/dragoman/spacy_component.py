"""The spaCy component ``dragoman``: a thin shell round :func:`dragoman.code`.

``nlp.add_pipe("dragoman")`` puts the record of each document, as plain data, into ``doc._.dragoman``; its
keys are those of ``docs/record.md``. Plain data go through ``DocBin`` and between processes. The text is
coded as Dragoman parses it, whatever else the pipeline does: the component needs no other one before it.

``config={"use_model": False}`` codes by the codebook alone; ``model`` and ``min_confidence`` are those of ``dragoman
code``. Set ``doc.user_data["dragoman_published"]`` to the publication date (ISO) for relative dates to be resolved.
"""

from collections.abc import Callable
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.record.json import to_plain
from dragoman.record.types import Document

Component = Callable[[Doc], Doc]


@Language.factory(
    "dragoman",
    assigns=["doc._.dragoman"],
    default_config={"use_model": True, "model": None, "min_confidence": 0.0},
)
def make_dragoman(nlp: Language, name: str, use_model: bool, model: str | None, min_confidence: float) -> Component:
    """The component; spaCy calls this when it is added to a pipeline.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        use_model: whether the sense model has a say; if not, the codebook alone decides.
        model: folder of a sense model; the shipped one if None.
        min_confidence: events of less confidence are left out.
    """
    if not Doc.has_extension("dragoman"):
        Doc.set_extension("dragoman", default=None)
    return partial(code_doc, use_model=use_model, model=model, min_confidence=min_confidence)


def code_doc(doc: Doc, *, use_model: bool = True, model: str | None = None, min_confidence: float = 0.0) -> Doc:
    """Code one document; ``doc._.dragoman`` is its record as a dict. For the options see :func:`make_dragoman`."""
    from dragoman import code  # noqa: PLC0415 — dragoman loads its parser with the first document
    from dragoman.sense.judge import chosen_judge  # noqa: PLC0415 — and its model

    judge = chosen_judge(use_model=use_model, model=model, min_confidence=min_confidence)
    published = doc.user_data.get("dragoman_published")
    document = Document(id=doc.user_data.get("id", "doc"), text=doc.text, published=published)
    doc._.dragoman = to_plain(code(document, judge=judge))
    return doc
