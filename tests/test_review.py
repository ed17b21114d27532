"""`mtfix review`: what is answered on its page is decided, and only its page is heard."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from mtfix.cli.argument_parser import parser
from mtfix.cli.review_run import ReviewRun
from mtfix.review.decision import Decision
from mtfix.review.decisions import HEAD, NAME, DecisionFile
from mtfix.review.pending import places
from mtfix.review.run_log import Log
from mtfix.review.web import application

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, bytes, str]]

PAGE = "Shares of byte skipping rose, its CEO said. Users of tiktok heard Larry Ellison speak.\n"
DOUBTFUL = "\nIt hit Kuaishou and fast hand grew in city {}.\n"
TEXT = PAGE + DOUBTFUL.format(1) + DOUBTFUL.format(2)
TOKEN, PORT = "token", 4000
ADDRESS = f"127.0.0.1:{PORT}"
SAFE, DOUBT = "term/bytedance", "term/kuaishou"


class Client:
    """Sends requests to the application of a session, as the page does unless headers say
    otherwise."""

    def __init__(self, review: ReviewRun) -> None:
        self.review = review
        self._app = application(review, TOKEN, PORT)

    def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: dict[str, str | None] | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of the answer. A header of None is not sent."""
        sent = {"host": ADDRESS, "content-length": str(len(body))}
        if method == "POST":
            sent |= {"origin": f"http://{ADDRESS}", "content-type": "application/json"}
        sent |= headers or {}  # type: ignore[arg-type]
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "root_path": "",
            "query_string": b"",
            "headers": [(k.encode(), v.encode()) for k, v in sent.items() if v is not None],
        }
        answers: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def answer(message: dict[str, Any]) -> None:
            answers.append(message)

        asyncio.run(self._app(scope, receive, answer))  # type: ignore[arg-type]
        told = {name.decode(): value.decode() for name, value in answers[0]["headers"]}
        return answers[0]["status"], told, b"".join(one.get("body", b"") for one in answers[1:])

    def post(self, name: str, **asked: object) -> tuple[int, dict[str, Any]]:
        """Ask for something, of the session as it is now."""
        body = json.dumps({"number": self.review.number, **asked}).encode()
        status, _, told = self.send("POST", f"/{TOKEN}/{name}", body)
        return status, json.loads(told)

    def answer(self, at: int, answer: str, where: str = "everywhere") -> dict[str, Any]:
        """Answer about a fix, and return what is told."""
        status, told = self.post("answer", id=at, answer=answer, where=where)
        assert status == 200, told
        return told

    def states(self) -> list[str]:
        """Return the states of all fixes."""
        status, _, told = self.send("GET", f"/{TOKEN}/state")
        assert status == 200, told
        return [*json.loads(told)["states"].values()]

    def records(self) -> list[dict[str, Any]]:
        """Return what the page shows."""
        page = self.send("GET", f"/{TOKEN}/")[2].decode()
        return json.loads(re.search(r'id="data"[^>]*>(.*?)</script>', page, re.S)[1])  # type: ignore[index]

    def first(self, rule: str) -> int:
        """Return the number of the first fix of a rule."""
        return next(one["id"] for one in self.records() if one["rule"] == rule)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs").mkdir()
    for name in ("a.md", "docs/b.md", "docs/c.md"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ann")
    return tmp_path


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A session that several tests may share, since they leave it as it was."""
    page = tmp_path_factory.mktemp("shared") / "a.md"
    page.write_text(TEXT, encoding="utf-8")
    return session(str(page))


def session(*paths: str, log: Log | None = None) -> Client:
    options = parser().parse_args(["review", *(paths or ["a.md", "docs"]), "--jobs", "1"])
    return Client(ReviewRun(options, log))


def decided(folder: Path) -> set[tuple[str, str, str, str]]:
    """Rule, scope, decision and place of what is on disk."""
    return {(d.rule, d.scope, d.decision, d.where) for d in DecisionFile(str(folder)).decisions}


# --- answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "answer", "where", "state", "others", "written"),
    {
        "yes": (DOUBT, "accept", "everywhere", "accepted", 1, ("place", "accept", "docs/b.md")),
        "no": (DOUBT, "refuse", "everywhere", "refused", 1, ("place", "refuse", "docs/b.md")),
        "no to what is sure": (
            SAFE,
            "refuse",
            "file",
            "refused",
            1,
            ("place", "refuse", "docs/b.md"),
        ),
        "always": (DOUBT, "always", "everywhere", "accepted", 6, ("rule", "accept", "")),
        "never": (SAFE, "never", "everywhere", "refused", 3, ("rule", "refuse", "")),
        "never in the folder": (
            DOUBT,
            "never",
            "folder",
            "refused",
            4,
            ("rule", "refuse", "docs/"),
        ),
        "never in the file": (
            DOUBT,
            "never",
            "file",
            "refused",
            2,
            ("rule", "refuse", "docs/b.md"),
        ),
        "the rule in this file": (
            DOUBT,
            "rule",
            "file",
            "accepted",
            2,
            ("rule", "accept", "docs/b.md"),
        ),
    }.values(),
    ids=lambda value: None,
)
def test_an_answer_is_a_decision(
    rule: str,
    answer: str,
    where: str,
    state: str,
    others: int,
    written: tuple[str, ...],
    folder: Path,
) -> None:
    for at, name in enumerate(("a.md", "docs/b.md", "docs/c.md")):  # else the places are the same
        (folder / name).write_text(TEXT.replace("city", f"city {at}").replace("rose", f"rose {at}"))
    client = session()
    before = client.states()
    at = next(r["id"] for r in client.records() if r["path"] == "docs/b.md" and r["rule"] == rule)
    told = client.answer(at, answer, where)
    assert told["states"] == {str(n): state for n in map(int, told["states"])}
    assert len(told["states"]) == others
    assert str(at) in told["states"]
    assert told["unsaved"] == 1
    assert not (folder / NAME).exists(), "nothing is written until it is asked for"
    assert client.post("save")[0] == 200
    assert decided(folder) == {(rule, *written)}
    assert session().states() == client.states() != before, "another session sees the same"


def test_a_change_of_another_rule_is_decided_by_itself(folder: Path) -> None:
    (folder / "a.md").write_text(TEXT.replace("heard Larry", "heard the the man"), encoding="utf-8")
    client = session("a.md")
    [rule] = {one["rule"] for one in client.records() if one["kind"] == "surface"}
    client.answer(client.first(rule), "never")
    client.post("save")
    assert decided(folder) == {(rule, "change", "refuse", "")}


def test_a_decision_about_one_place_holds_wherever_it_stands(folder: Path) -> None:
    client = session()
    assert len(client.answer(client.first(DOUBT), "refuse")["states"]) == 3, "in three like files"


def test_the_answer_holds_against_nearer_decisions(folder: Path) -> None:
    client = session("a.md")
    first = client.first(DOUBT)
    client.answer(first, "accept")
    client.answer(first + 1, "accept")
    client.answer(first, "never")
    assert client.states()[first : first + 2] == ["refused", "accepted"]
    client.post("save")
    assert session("a.md").states()[first : first + 2] == ["refused", "accepted"]


@pytest.mark.parametrize("saved", [False, True], ids=["before saving", "after it"])
def test_answers_are_taken_back(saved: bool, folder: Path) -> None:
    client = session("a.md")
    undecided = client.states()
    for rule, answer in ((SAFE, "refuse"), (DOUBT, "always")):
        at = client.first(rule)
        client.answer(at, answer)
        if saved:
            client.post("save")
            client = session("a.md")
        assert client.states() != undecided
        client.answer(at, "take back")
        assert client.states() == undecided
    client.post("save")
    assert decided(folder) == set()
    assert not (folder / NAME).exists() or (folder / NAME).read_text() == f"{HEAD}\n"


def test_to_ask_takes_back_what_is_decided_about_a_term(folder: Path, run: Run) -> None:
    run("decisions", "refuse", DOUBT)
    run("decisions", "accept", DOUBT, "--change", "fast hand", "Kuaishou")
    run("decisions", "refuse", "term/oracle")
    client = session("a.md")
    at = client.first(DOUBT)
    assert client.states()[at] == "accepted"
    client.answer(at, "ask")
    assert client.states()[at] == "to decide"
    client.post("save")
    assert decided(folder) == {("term/oracle", "rule", "refuse", "")}


def test_places_of_a_name() -> None:
    assert [*places("a/b/c.md")] == ["", "a/", "a/b/", "a/b/c.md"]
    assert [*places("c.md")] == ["", "c.md"]


# --- files ----------------------------------------------------------------------------------------


def test_what_was_accepted_is_made_and_undone(folder: Path, run: Run) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    log = Log("log")
    client = session(log=log)
    first = client.first(DOUBT)
    client.answer(first, "accept")
    client.answer(first + 1, "refuse")
    status, told = client.post("apply")
    assert (status, told["number"]) == (200, 1)
    assert "9 fixes made in 3 files" in told["told"]
    log.close()
    for path in before:
        text = path.read_text(encoding="utf-8")
        assert "ByteDance" in text
        assert "Kuaishou grew in city 1" in text
        assert "fast hand grew in city 2" in text
    assert client.states() == ["refused"] * 3, "the page shows what is left"
    assert run("check", "a.md", "docs")[0] == 0
    assert run("undo", "log")[0] == 0
    assert {path: path.read_bytes() for path in before} == before
    assert decided(folder) == set()


def test_a_refused_place_is_known_after_the_fixes_beside_it(folder: Path) -> None:
    text = (
        "Then byte skipping grew: byte skipping and fast hand, tiktok; it hit Kuaishou.\n\n" + PAGE
    )
    (folder / "a.md").write_text(text, encoding="utf-8")
    client = session("a.md")
    client.answer(client.first(DOUBT), "refuse")
    client.post("apply")
    assert "ByteDance grew: ByteDance and fast hand, TikTok" in (folder / "a.md").read_text()
    assert session("a.md").states() == ["refused"]


def test_a_file_that_another_program_wrote_is_left_as_it_is(folder: Path) -> None:
    client = session()
    at = client.first(DOUBT)
    others = "Written meanwhile: tiktok.\n"
    (folder / "a.md").write_text(others, encoding="utf-8")
    status, told = client.post("answer", id=at, answer="accept", where="everywhere")
    assert status == 409
    assert told["error"].startswith("a.md: was changed by another program")
    status, told = client.post("apply")
    assert "a.md: was changed by another program and is left as it is" in told["told"]
    assert (folder / "a.md").read_text(encoding="utf-8") == others
    assert "ByteDance" in (folder / "docs" / "b.md").read_text(encoding="utf-8")
    assert any("Written meanwhile" in one["before"] for one in client.records())


def test_a_file_that_was_only_touched_has_not_changed(folder: Path) -> None:
    client = session("a.md")
    os.utime(folder / "a.md", (1, 1))
    assert client.answer(0, "refuse")["changed"] == []
    (folder / "a.md").unlink()
    assert client.post("save")[1]["changed"] == ["a.md"]


def test_what_another_program_decides_is_seen_and_kept(folder: Path, run: Run) -> None:
    client = session("a.md")
    at = client.first(DOUBT)
    client.answer(at, "always")
    client.answer(client.first(SAFE), "refuse")
    run("decisions", "refuse", "term/tiktok")
    run("decisions", "refuse", DOUBT)
    assert client.states()[client.first("term/tiktok")] == "refused"
    assert json.loads(client.send("GET", f"/{TOKEN}/state")[2])["overruled"] == [DOUBT]
    told = client.post("save")[1]
    assert "1 not written: another program has decided otherwise" in told["told"][1]
    expected = {("term/tiktok", "rule", "refuse", ""), (DOUBT, "rule", "refuse", "")}
    assert decided(folder) == expected | {(SAFE, "place", "refuse", "a.md")}
    assert client.states()[at] == "refused"
    client.answer(at, "always")
    client.post("save")
    assert (DOUBT, "rule", "accept", "") in decided(folder), "who decides again means it"


def test_nothing_is_applied_where_decisions_contradict(folder: Path, run: Run) -> None:
    client = session("a.md")
    client.answer(client.first(DOUBT), "always")
    run("decisions", "refuse", DOUBT)
    assert client.post("apply")[1]["told"][-1] == "no file was changed"
    assert (folder / "a.md").read_text(encoding="utf-8") == TEXT


def test_decisions_that_became_unreadable_are_not_overwritten(folder: Path) -> None:
    client = session("a.md")
    client.answer(0, "refuse")
    (folder / NAME).write_text("broken\n", encoding="utf-8")
    for name in ("save", "apply"):
        status, told = client.post(name)
        assert status == 409
        assert "no decisions of this mtfix" in told["error"]
    assert client.post("answer", id=0, answer="accept", where="file")[0] == 409
    assert (folder / NAME).read_text() == "broken\n"
    (folder / NAME).unlink()
    assert client.post("save")[1]["told"][0] == "1 decisions written", "and nothing is lost"


def test_adding_many_decisions_takes_no_longer_than_their_number(folder: Path) -> None:
    there = DecisionFile(str(folder))
    assert len(there.add(Decision(f"term/t{at}") for at in range(20_000))) == 20_000
    assert (
        there.add([Decision("term/t7"), Decision("term/t8", decision="accept")])[0].rule
        == "term/t8"
    )
    assert len(there.decisions) == 20_000


# --- who is heard ---------------------------------------------------------------------------------


OWN = f"http://{ADDRESS}"
ANSWER = b'{"number": 0, "id": 0, "answer": "refuse", "where": "file"}'


@pytest.mark.parametrize(
    ("path", "headers"),
    {
        "another token": ("/tokem/answer", {}),
        "no token": ("/answer", {}),
        "a longer token": ("/token2/answer", {}),
        "a name that leads here": (
            None,
            {"host": f"evil.example:{PORT}", "origin": f"http://evil.example:{PORT}"},
        ),
        "another port": (None, {"host": "127.0.0.1:4001", "origin": "http://127.0.0.1:4001"}),
        "no host": (None, {"host": None}),
        "another site": (None, {"origin": "https://evil.example"}),
        "another server on this machine": (None, {"origin": "http://127.0.0.1:4001"}),
        "a page without an origin": (None, {"origin": "null"}),
        "no origin": (None, {"origin": None}),
        "told by the browser": (None, {"sec-fetch-site": "cross-site"}),
        "a form": (None, {"content-type": "application/x-www-form-urlencoded"}),
        "a text": (None, {"content-type": "text/plain"}),
        "too long": (None, {"content-length": "10001"}),
        "of unknown length": (None, {"content-length": None}),
    }.values(),
    ids=lambda value: None,
)
def test_only_the_page_is_heard(
    path: str | None, headers: dict[str, str | None], client: Client
) -> None:
    before = client.states()
    status, told, body = client.send("POST", path or f"/{TOKEN}/answer", ANSWER, headers)
    assert status == 403
    assert body.startswith(b"refused: ")
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    assert client.states() == before
    assert client.send("POST", f"/{TOKEN}/answer", ANSWER)[0] == 200, "the same is heard from it"
    assert client.states() != before
    client.answer(0, "take back")


@pytest.mark.parametrize("host", [ADDRESS, f"localhost:{PORT}"])
def test_the_page_is_given_to_who_knows_its_address(host: str, client: Client) -> None:
    status, headers, body = client.send("GET", f"/{TOKEN}/", headers={"host": host})
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert b"byte skipping" in body
    for wrong in ({"host": "evil.example"}, {"origin": "http://evil.example"}):
        for path in ("/", "/state"):
            status, _, body = client.send("GET", f"/{TOKEN}{path}", headers=wrong)
            assert (status, b"byte" in body) == (403, False)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"{}",
        b"\xff",
        b"[" * 9_000,
        b'{"number": 0}',
        b'{"number": 0, "id": -1, "answer": "refuse", "where": "file"}',
        b'{"number": 0, "id": 99, "answer": "refuse", "where": "file"}',
        b'{"number": 0, "id": true, "answer": "refuse", "where": "file"}',
        b'{"number": 0, "id": 0, "answer": "perhaps", "where": "file"}',
        b'{"number": 0, "id": 0, "answer": "never", "where": "../x"}',
        b'{"number": 0, "id": 0, "answer": [], "where": "file"}',
    ],
)
def test_what_makes_no_sense_is_not_understood(body: bytes, client: Client) -> None:
    before = client.states()
    assert client.send("POST", f"/{TOKEN}/answer", body)[0] == 400
    assert client.states() == before


def test_a_page_that_is_older_than_the_files_decides_nothing(folder: Path) -> None:
    client = session("a.md")
    client.review.load()
    status, _, body = client.send("POST", f"/{TOKEN}/answer", ANSWER)
    assert (status, json.loads(body)["error"]) == (409, "the page is old; load it anew")


# --- the command ----------------------------------------------------------------------------------


def test_without_findings_there_is_no_page(folder: Path, run: Run) -> None:
    (folder / "a.md").write_text("Nothing here.\n", encoding="utf-8")
    status, out, err = run("review", "a.md")
    assert (status, out) == (0, b"")
    assert "there is nothing to decide" in err
    assert run("review", "none.md")[0] == 2


def test_a_port_that_is_taken_is_told(folder: Path, run: Run) -> None:
    from socket import socket

    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        status, _, err = run("review", "--port", str(taken.getsockname()[1]), "a.md")
    assert status == 2
    assert "can't be had; name another --port" in err


def test_without_its_extra_it_tells_what_to_install(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    status, _, err = run("review", "a.md")
    assert status == 2
    assert "pip install 'mtfix[review]'" in err


def test_it_serves_until_it_is_ended(folder: Path) -> None:
    from http.client import HTTPConnection

    command = [sys.executable, "-m", "mtfix", "review", "a.md"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://(127\.0\.0\.1:\d+)(/[\w-]{22}/)", process.stdout.readline())
        assert found
        connection = HTTPConnection(found[1], timeout=20)
        connection.request("GET", found[2])
        assert b"byte skipping" in connection.getresponse().read()
        headers = {"Origin": f"http://{found[1]}", "Content-Type": "application/json"}
        connection.request("POST", f"{found[2]}end", '{"number": 0}', headers)
        assert connection.getresponse().read() == b'{"unsaved":0,"changed":[],"overruled":[]}'
        connection.close()
        assert process.wait(timeout=20) == 0


def test_only_the_command_knows_of_servers() -> None:
    code = "import sys, mtfix.cli.fix, mtfix.cli.argument_parser as a; a.parser()\n"
    code += "print({'uvicorn', 'starlette', 'asyncio'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
