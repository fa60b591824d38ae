"""Plain text: the document's text is the file's, character for character."""

from __future__ import annotations

from mtqa.document import Document, Source, document_id
from mtqa.segmenter import segment
from mtqa.spans import OffsetMap

SUFFIXES = (".txt", ".text")
MEDIA_TYPES = ("text/plain",)


def looks_like(head: str) -> bool:  # noqa: ARG001 - the readers share one silhouette
    """Plain text is what nothing else is."""
    return False


def read(source: Source) -> tuple[Document, ...]:
    """Return the one story of a text file."""
    text = source.text()
    return (
        Document(
            id=document_id(source.uri, source.data),
            source=source,
            text=text,
            offsets=OffsetMap.identity(len(text)),
            segments=segment(text),
        ),
    )
