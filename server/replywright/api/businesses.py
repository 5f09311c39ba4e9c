"""Business profiles for a moment in memory, so that a cached answer needs no question to the database."""

from time import monotonic

from replywright.domain import Business
from replywright.errors import NotFound
from replywright.ports import Repository

# How long another worker may go on with an old profile; the drafts' keys change with it at once after that.
REMEMBER_S = 2.0


class BusinessMemory:
    """All profiles, read again every few seconds."""

    def __init__(self, *, remember_s: float = REMEMBER_S) -> None:
        self._remember_s = remember_s
        self._read_again_at = 0.0
        self._known: dict[str, Business] = {}

    async def find(self, repository: Repository, slug: str | None) -> Business:
        """The business of this slug; for None the only one. Raises NotFound, or Unavailable."""
        known = await self.all(repository)
        if slug is not None:
            if slug in known:
                return known[slug]
            raise NotFound("No business has this slug; GET /v1/businesses lists them.")
        if len(known) == 1:
            return next(iter(known.values()))
        raise NotFound("There are several businesses; say which (GET /v1/businesses lists them).")

    async def only(self, repository: Repository, slug: str | None) -> Business | None:
        """As ``find``, but None where nothing was asked for and there is a choice."""
        if slug is None and len(await self.all(repository)) != 1:
            return None
        return await self.find(repository, slug)

    async def all(self, repository: Repository) -> dict[str, Business]:
        now = monotonic()
        if now >= self._read_again_at:
            self._known = {business.slug: business for business in await repository.businesses()}
            self._read_again_at = now + self._remember_s
        return self._known
