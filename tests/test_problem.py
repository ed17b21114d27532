"""Errors that carry what the user is told."""

from __future__ import annotations

import pickle
from inspect import getmembers, isclass
from pkgutil import walk_packages

import pytest

import mtfix
from mtfix.edits.problem import Problem, ProblemError, problem_of
from mtfix.fs.files import FileError
from mtfix.packs.model import PackError


@pytest.mark.parametrize(
    "error",
    [
        ProblemError("it is wrong", "mend it", path="a.md", line=3),
        PackError("a.yaml", 3, "it is wrong", "mend it"),
        FileError("it can't be read", path="a.md"),
    ],
    ids=str,
)
def test_an_error_comes_back_from_another_process(error: ProblemError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.problem == error.problem
    assert str(again) == str(error) == str(error.problem)


def test_what_is_told_of_an_error_is_what_it_carries() -> None:
    assert problem_of(ProblemError("wrong", path="a.md")) == Problem(0, "wrong", path="a.md")
    assert problem_of(ValueError("wrong")) == Problem(0, "wrong")


def test_every_error_of_mtfix_that_a_user_must_act_on_carries_a_problem() -> None:
    found = set()
    for module in walk_packages(mtfix.__path__, "mtfix."):
        if module.name.startswith(("mtfix.corpus", "mtfix.lsp")) or module.name.endswith(
            "__main__"
        ):
            continue
        loaded = __import__(module.name, fromlist=["x"])
        found |= {one for _, one in getmembers(loaded, isclass) if issubclass(one, ValueError)}
    own = {one for one in found if one.__module__.startswith("mtfix.")}
    assert len(own) > 8
    assert not [one for one in own if not issubclass(one, ProblemError)]
