"""The files that CI installs are those of the versions that contributors install."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def versions(name: str) -> dict[str, str]:
    """Return the versions that a file of requirements pins, by names as the index writes them."""
    text = (ROOT / name).read_text("utf-8")
    pinned = re.findall(r"(?m)^([A-Za-z0-9._-]+)==(\S+)", text)
    return {re.sub(r"[._]", "-", package).lower(): version for package, version in pinned}


def test_the_lock_file_pins_what_the_constraints_pin() -> None:
    assert versions("requirements.lock") == versions("constraints.txt")


def test_every_package_of_the_lock_file_has_a_hash() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    packages = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
    assert all("--hash=sha256:" in package for package in packages)


def test_the_lock_file_names_no_host() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text("utf-8")
