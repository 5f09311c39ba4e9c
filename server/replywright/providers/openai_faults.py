"""The vendor's errors in our words. Says nothing of what was sent: an error may end up in a log.

Works by class name, so that naming the errors does not import the vendor.
"""

import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import mktime_tz, parsedate_tz
from typing import Any

from replywright.errors import (
    ProviderBusy,
    ProviderDown,
    ProviderError,
    ProviderGarbled,
    ProviderRefused,
    ProviderTimeout,
)

# Every exception of the vendor's; a test fails when it has one more. The nearest base class of an error that
# is listed decides; a status (below) says more than the class does.
TRANSLATED: Mapping[str, type[ProviderError]] = {
    "APIConnectionError": ProviderDown,
    "APIError": ProviderDown,  # an error told in the middle of a stream
    "APIResponseValidationError": ProviderGarbled,
    "APIStatusError": ProviderRefused,
    "APITimeoutError": ProviderTimeout,
    "AuthenticationError": ProviderRefused,
    "BadRequestError": ProviderRefused,
    "ConflictError": ProviderDown,
    "ContentFilterFinishReasonError": ProviderRefused,
    "InternalServerError": ProviderDown,
    "InvalidWebhookSignatureError": ProviderRefused,
    "LengthFinishReasonError": ProviderGarbled,
    "NotFoundError": ProviderRefused,
    "OAuthError": ProviderRefused,
    "OpenAIError": ProviderRefused,
    "PermissionDeniedError": ProviderRefused,
    "RateLimitError": ProviderBusy,
    "SubjectTokenProviderError": ProviderRefused,
    "UnprocessableEntityError": ProviderRefused,
    "WebSocketConnectionClosedError": ProviderDown,
    "WebSocketQueueFullError": ProviderDown,
}

_DETAIL_BY_STATUS: Mapping[int, str] = {
    400: "The model's server does not accept this request. Check the model's name and its context length.",
    401: "The model's server does not know the key. Check REPLYWRIGHT_LLM_API_KEY.",
    402: "The account at the model's server has no credit left.",
    403: "The key may not use this model. Check REPLYWRIGHT_LLM_API_KEY and REPLYWRIGHT_LLM_MODEL.",
    404: "No such model or address. Check REPLYWRIGHT_LLM_MODEL and REPLYWRIGHT_LLM_BASE_URL.",
    413: "The request is too large for the model's server. Lower REPLYWRIGHT_PROMPT_TOKEN_BUDGET.",
}
_DETAIL: Mapping[type[ProviderError], str] = {
    ProviderTimeout: "The language model took too long.",
    ProviderBusy: "The language model is busy. Try again a little later.",
    ProviderRefused: "The model's server refused the request. Check the REPLYWRIGHT_LLM_ settings.",
    ProviderDown: "The model's server cannot be reached or is failing. Check REPLYWRIGHT_LLM_BASE_URL.",
    ProviderGarbled: "The language model's answer cannot be used.",
}


@contextmanager
def translated() -> Iterator[None]:
    """Lets nothing out but ProviderError, and cancellation. The original is cut off: it may quote texts."""
    try:
        yield
    except ProviderError:
        raise
    except TimeoutError:
        raise fault(ProviderTimeout) from None
    except Exception as error:
        raise translate(error) from None


def fault(kind: type[ProviderError], detail: str = "") -> ProviderError:
    """A ProviderError with the usual advice of its kind."""
    return kind(detail or _DETAIL[kind])


def translate(error: Exception) -> ProviderError:
    """Our error for one of the vendor's; anything unknown is an answer that could not be read."""
    names = [base.__name__ for base in type(error).__mro__]
    kind = next((TRANSLATED[name] for name in names if name in TRANSLATED), None)
    status = getattr(error, "status_code", None)
    if kind is None:
        return fault(ProviderRefused if isinstance(error, UnicodeEncodeError) else ProviderGarbled)
    if kind is ProviderGarbled or not isinstance(status, int):
        return fault(kind)
    return _by_status(status, error)


def _by_status(status: int, error: Exception) -> ProviderError:
    if status == 429 and getattr(error, "code", None) == "insufficient_quota":
        return fault(ProviderRefused, _DETAIL_BY_STATUS[402])
    if status == 429:
        return ProviderBusy(_DETAIL[ProviderBusy], retry_after=retry_after(_headers(error)))
    if status in (408, 504):
        return fault(ProviderTimeout)
    if status >= 500 or status in (409, 425):
        return fault(ProviderDown)
    return fault(ProviderRefused, _DETAIL_BY_STATUS.get(status, ""))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks us to wait, from a number or an HTTP date; None when it does not say."""
    value = headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        date = parsedate_tz(value)
        if date is None:
            return None
        seconds = mktime_tz(date) - time.time()
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _headers(error: Exception) -> Mapping[str, str]:
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    return headers if headers is not None else {}
