"""``replywright check``: is this reply risky?"""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from replywright.api.schemas import check_out
from replywright.cli.reading import review_from
from replywright.cli.render import show_check
from replywright.cli.running import fail, plainly, read_text, settings
from replywright.domain import CheckContext, Level
from replywright.linter.linter import Linter
from replywright.rulebook.loader import load


@plainly
def check(
    source: Annotated[Path | None, typer.Argument(help="A reply; standard input if none.")] = None,
    review: Annotated[Path | None, typer.Option(help="The review that it answers, as text or JSON.")] = None,
    platform: Annotated[str, typer.Option(help="google, yelp, tripadvisor, ...")] = "generic",
    sector: Annotated[str | None, typer.Option(help="health, hotel, ...")] = None,
    language: Annotated[str | None, typer.Option(help="The reply's language; found out if none.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the API's JSON.")] = False,
) -> None:
    """Check a reply. Exit status 1 when something in it must not be posted."""
    text = read_text(source)
    if not text:
        fail("There is no text to check.")
    answered = review_from(read_text(review), platform=platform) if review else None
    linter = Linter(load(settings().prompts_dir))
    result = linter.check(
        text, CheckContext(platform=platform, review=answered, sector=sector, language=language, scope="edit")
    )
    shown = check_out(text, result).model_dump(mode="json")
    if as_json:
        typer.echo(json.dumps(shown, ensure_ascii=False))
    else:
        show_check(Console(), text, shown)
    if result.level is Level.BLOCK:
        raise typer.Exit(1)
