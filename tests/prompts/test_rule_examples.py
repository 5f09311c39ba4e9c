import re2

from replywright.linter.examples import failing_examples
from replywright.linter.linter import Linter
from replywright.rulebook.model import Rulebook
from replywright.text.term_syntax import parse_term

_NAMES = """legal_threat admission_of_liability accuse_lying_fake insult_sarcasm blame_customer
blame_third_party hide_behind_policy conditional_apology canned_phrase promotional incentive_for_review_change
ask_review_change review_gating_solicitation personal_data_disclosure health_relationship payment_data
unverified_contact unauthorised_remedy absolute_guarantee discriminatory profanity shouting_punctuation link
over_length wrong_language off_topic demand_visit redirect_department retaliation_blacklist
threaten_reveal_data
ai_artifact internal_discipline_promise naming_employee competitor_mention echo_insult_quote
public_request_for_private_data identity_speculation ungrounded_claim dismissive"""
NAMES = _NAMES.split()


def test_every_category_of_the_contract_is_there_and_no_other(rulebook: Rulebook) -> None:
    assert sorted(rulebook.categories) == sorted(NAMES)


def test_every_category_has_a_rule(rulebook: Rulebook) -> None:
    assert {rule.split(".")[0] for rule in rulebook.rules} == set(NAMES)


def test_every_rule_keeps_its_own_examples(rulebook: Rulebook, linter: Linter) -> None:
    assert failing_examples(rulebook, linter) == []


def test_every_quote_of_an_example_stands_in_its_text(rulebook: Rulebook) -> None:
    wrong = [
        f"{rule_id}: {example.quote}"
        for rule_id, rule in rulebook.rules.items()
        for example in rule.examples.flagged
        if example.quote is not None and example.quote not in example.text
    ]
    assert wrong == []


def test_every_term_of_a_rule_is_written_for_a_language_of_ours(rulebook: Rulebook) -> None:
    known = {*rulebook.languages, "zh-Hans", "mul"}
    strange = {
        f"{rule_id}: {tag}"
        for rule_id, rule in rulebook.rules.items()
        for tag in (*rule.terms, *rule.near, *rule.unless)
        if tag not in known
    }
    assert strange == set()


def test_every_term_becomes_a_pattern_of_linear_time(rulebook: Rulebook) -> None:
    terms = [
        term
        for rule in rulebook.rules.values()
        for cells in (rule.terms, rule.near, rule.unless)
        for found in cells.values()
        for term in found
    ]
    terms += [
        term for spec in rulebook.languages.values() for words in spec.topics.values() for term in words.terms
    ]
    sources = [parse_term(term).source for term in terms]
    assert all(re2.compile(source).groups >= 1 for source in sources)
