"""What kind of review this is, and what to do about it."""

from replywright.drafting.triage.triager import Triager

__all__ = ["Triager"]
