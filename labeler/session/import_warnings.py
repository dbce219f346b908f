"""What a person should know of an import that stands in nobody's way."""

from __future__ import annotations

from labeler.core.dataset import Examples
from labeler.formats.combined import Combined

_SHOWN = 5


def import_warnings(examples: Examples, combined: Combined) -> tuple[str, ...]:
    """Sentences without a stop; what media are missing, ``missing_media`` tells."""
    warnings = []
    if combined.left_out:
        one = combined.left_out == 1
        rows = "1 bad row of examples was" if one else f"{combined.left_out:,} bad rows of examples were"
        warnings.append(f"{rows} left out")
    for names in examples.vocabulary.near_equal():
        spelled = ", ".join(repr(name) for name in names)
        warnings.append(f"the labels {spelled} differ only in writing; give one spelling, or list it with --labels")
    if unused := _unused(examples):
        shown = ", ".join(unused[:_SHOWN]) + (" …" if len(unused) > _SHOWN else "")
        is_ = "it is" if len(unused) == 1 else "they are"
        why = "never 1" if combined.layout.label_columns else "only predicted or listed"
        warnings.append(f"no example has the label {shown}: {is_} {why}")
    return tuple(warnings)


def _unused(examples: Examples) -> list[str]:
    names = examples.vocabulary.names
    counts = examples.task.label_counts(examples.given, len(names)).tolist()
    return [name for name, count in zip(names, counts, strict=True) if not count]
