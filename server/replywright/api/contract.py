"""The OpenAPI document: what FastAPI finds out by itself, and what the direct routes declare."""

from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from replywright.api.inputs import CheckIn, DraftsIn, OutcomesIn
from replywright.api.problems import MEDIA_TYPE, Problem

_REF = "#/components/schemas/{model}"
_SCHEMAS: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = [
    (DraftsIn, "validation"),
    (CheckIn, "validation"),
    (OutcomesIn, "validation"),
    (Problem, "validation"),
]
_WHY = {
    400: "The body is no JSON, no UTF-8 or nested too deep.",
    401: "No token, or one that is not known.",
    403: "The token's role is too low, or a page of another site asked.",
    404: "No such business.",
    413: "More than 1 MB.",
    421: "In open mode: a host name other than loopback.",
    422: "A field is wrong; it is named.",
    429: "Slow down; Retry-After says for how long.",
    500: "A fault on our side.",
    503: "Something around the service is down; it is named.",
}


def body_of(model: type[BaseModel]) -> dict[str, Any]:
    """The part of an operation that says which JSON body it takes."""
    schema = {"$ref": _REF.format(model=model.__name__)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The part of an operation that says which problems it may answer with."""
    schema = {"$ref": _REF.format(model="Problem")}
    return {
        status: {"description": _WHY[status], "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole document, made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
        )
        _, definitions = models_json_schema(_SCHEMAS, ref_template=_REF)
        components = document.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        for name, schema in definitions["$defs"].items():
            schemas.setdefault(name, schema)
        components["schemas"] = dict(sorted(schemas.items()))
        components["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer", "description": "rw_..., made in the console"}
        }
        for path, operations in document["paths"].items():
            if path.startswith("/v1/"):
                for operation in operations.values():
                    operation["security"] = [{"token": []}, {}]
        app.openapi_schema = document
    return app.openapi_schema
