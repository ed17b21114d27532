"""Letters: lines that they quote, and forms, are no boilerplate, whatever they say."""

from __future__ import annotations

import pytest

from mtfix import Cleaner

CALL = "Please rate this news"
LINES = "The bridge over the river is closed until May, the mayor said.", "", "It is old.", "", CALL


@pytest.mark.parametrize("sign", [">", "|>", "+>", "Ann>", ":>"])
def test_a_line_that_a_letter_quotes_stays(sign: str) -> None:
    quoted = "\n".join(f"{sign} {line}" for line in LINES)
    assert Cleaner().clean(quoted, format="plain").text == quoted
    assert CALL not in Cleaner().clean("\n".join(LINES), format="plain").text


def test_one_quoted_line_makes_no_letter() -> None:
    text = f"The bridge over the river is closed until May, the mayor said.\n\n> {CALL}\n"
    assert CALL not in Cleaner().clean(text, format="plain").text


def test_a_line_with_room_to_write_is_one_of_a_form() -> None:
    text = "Send this form to the office.\n\nShare to: ____________\n\nShare to: Facebook Twitter\n"
    assert "Share to: ____________" in Cleaner().clean(text).text
