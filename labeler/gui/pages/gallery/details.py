"""The example under the cursor in one line: what it is, what every model says of it, what people noted."""

from __future__ import annotations

from labeler.gui.pages.gallery.reading import ExampleReader
from labeler.gui.widgets.spans import Span, Spans, strong


def details_of(reader: ExampleReader, ordinal: int) -> Spans:
    (cell,) = reader.cells([ordinal])
    label = cell.label if cell.corrected is None else f"{cell.label} → {cell.corrected}"
    spans = [strong(cell.name, tone="text"), Span(f"  {label}")]
    spans += [Span(f" · {comment}") for comment in reader.comments(ordinal)]
    for words, models in reader.said_by_models(ordinal):
        spans.append(Span(f" · {words}: {models}"))
    return tuple(spans)
