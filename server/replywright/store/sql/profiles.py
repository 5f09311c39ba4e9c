"""Business profiles: from what is stored to what a draft may know."""

import hashlib
import json
from typing import Any

from pydantic import ValidationError

from replywright.domain import Business, Contact, Fact, Remedy
from replywright.errors import Unavailable
from replywright.rulebook.schema.business import BusinessSpec


def revision_of(spec: BusinessSpec) -> str:
    """The first 16 hex digits of a SHA-256 over the canonical profile."""
    canonical = json.dumps(spec.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def profile_of(stored: Any) -> BusinessSpec:
    """A stored profile, validated again, since somebody may have changed the table by hand."""
    try:
        return BusinessSpec.model_validate(stored)
    except ValidationError as error:
        fields = sorted({".".join(map(str, fault["loc"])) or "profile" for fault in error.errors()})
        raise Unavailable(f"A stored business profile is wrong in: {', '.join(fields)}.") from None


def to_business(spec: BusinessSpec) -> Business:
    """The profile as the frozen type that stages pass on."""
    return Business(
        slug=spec.slug,
        name=spec.name,
        revision=revision_of(spec),
        sector=spec.sector,
        city=spec.city,
        facts=tuple(Fact(fact.topic, dict(fact.text)) for fact in spec.facts),
        contacts=tuple(Contact(entry.kind, entry.value, entry.verified_on) for entry in spec.contacts),
        remedies=tuple(
            Remedy(entry.id, dict(entry.text), tuple(entry.topics), tuple(entry.platforms))
            for entry in spec.remedies
        ),
        signatory=spec.signatory,
        address_form=spec.address_form,
        avoid=tuple(spec.avoid),
        jurisdictions=tuple(spec.jurisdictions),
    )
