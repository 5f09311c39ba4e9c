"""What makes two jobs the same. Everything that may change an answer is in the key, and nothing else."""

import hashlib
import json
import re
import unicodedata
from datetime import date

from replywright.domain import Business, DraftRequest, Review
from replywright.drafting.contacts import fresh_contacts


def fingerprint(
    request: DraftRequest,
    *,
    rulebook: str,
    provider: str,
    model: str,
    sampling: str,
    version: str,
    today: date | None = None,
) -> str:
    """The key of a job: 64 hex digits.

    ``rulebook`` is its revision. ``force`` is no part of the key: it asks for a new answer to the same job.
    ``today`` matters only through the contacts that have become too old to offer.
    """
    parts = [
        _review(request.review),
        _business(request.business, today or date.today()),
        _options(request),
        [rulebook, provider, model, sampling, version],
    ]
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def normalised(text: str) -> str:
    """The text in NFC with every run of white space as one blank, for comparing only."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def in_place(text: str) -> str:
    """The text with the kind of its white space left out, and what stands behind it: whatever would move a
    span of the answer stays.
    """
    return re.sub(r"\s", " ", text).rstrip()


def _review(review: Review) -> list[object]:
    return [
        review.platform,
        in_place(review.text),
        None if review.rating is None else float(review.rating),
        float(review.rating_max),
        None if review.author is None else normalised(review.author),
        review.language,
        None if review.existing_reply is None else normalised(review.existing_reply),
    ]


def _business(business: Business, today: date) -> list[object]:
    fresh = [[contact.kind, contact.value] for contact in fresh_contacts(business, today)]
    return [business.slug, business.revision, fresh]


def _options(request: DraftRequest) -> list[object]:
    return [
        request.kind,
        request.count,
        request.tone,
        request.length,
        normalised(request.notes),
        request.reply_language,
        request.ui_language,
        request.seed,
    ]
