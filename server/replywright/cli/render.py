"""What people see in the terminal. Reads the JSON of the API, whose spans are UTF-16."""

from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from replywright.domain import Span
from replywright.text.spans import from_utf16

STYLES = {"block": "bold red underline", "warn": "yellow underline", "hint": "cyan underline"}
SIGNS = {"ok": ("✓", "green"), "hint": ("·", "cyan"), "warn": ("!", "yellow"), "block": ("✗", "red")}


def underlined(text: str, flags: list[dict[str, Any]]) -> Text:
    """The text with each flag's span underlined in the colour of its level."""
    shown = Text(text)
    for flag in flags:
        span = from_utf16(text, Span(flag["start"], flag["end"]))
        shown.stylize(STYLES[flag["level"]], span.start, span.end)
    return shown


def flag_lines(flags: list[dict[str, Any]]) -> list[Text]:
    """One block per flag: where, what, why, what instead."""
    lines = []
    for flag in flags:
        sign, colour = SIGNS[flag["level"]]
        line = Text.assemble(
            (f"{sign} {flag['level']}", colour), f"  {flag['message']}  ", (flag["rule"], "dim")
        )
        line.append(f"\n  {flag['why']['text']} ({flag['why']['source']})", "dim")
        if flag["replacements"]:
            line.append("\n  instead: ", "dim").append(flag["replacements"][0])
        lines.append(line)
    return lines


def limit_line(limit: dict[str, Any]) -> Text:
    most = f" of {limit['max']}" if limit["max"] else ""
    return Text(f"{limit['used']}{most} {limit['unit']}", "dim")


def show_check(console: Console, text: str, result: dict[str, Any]) -> None:
    """A checked text: its flags underlined, then each one explained."""
    console.print(underlined(text, result["flags"]))
    console.print()
    for line in flag_lines(result["flags"]):
        console.print(line)
    sign, colour = SIGNS[result["level"]]
    verdict = "nothing risky found" if not result["flags"] else f"most serious: {result['level']}"
    console.print(Text.assemble((f"{sign} {verdict}", colour), f"  language {result['language']}  "), end="")
    console.print(limit_line(result["limit"]))


def show_drafts(console: Console, answer: dict[str, Any]) -> None:
    """A whole answer: triage, points, and the drafts with their flags."""
    console.print(_triage(answer["triage"]))
    for text in dict.fromkeys(point["text"] for point in answer["points"]):
        console.print(Text.assemble(("  point ", "dim"), text))
    for number, draft in enumerate(answer["drafts"], 1):
        console.print(_draft(number, draft, len(answer["points"])))
    if not answer["drafts"]:
        console.print(Text("No draft: see the advice above.", "dim"))


def _triage(triage: dict[str, Any]) -> RenderableType:
    head = Text.assemble(
        (", ".join(triage["labels"]), "bold"),
        f"  ->  {triage['strategy']}  ",
        (f"priority {triage['priority']}", "dim"),
    )
    return Group(head, Text(triage["advice"], "italic"))


def _draft(number: int, draft: dict[str, Any], points: int) -> RenderableType:
    sign, colour = SIGNS[draft["level"]]
    made = draft["provenance"]
    source = made["provider"] + (
        f", instead of the model: {made['fallback_reason']}" if made["fallback_reason"] else ""
    )
    met = sum(entry["met"] for entry in draft["coverage"])
    foot = Text(f"{source} · points answered {met} of {points} · ", "dim") + limit_line(draft["limit"])
    body: list[RenderableType] = [underlined(draft["text"], draft["flags"]), Text()]
    body += [Padding(line, (0, 0, 0, 2)) for line in flag_lines(draft["flags"])]
    return Panel(Group(*body, foot), title=f"draft {number} {sign}", title_align="left", border_style=colour)
