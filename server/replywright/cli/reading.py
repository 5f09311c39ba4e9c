"""Reviews as they come in files: plain text, or one JSON object with the fields of the API."""

import json
from typing import Any

from pydantic import ValidationError

from replywright.api.schemas import ReviewIn
from replywright.domain import Review
from replywright.errors import InvalidInput


def review_from(text: str, **given: Any) -> Review:
    """``text`` is the review itself or a JSON object; options that were given win over its fields."""
    fields: dict[str, Any] = {"text": text}
    if text.startswith("{"):
        try:
            fields = json.loads(text)
        except json.JSONDecodeError as error:
            raise InvalidInput(f"The JSON is broken at line {error.lineno}: {error.msg}.") from error
    return build_review(fields | {name: value for name, value in given.items() if value is not None})


def build_review(fields: dict[str, Any]) -> Review:
    """Validate fields as the API does; InvalidInput names what is wrong."""
    try:
        return ReviewIn.model_validate(fields).to_domain()
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise InvalidInput("; ".join(wrong)) from error
