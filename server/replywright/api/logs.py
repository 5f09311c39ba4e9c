"""Structured logs on standard error: JSON for machines, plain lines for a person at a terminal."""

import logging
import sys

import structlog
from structlog.typing import Processor


def configure_logging(level: str) -> None:
    """Set up structlog and the standard library's logging alike. Texts and tokens are never logged."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Processor = structlog.processors.JSONRenderer()
    if sys.stderr.isatty():
        renderer = structlog.dev.ConsoleRenderer()
    threshold = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [kept for kept in root.handlers if not getattr(kept, "replywright", False)]
    handler.replywright = True  # type: ignore[attr-defined]
    root.addHandler(handler)
    root.setLevel(threshold)
    for chatty in ("httpx", "httpcore", "openai", "alembic", "aiosqlite"):
        logging.getLogger(chatty).setLevel(max(threshold, logging.WARNING))
