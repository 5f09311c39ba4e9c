"""Turns a plan and an outline into sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from replywright.domain import Contact, Length, Plan, PointKind
from replywright.providers.composing.cases import Case, case_of
from replywright.providers.composing.difference import related
from replywright.providers.composing.naming import greeting_name, listed, phrase, topics_of
from replywright.providers.composing.outlines import OUTLINES, Outline
from replywright.providers.composing.voice import Voice
from replywright.rulebook.schema.language import LanguageSpec
from replywright.rulebook.schema.phrases import ComposerSpec

_NO_GREETING: frozenset[Case] = frozenset({"report", "staff", "troll"})
_NO_SIGNATURE: frozenset[Case] = frozenset({"report", "staff"})
_SENTENCE_ENDS = ".!?。！？…"
_ANSWERS = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """A draft before it is joined; whatever does not fit a limit is left out part by part."""

    greeting: str
    sentences: tuple[str, ...]
    signature: str


class Writer:
    """Writes the parts of drafts for one plan."""

    def __init__(
        self, plan: Plan, language: LanguageSpec, pack: ComposerSpec, seed: int, sector: str | None
    ) -> None:
        self._plan = plan
        self._language = language
        self._pack = pack
        self.case: Case = case_of(plan, sector)
        review = plan.request.review
        mark = sha256(f"{review.text}|{review.review_id}".encode()).hexdigest()
        informal = plan.request.business.address_form == "informal"
        self._voice = Voice(pack, plan.request.tone, informal, f"{seed}|{mark}")
        self._contacts = tuple(contact for contact in plan.contacts if contact.kind != "address")
        self._issues = topics_of(plan, "complaint")
        self._pluses = topics_of(plan, "praise")
        self._questions = topics_of(plan, "question")

    def parts(self, turn: int, length: Length) -> Parts:
        outlines = OUTLINES[self.case][length]
        outline = outlines[turn % len(outlines)]
        made = (self._sentence(slot, turn, outline) for slot in outline)
        return Parts(
            greeting=self._greeting(turn, length),
            sentences=tuple(text for text in made if text),
            signature="" if self.case in _NO_SIGNATURE else (self._plan.signatory or ""),
        )

    def shortest(self) -> Parts:
        """The least that still answers: the shortest line of the case's first part."""
        slot = OUTLINES[self.case]["short"][0][0]
        fills = {"issues": self._named("complaint", 0), "plus": self._named("praise", 0)}
        text = self._voice.shortest(slot, fills) if hasattr(self._pack, slot) else self._sentence(slot, 0, ())
        return Parts("", (text,), "")

    def _greeting(self, turn: int, length: Length) -> str:
        if self.case in _NO_GREETING:
            return ""
        name = None
        if self._plan.greet_by_name:
            name = greeting_name(self._plan.request.review.author, self._pack.anonymous)
        if name:
            return self._voice.line("greeting", turn, {"name": name})
        return "" if length == "short" else self._voice.line("hello", turn)

    def _sentence(self, slot: str, turn: int, outline: Outline) -> str:
        special: Callable[[int, Outline], str] | None = getattr(self, f"_say_{slot}", None)
        return special(turn, outline) if special else self._voice.line(slot, turn)

    # what the review names

    def _named(self, kind: PointKind, turn: int, start: int = 0, end: int | None = None) -> str:
        topics = {"complaint": self._issues, "praise": self._pluses, "question": self._questions}[kind]
        chosen = list(topics or (None,))[start:end]
        parts = [self._voice.addressed(phrase(self._language, topic, kind, turn)) for topic in chosen]
        return listed(parts, self._pack.joiners.comma, self._pack.joiners.final)

    def _first(self, outline: Outline) -> int | None:
        """How many issues the first sentence names when another one takes the rest; None = all."""
        if "also" not in outline or len(self._issues) < (2 if "close" in outline else 3):
            return None
        return (len(self._issues) + 1) // 2

    def _about_issues(self, slot: str, turn: int, outline: Outline) -> str:
        return self._voice.line(
            slot, turn, {"issues": self._named("complaint", turn, 0, self._first(outline))}
        )

    def _say_apology(self, turn: int, outline: Outline) -> str:
        return self._about_issues("apology", turn, outline)

    def _say_mention(self, turn: int, outline: Outline) -> str:
        return self._about_issues("mention", turn, outline)

    def _say_private(self, turn: int, outline: Outline) -> str:
        return self._about_issues("private", turn, outline)

    def _say_also(self, turn: int, outline: Outline) -> str:
        first = self._first(outline)
        if first is None:
            return ""
        return self._voice.line("also", turn, {"issues": self._named("complaint", turn, first)})

    def _say_apology_if(self, turn: int, outline: Outline) -> str:
        return self._say_apology(turn, outline) if self._issues else ""

    def _say_praise(self, turn: int, _: Outline) -> str:
        if not any(self._pluses):  # nothing to name: "glad you liked what you liked" says less than thanks
            return self._voice.line("health_praise", turn)
        return self._voice.line("praise", turn, {"plus": self._named("praise", turn)})

    def _say_praise_if(self, turn: int, outline: Outline) -> str:
        return self._say_praise(turn, outline) if self._pluses else ""

    def _say_employee(self, turn: int, outline: Outline) -> str:
        if not self._issues:
            return self._voice.line("employee_plain", turn)
        return self._about_issues("employee", turn, outline)

    def _say_follow_up(self, turn: int, _: Outline) -> str:
        topics = [topic for topic in self._issues if topic]
        parts = [phrase(self._language, topic, "question", turn) for topic in topics]
        about = listed(parts, self._pack.joiners.comma, self._pack.joiners.final)
        about = about or phrase(self._language, None, "complaint", turn)
        return self._voice.line("follow_up", turn, {"about": self._voice.addressed(about)})

    # questions

    def _say_ask(self, turn: int, outline: Outline) -> str:
        if not any(self._questions):
            return self._voice.line("ask_plain", turn)
        return self._voice.line("ask", turn, {"about": self._named("question", turn)})

    def _say_answer(self, turn: int, _: Outline) -> str:
        answers = self._answers()
        if answers:
            return self._join(tuple(_ended(answer) for answer in answers[:_ANSWERS]))
        last = self._reach("reach_plain", turn) or self._voice.line("ask_wait", turn)
        return self._join((self._voice.line("ask_open", turn), last))

    def _answers(self) -> tuple[str, ...]:
        asked = [point for point in self._plan.points if point.kind == "question"]
        texts = [point.text for point in asked] or [self._plan.request.review.text]
        texts += [phrase(self._language, topic, "question", 0) for topic in self._questions if topic]
        return tuple(fact for fact in self._plan.facts if any(related(fact, text) for text in texts))

    # the next step

    def _say_next(self, turn: int, _: Outline) -> str:
        return self._remedy(turn) or self._reach("reach", turn) or self._voice.line("look", turn)

    def _say_look_if_free(self, turn: int, _: Outline) -> str:
        return self._voice.line("look", turn) if self._contacts or self._plan.remedies else ""

    def _say_detail(self, turn: int, _: Outline) -> str:
        return self._reach("reach", turn) or self._voice.line("unclear_more", turn)

    def _say_detail_close(self, turn: int, _: Outline) -> str:
        return self._reach("reach", turn)

    def _say_reach_if(self, turn: int, _: Outline) -> str:
        return self._reach("reach_plain", turn)

    def _say_office(self, turn: int, _: Outline) -> str:
        return self._reach("reach_plain", turn) or self._voice.line("health_more", turn)

    def _say_remedy_if(self, turn: int, _: Outline) -> str:
        return self._remedy(turn)

    def _remedy(self, turn: int) -> str:
        remedies = self._plan.remedies
        return _ended(remedies[turn % len(remedies)]) if remedies else ""

    def _reach(self, slot: str, turn: int) -> str:
        if not self._contacts:
            return ""
        contact: Contact = self._contacts[turn % len(self._contacts)]
        how = str(getattr(self._pack.how, contact.kind)).replace("{contact}", contact.value)
        line = self._voice.line(slot, turn, {"how": self._voice.addressed(how)})
        return line if self._pack.joiners.sentence else _spaced(line, contact.value)

    # texts that are not for the public

    def _say_grounds(self, _turn: int, _outline: Outline) -> str:
        grounds = self._pack.report_grounds
        named = tuple(grounds[label] for label in self._plan.triage.labels if label in grounds)
        return self._join(named)

    def _say_staff_news(self, turn: int, _: Outline) -> str:
        news = []
        if self._issues:
            news.append(self._voice.line("staff_issue", turn, {"issues": self._named("complaint", turn)}))
        if any(self._pluses):
            news.append(self._voice.line("staff_praise", turn, {"plus": self._named("praise", turn)}))
        return self._join(tuple(news)) or self._voice.line("staff_plain", turn)

    def _join(self, sentences: tuple[str, ...]) -> str:
        return self._pack.joiners.sentence.join(sentences)


def _spaced(line: str, value: str) -> str:
    """A script without spaces still needs one where an address would run into the next word."""
    before, found, after = line.partition(value)
    return f"{before}{found} {after}" if found and after[:1].isalpha() else line


def _ended(sentence: str) -> str:
    """The business's own sentence, with the full stop that it may lack."""
    sentence = " ".join(sentence.split())
    if sentence[-1:] in _SENTENCE_ENDS:
        return sentence
    return sentence + ("。" if sentence[-1:] > "\u2e80" else ".")
