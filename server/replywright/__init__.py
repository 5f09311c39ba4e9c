"""Replywright: checked drafts of replies to online reviews, and live warnings about risky wording."""

__version__ = "0.1.0"
