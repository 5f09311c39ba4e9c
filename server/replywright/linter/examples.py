"""Runs the examples that rules carry: each rule proves itself."""

from collections.abc import Iterator

from replywright.domain import CheckContext, Flag, Review, Span
from replywright.linter.linter import Linter
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.risk import Example


def failing_examples(rulebook: Rulebook, linter: Linter) -> list[str]:
    """One line for each example that does not hold; empty when all do."""
    return list(_failures(rulebook, linter))


def _failures(rulebook: Rulebook, linter: Linter) -> Iterator[str]:
    for rule_id, rule in rulebook.rules.items():
        for example in rule.examples.flagged:
            wanted = _place(example)
            flags = rule_flags(rule_id, example, linter)
            if not any(_meets(flag.span, wanted) for flag in flags):
                yield f"{rule_id}: not found in {example.lang}: {example.text}"
        for example in rule.examples.clean:
            for flag in rule_flags(rule_id, example, linter):
                yield f"{rule_id}: wrongly found in {example.lang}: {example.text} -> {flag.text}"


def rule_flags(rule_id: str, example: Example, linter: Linter) -> list[Flag]:
    """What this one rule flags in the example, before flags of a category are put together."""
    return linter.flags_of(rule_id, example.text, context_of(example))


def context_of(example: Example) -> CheckContext:
    """The context that an example describes. The language of a text is found out, as in real use."""
    around = example.context
    review = None
    if around.review is not None or around.rating is not None or around.author is not None:
        review = Review(
            platform=around.platform,
            text=around.review or "",
            rating=around.rating,
            author=around.author,
            language=around.review_language,
        )
    return CheckContext(
        platform=around.platform,
        review=review,
        sector=around.sector,
        review_language=around.review_language,
        language=example.lang if example.lang != "und" else None,
        notes=around.notes,
    )


def _place(example: Example) -> Span:
    if example.quote is None:
        return Span(0, len(example.text))
    at = example.text.find(example.quote)
    return Span(at, at + len(example.quote)) if at >= 0 else Span(0, 0)


def _meets(span: Span, wanted: Span) -> bool:
    return span.overlaps(wanted)
