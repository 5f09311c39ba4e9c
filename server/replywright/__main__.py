"""``python -m replywright`` is the command line."""

from replywright.cli import app

if __name__ == "__main__":
    app()
