"""``replywright bulk``: drafts for a whole table of reviews, resumable at any row."""

import asyncio
import csv
import io
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from replywright.cli.reading import build_review
from replywright.cli.running import plainly, run, settings
from replywright.domain import Business, DraftRequest
from replywright.errors import InvalidInput, ReplywrightError

if TYPE_CHECKING:
    from replywright.app import Parts

AT_ONCE = 8
READ = ("text", "platform", "rating", "rating_max", "author", "language", "review_id", "url", "posted_at")
SYNONYMS = {
    "review": "text",
    "comment": "text",
    "stars": "rating",
    "score": "rating",
    "name": "author",
    "id": "review_id",
}
NUMBERS = {"rating", "rating_max"}
WRITTEN = ("line", "row", "review_id", "status", "error", "labels", "strategy", "language", "level")


@dataclass(frozen=True, slots=True)
class Row:
    """One review of the table. ``line`` is where it begins; ``key`` tells it from a changed one."""

    line: int
    key: str
    fields: Mapping[str, str]


@plainly
def bulk(
    source: Annotated[
        Path, typer.Argument(help="A CSV file with a header; a column text or review is needed.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Where the drafts go; go on there if it exists.")
    ],
    business: Annotated[
        str | None, typer.Option(help="Slug of the business; the only one if there is one.")
    ] = None,
    count: Annotated[int, typer.Option(min=1, max=5, help="Drafts per review.")] = 1,
) -> None:
    """Draft replies to every review of a CSV file."""
    rows = list(read_rows(source))
    columns = (*WRITTEN, *(f"draft_{number}" for number in range(1, count + 1)))
    done = drop_broken_end(output, columns)
    todo = [row for row in rows if row.key not in done]
    console = Console(stderr=True)
    if len(todo) < len(rows):
        console.print(f"{len(rows) - len(todo)} of {len(rows)} were done before; going on.")
    bad = run(_draft_all(todo, output, columns, business, count, console))
    for line, error in bad:
        console.print(f"line {line}: {error}", style="yellow", markup=False)
    console.print(f"{len(todo) - len(bad)} drafted, {len(bad)} bad, all in {output}", markup=False)


def read_rows(source: Path) -> Iterator[Row]:
    """The rows of a CSV file in UTF-8; raises InvalidInput when it is no such table."""
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows_of(file)
    except OSError as error:
        raise InvalidInput(f"{source} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{source} is not UTF-8 (byte {error.start}). Save it as CSV UTF-8.") from error
    except csv.Error as error:
        raise InvalidInput(f"{source} is not a CSV table: {error}.") from error


def _rows_of(file: Any) -> Iterator[Row]:
    reader = csv.reader(file)
    header = [SYNONYMS.get(name.strip().lower(), name.strip().lower()) for name in next(reader, [])]
    if "text" not in header:
        raise InvalidInput("The first line must name the columns, and one of them must be text or review.")
    seen: dict[str, int] = {}
    begin = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            content = sha256(json.dumps(cells).encode()).hexdigest()[:16]
            seen[content] = seen.get(content, 0) + 1
            yield Row(begin, f"{content}-{seen[content]}", dict(zip(header, cells, strict=False)))
        begin = reader.line_num + 1


def drop_broken_end(output: Path, columns: tuple[str, ...]) -> set[str]:
    """The keys of the rows that are done. Writes the header, and cuts off a last row that was not finished.

    Each row ends with a line break after a quoted last cell, so a row that was being written when the
    process died is the one that has no line break or too few cells.
    """
    if not output.exists() or output.stat().st_size == 0:
        output.write_text(_line(columns), encoding="utf-8", newline="")
        return set()
    with output.open(encoding="utf-8", newline="") as file:
        text = file.read()
    whole = list(csv.reader(io.StringIO(text, newline="")))
    if not whole or tuple(whole[0]) != columns:
        raise InvalidInput(f"{output} holds something else. Name another file, or delete it.")
    if len(whole) > 1 and (len(whole[-1]) != len(columns) or not text.endswith("\n") or not _closed(text)):
        whole.pop()
    kept = "".join(_line(cells) for cells in whole)
    if kept != text:
        fresh = output.with_name(output.name + ".tmp")
        fresh.write_text(kept, encoding="utf-8", newline="")
        fresh.replace(output)
    return {cells[1] for cells in whole[1:]}


def _closed(text: str) -> bool:
    return text.count('"') % 2 == 0


def _line(cells: Any) -> str:
    """One row, every cell quoted; a cell that a spreadsheet would run as a formula gets an apostrophe."""
    safe = (
        ("'" + cell) if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in map(str, cells)
    )
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in safe) + "\n"


async def _draft_all(
    rows: list[Row],
    output: Path,
    columns: tuple[str, ...],
    business: str | None,
    count: int,
    console: Console,
) -> list[tuple[int, str]]:
    bad: list[tuple[int, str]] = []
    bar = Progress(
        TextColumn("drafting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    )
    from replywright.app import open_parts  # heavy, and not every command needs it

    async with open_parts(settings()) as parts:
        profile = await parts.repository.business(business)
        with output.open("a", encoding="utf-8", newline="") as file, bar:
            task = bar.add_task("drafting", total=len(rows))
            for first in range(0, len(rows), AT_ONCE):
                batch = rows[first : first + AT_ONCE]
                for row, cells in zip(
                    batch,
                    await asyncio.gather(*(_draft_row(parts, profile, row, count) for row in batch)),
                    strict=True,
                ):
                    file.write(_line(cells.get(column, "") for column in columns))
                    if cells["status"] == "bad":
                        bad.append((row.line, cells["error"]))
                    bar.advance(task)
                file.flush()
                os.fsync(file.fileno())
    return bad


async def _draft_row(parts: "Parts", business: Business, row: Row, count: int) -> dict[str, str]:
    cells = {
        "line": str(row.line),
        "row": row.key,
        "review_id": row.fields.get("review_id", ""),
        "status": "ok",
    }
    try:
        review = build_review(_typed(row.fields))
        answer = json.loads((await parts.job.answer(DraftRequest(review, business, count=count))).payload)
    except ReplywrightError as error:
        return cells | {"status": "bad", "error": error.detail or error.title}
    cells |= {
        "labels": " ".join(answer["triage"]["labels"]),
        "strategy": answer["triage"]["strategy"],
        "language": answer["reply_language"],
        "level": " ".join(draft["level"] for draft in answer["drafts"]),
    }
    return cells | {f"draft_{number}": draft["text"] for number, draft in enumerate(answer["drafts"], 1)}


def _typed(fields: Mapping[str, str]) -> dict[str, Any]:
    """Cells as the API's fields: empty ones left out, numbers read with a point or a comma."""
    typed: dict[str, Any] = {}
    for name in READ:
        cell = (fields.get(name) or "").strip()
        if not cell:
            continue
        if name in NUMBERS:
            try:
                typed[name] = float(cell.replace(",", "."))
            except ValueError as error:
                raise InvalidInput(f"{name}: not a number") from error
        else:
            typed[name] = cell
    typed.setdefault("text", "")
    return typed
