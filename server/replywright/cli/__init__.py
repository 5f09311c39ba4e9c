"""The command line: one module per command, gathered here."""

import typer

from replywright import __version__
from replywright.cli import admin_link, bulk, check, draft, rulebook, serve

app = typer.Typer(
    name="replywright",
    help="Checked drafts of replies to online reviews, and warnings about risky wording.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version and stop."
    ),
) -> None:
    pass


app.command("serve")(serve.serve)
app.command("draft")(draft.draft)
app.command("check")(check.check)
app.command("bulk")(bulk.bulk)
app.command("rulebook")(rulebook.rulebook)
app.command("admin-link")(admin_link.admin_link)
