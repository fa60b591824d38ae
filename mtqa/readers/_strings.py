"""Strings inside JSON and XML, decoded with exact places, so that HTML in a feed maps back to the feed's file."""

from __future__ import annotations

import json
import re
from html import unescape

from mtqa.errors import InputError
from mtqa.spans import MappedText, OffsetMap, Span

_JSON = re.compile(r'[^\\"]+|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\["\\/bfnrt]')
_XML = re.compile(
    r"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);|\r\n?|[^<&\r]+", re.DOTALL
)


def json_string(source: str, span: Span) -> tuple[str, OffsetMap]:
    """Return the text of the JSON string literal under `span` (its quotation marks included) and its map to the source.

    Raises InputError where there is no string literal (RFC 8259, section 7).
    """
    into = MappedText()
    position, end = span.start + 1, span.end - 1
    while position < end:
        found = _JSON.match(source, position, end)
        if not found:
            raise InputError(
                "This is no JSON string.", code="MQ305", where=f"character {position}", advice="Check the file's JSON."
            )
        if found[0][0] == "\\":
            into.decode(json.loads(f'"{found[0]}"'), Span(*found.span()))
        else:
            into.copy(source, Span(*found.span()))
        position = found.end()
    return into.build()


def xml_text(source: str, span: Span) -> tuple[str, OffsetMap]:
    """Return the character data under `span` and its map to the source: references and CDATA decoded, comments left out.

    Raises InputError for a tag or an unknown entity inside (no entity but XML's own five is expanded).
    """
    into = MappedText()
    position = span.start
    while position < span.end:
        found = _XML.match(source, position, span.end)
        if not found:
            raise InputError(
                "This is no XML text.", code="MQ305", where=f"character {position}", advice="Check the file's XML."
            )
        part = found[0]
        if found[1] is not None:
            into.copy(source, Span(*found.span(1)))
        elif part[0] == "&":
            into.decode(unescape(part), Span(*found.span()))
        elif part in ("\r\n", "\r"):
            into.decode("\n", Span(*found.span()))  # XML 1.0, section 2.11
        elif not part.startswith("<!--"):
            into.copy(source, Span(*found.span()))
        position = found.end()
    return into.build()
