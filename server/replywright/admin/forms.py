"""Forms as browsers send them, without a parser for files that nobody sends."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from replywright.errors import InvalidInput

LONGEST_FORM = 64_000  # bytes


async def form(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name. Raises InvalidInput when it is too long or no form."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LONGEST_FORM:
            raise InvalidInput("The form is too long.")
    try:
        return dict(
            parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=50)
        )
    except ValueError:
        raise InvalidInput("The form cannot be read.") from None
