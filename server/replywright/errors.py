"""Every error a person may meet.

::

    ReplywrightError
    ├── InvalidInput            422  a field is wrong; names it
    ├── NotFound                404  no such business, draft, page
    ├── Unauthenticated         401  no token, or one that is not known
    ├── Forbidden               403  the token's role is too low
    ├── Conflict                409  somebody else changed it first
    ├── TooMany                 429  slow down; says for how long
    ├── RulebookError           500  a file under prompts/ is wrong; says where
    ├── Unavailable             503  something around us is down; says what
    └── ProviderError           503  the language model
        ├── ProviderTimeout          no answer in time
        ├── ProviderBusy             429; carries Retry-After
        ├── ProviderRefused          4xx: key, model name or request refused
        ├── ProviderDown             5xx, or no connection
        └── ProviderGarbled          an answer that is malformed, truncated or empty
"""


class ReplywrightError(Exception):
    """Root of the tree. ``code`` is the stable last part of the problem's type; ``title`` is for a person.

    ``detail`` says what to do about it. It never holds review text, draft text, tokens or keys.
    """

    code = "internal"
    status = 500
    title = "Something went wrong on our side"

    def __init__(self, detail: str = "", *, errors: tuple[dict[str, str], ...] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = errors


class InvalidInput(ReplywrightError):
    code, status, title = "invalid-input", 422, "A field cannot be used as it is"


class NotFound(ReplywrightError):
    code, status, title = "not-found", 404, "There is no such thing here"


class Unauthenticated(ReplywrightError):
    code, status, title = "unauthenticated", 401, "A valid access token is needed"


class Forbidden(ReplywrightError):
    code, status, title = "forbidden", 403, "This token may not do that"


class Conflict(ReplywrightError):
    code, status, title = "conflict", 409, "It was changed in the meantime"


class TooMany(ReplywrightError):
    code, status, title = "too-many-requests", 429, "Too many requests"

    def __init__(self, detail: str = "", *, retry_after: float = 1.0) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class RulebookError(ReplywrightError):
    code, title = "rulebook", "A file of the rulebook cannot be used"


class Unavailable(ReplywrightError):
    code, status, title = "unavailable", 503, "Something the service needs is not there"


class ProviderError(ReplywrightError):
    code, status, title = "model-failed", 503, "The language model did not deliver"


class ProviderTimeout(ProviderError):
    code = "model-timeout"


class ProviderBusy(ProviderError):
    code = "model-busy"

    def __init__(self, detail: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class ProviderRefused(ProviderError):
    code = "model-refused"


class ProviderDown(ProviderError):
    code = "model-down"


class ProviderGarbled(ProviderError):
    code = "model-garbled"
