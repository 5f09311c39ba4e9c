"""What an OpenAI-compatible server understands, learnt from what it refuses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from replywright.domain import Message

AnswerFormat = Literal["json_schema", "json_object", "text"]

_NEXT_FORMAT: Mapping[AnswerFormat, AnswerFormat] = {"json_schema": "json_object", "json_object": "text"}
_FORMAT_WORDS = ("response_format", "json_schema", "json_object", "grammar", "structured output")
_OPTIONAL = ("stream_options", "temperature", "seed")
_REFUSALS = frozenset({400, 404, 415, 422, 500, 501})


@dataclass(frozen=True, slots=True)
class Dialect:
    """One server's way. Starts with everything we would like; ``without`` gives it up bit by bit."""

    format: AnswerFormat = "json_schema"
    limit_key: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    left_out: frozenset[str] = field(default_factory=frozenset)

    def arguments(self, values: Mapping[str, Any], *, max_tokens: int, count: int) -> dict[str, Any]:
        """``values`` that this server takes, plus its answer format and token limit."""
        taken = {key: value for key, value in values.items() if key not in self.left_out}
        taken[self.limit_key] = max_tokens
        if self.format == "json_schema":
            schema = {"name": "replies", "strict": True, "schema": schema_of(count)}
            taken["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self.format == "json_object":
            taken["response_format"] = {"type": "json_object"}
        return taken

    def messages(self, messages: tuple[Message, ...], count: int) -> list[dict[str, str]]:
        """The messages for the wire; a server that knows no schema finds it in the system message."""
        wire = [{"role": message.role, "content": message.content} for message in messages]
        if self.format == "json_schema":
            return wire
        note = f"JSON Schema of the answer, and of nothing else:\n{json.dumps(schema_of(count))}"
        if wire and wire[0]["role"] == "system":
            wire[0]["content"] += f"\n\n{note}"
        else:
            wire.insert(0, {"role": "system", "content": note})
        return wire

    def without(self, status: int, complaint: str) -> "Dialect | None":
        """What to try after a refusal that reads ``complaint``; None when it is about something else."""
        if status not in _REFUSALS:
            return None
        said = complaint.lower()
        if self.limit_key == "max_tokens" and "max_completion_tokens" in said:
            return replace(self, limit_key="max_completion_tokens")
        if self.format != "text" and any(word in said for word in _FORMAT_WORDS):
            return replace(self, format=_NEXT_FORMAT[self.format])
        for name in _OPTIONAL:
            if name in said and name not in self.left_out:
                return replace(self, left_out=self.left_out | {name})
        return None


def schema_of(count: int) -> dict[str, Any]:
    """JSON Schema of an answer with exactly ``count`` replies."""
    reply = {
        "type": "object",
        "properties": {"text": {"type": "string"}},
        "required": ["text"],
        "additionalProperties": False,
    }
    replies = {"type": "array", "items": reply, "minItems": count, "maxItems": count}
    return {
        "type": "object",
        "properties": {"replies": replies},
        "required": ["replies"],
        "additionalProperties": False,
    }
