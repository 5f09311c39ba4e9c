"""``replywright rulebook``: what the rulebook holds, and whether it keeps its own examples."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from replywright.cli.running import fail, plainly, settings
from replywright.linter.examples import failing_examples
from replywright.linter.linter import Linter
from replywright.rulebook.loader import load
from replywright.rulebook.model import Rulebook


@plainly
def rulebook(
    folder: Annotated[Path | None, typer.Argument(help="A prompts folder; the one in use if none.")] = None,
    grid: Annotated[
        bool, typer.Option("--grid", help="Show which rule has terms in which language.")
    ] = False,
) -> None:
    """Load the rulebook, run every rule's own examples, and say what fails."""
    book = load(folder or settings().prompts_dir)
    console = Console()
    console.print(
        f"revision {book.revision}: {len(book.rules)} risk rules in {len(book.categories)} categories, "
        f"{len(book.guidelines)} guidelines, {len(book.platforms)} platforms, "
        f"{len(book.languages)} languages, {len(book.labels)} labels, {len(book.topics)} topics"
    )
    if grid:
        console.print(_grid(book))
    failures = failing_examples(book, Linter(book))
    for failure in failures:
        console.print(failure, style="red", markup=False)
    if failures:
        fail(f"{len(failures)} examples do not hold.")
    console.print("every rule keeps its own examples", style="green")


def _grid(book: Rulebook) -> Table:
    languages = sorted(book.languages)
    table = Table(title="terms per rule and language", title_justify="left")
    table.add_column("rule")
    for tag in languages:
        table.add_column(tag, justify="right")
    for name, rule in sorted(book.rules.items()):
        if rule.terms:
            table.add_row(
                name, *(str(len(rule.terms.get(tag, []))) if tag in rule.terms else "-" for tag in languages)
            )
    return table
