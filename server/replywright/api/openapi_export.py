"""``python -m replywright.api.openapi_export [--check] [FILE]``: the committed OpenAPI document."""

import json
import sys
from pathlib import Path

from replywright import __version__
from replywright.api.metrics import Metrics
from replywright.api.web import bare_app, equip

DEFAULT = Path(__file__).resolve().parents[3] / "extension" / "openapi.json"


def document() -> str:
    """The document as it is committed: in the code's order, indented by two, a line break at the end."""
    app = bare_app(__version__)
    equip(app, metrics=Metrics(), loopback_only=False)
    return json.dumps(app.openapi(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write the file, or with ``--check`` say whether it is fresh. Exit status 1 when it is not."""
    files = [argument for argument in arguments if not argument.startswith("--")]
    target = Path(files[0]) if files else DEFAULT
    fresh = document()
    if "--check" in arguments:
        if target.is_file() and target.read_text(encoding="utf-8") == fresh:
            return 0
        print(f"{target} is out of date. Cure: python -m replywright.api.openapi_export", file=sys.stderr)
        return 1
    target.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
