"""``replywright admin-link``: a one-time address that signs an admin in to the console."""

import typer

from replywright.cli.running import plainly, run, settings
from replywright.settings import Settings


@plainly
def admin_link() -> None:
    """Print an address that opens the console once, within a quarter of an hour."""
    typer.echo(run(make_link(settings())))


async def make_link(config: Settings) -> str:
    """A fresh one-time console address for these settings."""
    from replywright.app import open_repository  # heavy, and not every command needs it

    async with open_repository(config) as repository:
        from replywright.admin.entry import create_admin_link

        return await create_admin_link(repository, f"http://{config.host}:{config.port}")
