"""Tables of reviews: read with their line numbers, written so that any stop can be gone on from."""

from pathlib import Path

import pytest

from replywright.cli.bulk import WRITTEN, drop_broken_end, read_rows
from replywright.errors import InvalidInput

COLUMNS = (*WRITTEN, "draft_1")


def table(folder: Path, text: str) -> Path:
    file = folder / "reviews.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_row_knows_the_line_where_it_begins_though_texts_hold_line_breaks(tmp_path: Path) -> None:
    rows = list(read_rows(table(tmp_path, 'review,stars\n"two\nlines",2\n\nlast,5\n')))
    assert [(row.line, row.fields["text"], row.fields["rating"]) for row in rows] == [
        (2, "two\nlines", "2"),
        (5, "last", "5"),
    ]


def test_equal_rows_have_keys_of_their_own_and_a_changed_row_a_new_one(tmp_path: Path) -> None:
    before = [row.key for row in read_rows(table(tmp_path, "text\nsame\nsame\nother\n"))]
    after = [row.key for row in read_rows(table(tmp_path, "text\nsame\nsame\nchanged\n"))]
    assert len(set(before)) == 3
    assert before[:2] == after[:2]
    assert before[2] != after[2]


@pytest.mark.parametrize(("text", "word"), [("stars\n5\n", "text or review"), ("", "text or review")])
def test_a_table_without_a_text_column_is_refused_with_the_cure(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(InvalidInput, match=word):
        list(read_rows(table(tmp_path, text)))


def test_a_file_that_is_not_utf8_is_refused_and_says_where(tmp_path: Path) -> None:
    file = tmp_path / "latin.csv"
    file.write_bytes("text\nschön\n".encode("latin-1"))
    with pytest.raises(InvalidInput, match="not UTF-8"):
        list(read_rows(file))


def test_a_row_that_was_being_written_when_the_process_died_is_done_again(tmp_path: Path) -> None:
    output = tmp_path / "drafts.csv"
    drop_broken_end(output, COLUMNS)
    whole = ",".join(
        f'"{cell}"' for cell in ("2", "key-1", "", "ok", "", "praise", "reply", "en", "ok", "Thank\nyou.")
    )
    output.write_text(output.read_text() + whole + "\n" + whole.replace("key-1", "key-2")[:-8])
    assert drop_broken_end(output, COLUMNS) == {"key-1"}
    assert "key-2" not in output.read_text()
    assert drop_broken_end(output, COLUMNS) == {"key-1"}


def test_a_file_with_other_columns_is_never_written_over(tmp_path: Path) -> None:
    output = tmp_path / "drafts.csv"
    output.write_text("something,else\n")
    with pytest.raises(InvalidInput, match="something else"):
        drop_broken_end(output, COLUMNS)
    assert output.read_text() == "something,else\n"
