"""The messages sent to a model: templates of the rulebook, filled from a plan, within a token budget."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from jinja2 import DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from replywright.domain import Message, Plan, Point, Prompt
from replywright.drafting.contacts import unknown_contacts
from replywright.drafting.languages import nearest, pack_for
from replywright.drafting.quoting import Quoter, plain, shortened
from replywright.drafting.tokens import count_tokens
from replywright.drafting.triage.injection import without_instructions
from replywright.drafting.triage.triager import INJECTION
from replywright.errors import RulebookError
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.guideline import GuidelineSpec
from replywright.text.language import detect, same_language

_MESSAGE_OVERHEAD = 4  # tokens that a chat format spends on each message
_ANSWER_OVERHEAD = 3
_MOST_EXAMPLES = 4
_SHORTEST_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Material:
    """What goes into a prompt, in the order in which it is given up: examples first, then optional rules,
    then facts in other languages, then facts, then the middle of a very long review or note.
    """

    plan: Plan
    musts: tuple[str, ...]
    shoulds: tuple[str, ...]
    examples: tuple[str, ...]
    facts: tuple[str, ...]
    foreign_facts: tuple[str, ...]
    review: str
    notes: str
    existing_reply: str


class PromptWriter:
    """Writes prompts of at most ``budget`` tokens, counted as ``model`` counts them."""

    def __init__(self, rulebook: Rulebook, budget: int, model: str = "") -> None:
        self._rulebook = rulebook
        self._budget = budget
        self._model = model
        self._environment = ImmutableSandboxedEnvironment(
            loader=DictLoader({_name(key): text for key, text in rulebook.templates.items()}),
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def write(self, plan: Plan, count: int | None = None) -> Prompt:
        """The first prompt of a job. Raises RulebookError when a template does not fit its values."""
        return self._within_budget(plan, count or plan.request.count, ())

    def write_again(self, plan: Plan, faults: tuple[str, ...], count: int | None = None) -> Prompt:
        """The one further prompt, which says what was wrong with the first answer."""
        return self._within_budget(plan, count or plan.request.count, faults)

    def _within_budget(self, plan: Plan, count: int, faults: tuple[str, ...]) -> Prompt:
        material = self._material(plan)
        messages = self._messages(material, count, faults)
        tokens = self._tokens(messages)
        cut: list[str] = []
        for what, smaller in _cuts(material):
            if tokens <= self._budget:
                break
            messages = self._messages(smaller, count, faults)
            tokens = self._tokens(messages)
            cut.append(what)
        return Prompt(messages, tokens, _digest(messages), tuple(dict.fromkeys(cut)))

    def _messages(self, material: Material, count: int, faults: tuple[str, ...]) -> tuple[Message, ...]:
        values = self._values(material, count)
        messages = [
            Message("system", self._render("system", {})),
            Message("user", self._render("brief", values)),
        ]
        if faults:
            messages.append(Message("user", self._render("again", {"faults": faults, "count": count})))
        return tuple(messages)

    def _values(self, material: Material, count: int) -> dict[str, object]:
        plan, request = material.plan, material.plan.request
        quoter = Quoter.for_texts(
            material.review, material.existing_reply, request.review.author or "", material.notes
        )
        return {
            "business": request.business,
            "platform": self._rulebook.platform(request.review.platform),
            "kind": request.kind,
            "tone": request.tone,
            "length": request.length,
            "count": count,
            "language": self._language_name(plan.reply_language),
            "stars": request.review.stars,
            "strategy": plan.triage.strategy,
            "labels": plan.triage.labels,
            "musts": material.musts,
            "shoulds": material.shoulds,
            "examples": material.examples,
            "facts": material.facts,
            "foreign_facts": material.foreign_facts,
            "remedies": plan.remedies,
            "contacts": plan.contacts,
            "signatory": plan.signatory,
            "limit_max": plan.limit_max,
            "limit_unit": plan.limit_unit,
            "author": quoter.quote("AUTHOR", plain(request.review.author or ""))
            if plan.greet_by_name
            else "",
            "points": quoter.quote("POINTS", _listed(plan.points)) if plan.points else "",
            "review": quoter.quote("REVIEW", material.review),
            "existing_reply": quoter.quote("EARLIER", material.existing_reply)
            if material.existing_reply
            else "",
            "notes": quoter.quote("NOTES", material.notes) if material.notes else "",
        }

    def _material(self, plan: Plan) -> Material:
        request = plan.request
        specs = [(item, self._rulebook.guidelines.get(item.id)) for item in plan.guidelines]
        musts = tuple(item.text for item, spec in specs if spec is None or spec.force != "should")
        shoulds = tuple(item.text for item, spec in specs if spec is not None and spec.force == "should")
        examples = _examples([spec for _, spec in specs if spec is not None], plan.reply_language)
        instructions = tuple(signal.span for signal in plan.triage.signals if signal.label == INJECTION)
        review = plain(without_instructions(request.review.text, instructions))
        return Material(
            plan=plan,
            musts=musts,
            shoulds=shoulds,
            examples=examples,
            facts=plan.facts,
            foreign_facts=_foreign_facts(plan),
            review=review,
            notes=plain(request.notes),
            existing_reply=plain(request.review.existing_reply or ""),
        )

    def _language_name(self, tag: str) -> str:
        known = nearest(tag, self._rulebook.languages)
        return f"{self._rulebook.languages[known].english_name} ({tag})" if known else tag

    def _render(self, template: str, values: dict[str, object]) -> str:
        try:
            return self._environment.get_template(template).render(values).strip()
        except TemplateError as error:
            raise RulebookError(f"prompts/templates/{template}.j2: {error.message}") from None

    def _tokens(self, messages: tuple[Message, ...]) -> int:
        counted = sum(count_tokens(message.content, self._model) + _MESSAGE_OVERHEAD for message in messages)
        return counted + _ANSWER_OVERHEAD


def _examples(specs: list[GuidelineSpec], language: str) -> tuple[str, ...]:
    """A few good replies in the language of this one, those for its own kind of review first.

    None that names a contact or a remedy: a model would copy it.
    """
    free = [spec for spec in specs if not spec.when.needs]
    ordered = sorted(free, key=lambda spec: not spec.when.labels)
    fitting = (
        text
        for spec in ordered
        for text in spec.examples.good[:1]
        if not unknown_contacts(text, "") and same_language(detect(text).tag, language)
    )
    return tuple(islice(fitting, _MOST_EXAMPLES))


def _cuts(material: Material) -> Iterator[tuple[str, Material]]:
    """Ever smaller material. What must be kept and the points of the review are never given up."""
    if material.examples:
        material = replace(material, examples=())
        yield "examples", material
    while material.shoulds:
        material = replace(material, shoulds=material.shoulds[:-1])
        yield "guidelines", material
    while material.foreign_facts:
        material = replace(material, foreign_facts=material.foreign_facts[:-1])
        yield "facts", material
    while material.facts:
        material = replace(material, facts=material.facts[:-1])
        yield "facts", material
    yield from _shorter_texts(material)


def _shorter_texts(material: Material) -> Iterator[tuple[str, Material]]:
    review, notes, earlier = material.review, material.notes, material.existing_reply
    share = 0.8
    while share > _SHORTEST_SHARE:
        yield (
            "review",
            replace(
                material,
                review=shortened(review, share),
                notes=shortened(notes, share),
                existing_reply=shortened(earlier, share),
            ),
        )
        share *= 0.75


def _foreign_facts(plan: Plan) -> tuple[str, ...]:
    """Facts on the review's topics that the business has in other languages only: a model can translate."""
    if plan.triage.holding_text:
        return ()
    topics = {point.topic for point in plan.points}
    return tuple(
        fact.text.get("en") or next(iter(fact.text.values()))
        for fact in plan.request.business.facts
        if fact.topic in topics and fact.text and pack_for(fact.text, plan.reply_language) is None
    )


def _listed(points: tuple[Point, ...]) -> str:
    return "\n".join(f"{point.id} ({point.kind}): {' '.join(plain(point.text).split())}" for point in points)


def _digest(messages: tuple[Message, ...]) -> str:
    joined = "\x00".join(f"{message.role}\x01{message.content}" for message in messages)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _name(key: str) -> str:
    return key.removesuffix(".j2")
