"""``replywright draft``: drafts for one review."""

import json
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from replywright.cli.reading import review_from
from replywright.cli.render import show_drafts
from replywright.cli.running import plainly, read_text, run, settings
from replywright.domain import DraftRequest, Length, Review, Tone


@plainly
def draft(
    source: Annotated[
        Path | None, typer.Argument(help="A review as text or JSON; standard input if none.")
    ] = None,
    platform: Annotated[str | None, typer.Option(help="google, yelp, tripadvisor, ...")] = None,
    rating: Annotated[float | None, typer.Option(help="Stars that the review gave.")] = None,
    author: Annotated[str | None, typer.Option(help="The reviewer's public name.")] = None,
    business: Annotated[
        str | None, typer.Option(help="Slug of the business; the only one if there is one.")
    ] = None,
    count: Annotated[int, typer.Option(min=1, max=5)] = 3,
    tone: Annotated[Literal["warm", "neutral", "formal"], typer.Option()] = "warm",
    length: Annotated[Literal["short", "medium", "long"], typer.Option()] = "medium",
    reply_language: Annotated[str | None, typer.Option(help="The review's own if none.")] = None,
    notes: Annotated[str, typer.Option(help="Private facts that the drafts may use.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Do not use a cached answer.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the API's JSON.")] = False,
) -> None:
    """Draft replies to a review."""
    review = review_from(read_text(source), platform=platform, rating=rating, author=author)
    answer = run(_answer(review, business, count, tone, length, reply_language, notes, force))
    if as_json:
        typer.echo(answer.decode())
    else:
        show_drafts(Console(), json.loads(answer))


async def _answer(
    review: Review,
    business: str | None,
    count: int,
    tone: Tone,
    length: Length,
    reply_language: str | None,
    notes: str,
    force: bool,
) -> bytes:
    from replywright.app import open_parts  # heavy, and not every command needs it

    async with open_parts(settings()) as parts:
        request = DraftRequest(
            review=review,
            business=await parts.repository.business(business),
            count=count,
            tone=tone,
            length=length,
            reply_language=reply_language,
            notes=notes,
            force=force,
        )
        return (await parts.job.answer(request)).payload
