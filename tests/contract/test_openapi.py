"""The service keeps to its own OpenAPI document, and the committed copy of it is fresh."""

import json
from pathlib import Path

from replywright.api.openapi_export import DEFAULT, document, main

ROUTES = {
    "/v1/drafts": "post",
    "/v1/check": "post",
    "/v1/outcomes": "post",
    "/v1/platforms": "get",
    "/v1/businesses": "get",
    "/v1/me": "get",
    "/healthz": "get",
    "/readyz": "get",
}


def test_the_committed_document_is_fresh():
    assert main(["--check"]) == 0


def test_a_stale_document_is_named_with_the_cure(tmp_path, capsys):
    stale = tmp_path / "openapi.json"
    stale.write_text("{}")
    assert main(["--check", str(stale)]) == 1
    assert "Cure" in capsys.readouterr().err
    assert main([str(stale)]) == 0
    assert stale.read_text(encoding="utf-8") == Path(DEFAULT).read_text(encoding="utf-8")


def test_every_route_tells_its_body_answers_and_problems():
    told = json.loads(document())
    assert {path: next(iter(operations)) for path, operations in told["paths"].items()} == ROUTES
    for path, method in ROUTES.items():
        operation = told["paths"][path][method]
        assert "200" in operation["responses"]
        if path.startswith("/v1/"):
            assert "application/problem+json" in operation["responses"]["401"]["content"]
        assert ("requestBody" in operation) == (method == "post")


def test_every_reference_leads_somewhere():
    text = document()
    schemas = json.loads(text)["components"]["schemas"]
    for part in text.split('"$ref": "#/components/schemas/')[1:]:
        assert part.partition('"')[0] in schemas
