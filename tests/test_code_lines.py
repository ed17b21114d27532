"""Lines that are no English prose: code and sentences in other languages in plain text."""

from __future__ import annotations

import pytest
from entries import rewritten

PACK = "- term: Qorax\n  kind: product\n  variants: [qorax]\n"
CODE = [
    "git clone qorax; cd qorax", "$ docker run qorax", "npm i qorax", "sudo rm -rf qorax",
    "mkdir qorax && cd qorax", "cat qorax | grep x", "make -C qorax",
    "SELECT * FROM qorax", "select * from qorax where id = 3;", "INSERT INTO qorax VALUES ('qorax')",
    "UPDATE qorax SET x = 1", "CREATE TABLE qorax (", "  JOIN qorax ON a = b",
    'import qorax from "qorax"', "import { a } from 'qorax'", "from qorax import api", "import qorax",
    "use qorax;", "#include <qorax>", "export default qorax",
    "const x = qorax;", "let qorax = 3", "x = qorax;", "print(qorax)", "return qorax;",
    "def run(qorax):", "class qorax:", "public class qorax extends Base {", "private String qorax;",
    "for (qorax of list) {", "if not qorax:", "while qorax > 3:",
]  # fmt: skip
PROSE = [
    "make {} popular in the west", "find {} in every store", "cat videos on {} are popular",
    "git is not {}, and nobody says so", "ssh and {} are both names", "man on {} is famous",
    "Ping {} and see.", "go to {} and see", "python on {} bites a man",
    "Select {} from the list.", "We select videos from {}.", "update {} now; it is old",
    "use {} to sell more", "Import videos from {}.", "import of videos from {}",
    "let {} grow", "return to {}; go on", "export of {} videos", "public opinion on {}",
    "private videos on {}", "class on {}", "for {} the year was good:", "if {} grows, others do:",
    "while {} grew, others fell", "with {} and others:", "videos of {} (short ones);",
]  # fmt: skip


@pytest.mark.parametrize("line", CODE)
def test_a_line_of_code_stays(line: str) -> None:
    assert rewritten(PACK, f"{line}\n") == f"{line}\n"


@pytest.mark.parametrize("line", PROSE)
def test_a_sentence_that_begins_like_code_is_read(line: str) -> None:
    assert rewritten(PACK, line.format("qorax")) == line.format("Qorax")


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("J'aime {} et la musique.", True),
        ("L’entreprise {} n’a pas dit.", True),
        ("Video {} sudah tidak ada untuk kita saat ini.", True),
        ("Công ty {} là một trong những công ty của họ.", True),
        ("Bizim için {} daha çok bir oyun ve eğlence.", True),
        ("To nie jest {}, który się dla nas liczy.", True),
        ("Proto nebo podle toho je {} také jako oni.", True),
        ("Compania {} este mai mare și nu din oraș.", True),
        ("Ez a cég {} és nem csak egy hely, hogy legyen.", True),
        ("Se on {} mutta myös paikka joka ei kuin olisi.", True),
        ("Yang Yang and Dan Dan met {} again.", False),
        ("Ini Edo sang on {} with Ada Dari.", False),
        ("Pilkada voters use {}, as Untuk and Dengan say.", False),
        ("L'Oréal sells on {}, so does L'Occitane.", False),
    ],
)
def test_short_sentences_in_other_languages_stay(text: str, *, stays: bool) -> None:
    after = text.format("qorax" if stays else "Qorax")
    assert rewritten(PACK, text.format("qorax")) == after


def test_the_lines_around_code_are_read() -> None:
    text = "We met {} in 2020.\n\ngit clone qorax\n\nThen {} grew.\n"
    assert rewritten(PACK, text.format("qorax", "qorax")) == text.format("Qorax", "Qorax")
