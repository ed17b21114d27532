"""Mutants of a module: its source with one small fault in a function."""

from __future__ import annotations

import ast
from copy import deepcopy
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SWAPPED: dict[type, type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
"""Operators, and what each becomes."""


class Mutant(NamedTuple):
    """A fault: the module, the function that holds it by its qualified name, the line, what was
    changed, and what gives the source of the module with it."""

    module: str
    function: str
    line: int
    change: str
    source: Callable[[], str]

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.function}: {self.change}"


def mutants_of(path: Path, module: str) -> Iterator[Mutant]:
    """Yield all mutants of the functions of a file. Annotations and docstrings have none."""
    tree = ast.parse(path.read_text("utf-8"))
    for function, body in _functions(tree, ""):
        for node in [one for part in body for one in _nodes(part)]:
            for change, new in _changes(node):
                old = ast.unparse(node)
                yield Mutant(
                    module,
                    function,
                    node.lineno,  # type: ignore[attr-defined]
                    f"{old[:60]} -> {change}",
                    partial(_replaced, tree, node, new),
                )


def _functions(node: ast.AST, within: str) -> Iterator[tuple[str, list[ast.AST]]]:
    """The functions and methods, by their qualified names, with what they do."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{within}{child.name}.")
        elif isinstance(child, ast.FunctionDef):
            is_described = ast.get_docstring(child) is not None
            yield within + child.name, list(child.body[is_described:])


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    if hasattr(node, "lineno"):
        yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "type_comment"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _nodes(child)


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may be wrong in place of a node, each with a name."""
    match node:
        case ast.Constant():
            yield from _other_values(node.value)
        case ast.Compare(ops=[operator]) | ast.BoolOp(op=operator) | ast.BinOp(op=operator):
            if swapped := _SWAPPED.get(type(operator)):
                new = deepcopy(node)
                vars(new).update(ops=[swapped()], op=swapped())
                yield ast.unparse(new)[:60], new
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "without `not`", operand
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield "None", ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()):
            yield "nothing", ast.Pass()
        case ast.Break():
            yield "continue", ast.Continue()
        case ast.Continue():
            yield "break", ast.Break()
        case ast.If() | ast.While() | ast.IfExp():
            new = deepcopy(node)
            new.test = ast.UnaryOp(ast.Not(), new.test)
            yield "the opposite", new


def _other_values(value: object) -> Iterator[tuple[str, ast.AST]]:
    match value:
        case bool():
            yield str(not value), ast.Constant(not value)
        case int():
            yield str(value + 1), ast.Constant(value + 1)
        case str():
            yield "another text", ast.Constant(f"{value}XX")


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _replaced(tree: ast.Module, old: ast.AST, new: ast.AST) -> str:
    """The source of a module with one node in place of another."""
    memo: dict[int, object] = {id(old): new}  # a copy takes it for the copy of the old one
    return ast.unparse(ast.fix_missing_locations(deepcopy(tree, memo)))
