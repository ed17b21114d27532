"""The hooks, with the real pre-commit, on repositories made here.

The environment of a hook is built by pip. Where pip reaches no index these tests are skipped,
and say so; where pip works and the hook does not install, they fail.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from test_readme import blocks

ROOT = Path(__file__).parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
BEFORE = "In 2020 tiktok, a subsidiary of byte skipping, grew.\n"
AFTER = "In 2020 TikTok, a subsidiary of ByteDance, grew.\n"
CLEAN = "The oracle bone inscriptions found at Anyang name the king.\n"
OURS = re.compile(
    r"PIP_|UV_|VIRTUALENV_|SSL_|REQUESTS_|(https?|no|all)_proxy$|PATH$|LANG$|LC_", re.I
)


class Site:
    """A content repository with a home of its own; the tools of the machine, and nothing else."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self._environment = {
            **{name: value for name, value in os.environ.items() if OURS.match(name)},
            **_settings_of_pip(),
            "HOME": str(home),
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "PRE_COMMIT_COLOR": "never",
            "LC_ALL": "C.UTF-8",
        }
        self.folder.mkdir(parents=True)
        self.git("init", "-q", ".")

    def run(self, *command: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(word) for word in command],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=600,
            check=False,
        )

    def git(self, *arguments: object) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def hook(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "pre_commit", *arguments)

    def put(self, pages: dict[str, str]) -> None:
        for name, text in pages.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        self.git("add", "-A")

    def pages(self) -> dict[str, str]:
        names = self.git("ls-files", "-z").split("\0")
        return {
            name: (self.folder / name).read_bytes().decode()
            for name in names
            if name and name != ".pre-commit-config.yaml"
        }


def _settings_of_pip() -> dict[str, str]:
    """Where the user has told pip about an index: the home of these tests is another one."""
    if "PIP_CONFIG_FILE" in os.environ:
        return {}
    home = Path.home()
    places = [home / ".config" / "pip" / "pip.conf", home / ".pip" / "pip.conf"]
    return next(({"PIP_CONFIG_FILE": str(path)} for path in places if path.exists()), {})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    settings = "[user]\nname = A\nemail = a@example.org\n[safe]\ndirectory = *\n"
    (folder / ".gitconfig").write_text(settings + "[core]\nautocrlf = false\nquotepath = false\n")
    return folder


@pytest.fixture(scope="module")
def tool(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean clone of mtfix, with what is not committed yet; skips where nothing can be built."""
    pytest.importorskip("pre_commit", reason="pre-commit is not installed: pip install '.[test]'")
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a checkout with git: there is nothing to clone")
    site = Site(tmp_path_factory.mktemp("probe") / "site", home)
    probe = site.run(
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--retries",
        "1",
        "--dest",
        "probe",
        "hatchling",
    )
    if probe.returncode:
        reason = (probe.stderr.strip().splitlines() or ["no message"])[-1]
        pytest.skip(f"pip reaches no index, so no hook can be installed: {reason}")
    clone = site.folder / "mtfix"
    site.git("clone", "-q", ROOT, clone)
    for name in site.git("-C", ROOT, "ls-files", "-zco", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
        elif name:
            (clone / name).unlink(missing_ok=True)
    site.git("-C", clone, "add", "-A")
    site.git("-C", clone, "commit", "-q", "--allow-empty", "-m", "As it stands")
    return clone


@pytest.fixture
def site(tmp_path: Path, home: Path) -> Site:
    return Site(tmp_path / "site", home)


def configure(site: Site, tool: Path, *ids: str, **options: object) -> None:
    """Write the configuration that a user would write."""
    revision = site.git("-C", tool, "rev-parse", "HEAD").strip()
    hooks = [{"id": name, **options} for name in ids]
    repository = {"repo": str(tool), "rev": revision, "hooks": hooks}
    text = yaml.safe_dump({"repos": [repository]})
    (site.folder / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    site.git("add", "-A")


# --- the manifest ----------------------------------------------------------------------------------------


def test_the_manifest_is_valid() -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib")
    hooks = clientlib.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert [hook["id"] for hook in hooks] == ["mtfix-check", "mtfix-fix"]
    assert all(not hook["require_serial"] and hook["pass_filenames"] for hook in hooks)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("content/page.md", True),
        ("page.zh.markdown", True),
        ("docs/intro.mdx", True),
        ("notes.txt", True),
        ("README", True),
        ("notices.md", True),
        ("licensing.md", True),
        ("ads.md", True),
        ("requirements.txt", False),
        ("deep/requirements-dev.txt", False),
        ("static/robots.txt", False),
        ("LICENSE", False),
        ("COPYING.md", False),
        ("script.py", False),
        ("page.html", True),
        ("content/page.rst", True),
        ("content/page.adoc", True),
        ("content/page.ipynb", True),
        ("data/menu.yml", True),
        ("data/products.json", True),
        ("i18n/en.toml", True),
        ("locale/en/LC_MESSAGES/site.po", True),
        ("messages.properties", True),
        ("messages.xlf", True),
        ("data/places.geojson", False),
        ("package.json", False),
        ("web/tsconfig.base.json", False),
        ("web/package-lock.json", False),
        ("Cargo.lock", False),
        ("hugo.toml", False),
        ("mkdocs.yml", False),
        (".github/workflows/ci.yml", False),
        (".pre-commit-config.yaml", False),
    ],
)
@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_a_hook_takes_pages_and_no_lists_of_packages(
    hook: dict[str, str], name: str, expected: bool
) -> None:
    identify = pytest.importorskip("identify.identify")
    tags = identify.tags_from_filename(name)
    assert set(hook["types_or"]) <= identify.ALL_TAGS
    taken = bool(tags & set(hook["types_or"])) and not tags & set(hook["exclude_types"])
    taken = taken and not re.search(hook["exclude"], name)
    assert taken is expected


# --- try-repo -----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_both_hooks_can_be_tried(site: Site, tool: Path) -> None:
    pages = {
        "clean.md": CLEAN,
        "damaged.md": BEFORE,
        "two words.md": BEFORE,
        "页/страница.md": BEFORE,
        "code.py": BEFORE,
        "requirements.txt": "tiktok==1\n",
    }
    site.put(pages)
    done = site.hook("try-repo", tool, "--all-files", "--verbose")
    assert done.returncode == 1, done.stderr
    check, fix = done.stdout.split("mtfix check.", 1)[1].split("mtfix fix.", 1)
    for name in ("damaged.md", "two words.md", "页/страница.md"):
        assert f"{name}:1:9: term/tiktok: In 2020 [tiktok → TikTok], a" in check
        assert f"{name}:1:9: term/tiktok: In 2020 [tiktok → TikTok], a" in fix
        pages[name] = AFTER
    assert "exit code: 1" in check
    assert "files were modified" not in check
    assert "files were modified by this hook" in fix
    assert site.pages() == pages


# --- installed from a clean clone --------------------------------------------------------------------------


@pytest.mark.slow
def test_a_check_stops_the_commit_and_writes_nothing(site: Site, tool: Path) -> None:
    configure(site, tool, "mtfix-check")
    done = site.hook("install", "--install-hooks")
    assert done.returncode == 0, done.stdout + done.stderr
    site.put({"page.md": BEFORE})
    done = site.run("git", "commit", "-m", "A page")
    assert done.returncode == 1
    assert "page.md:1:9: term/tiktok: In 2020 [tiktok → TikTok]" in done.stderr + done.stdout
    assert site.pages() == {"page.md": BEFORE}
    site.put({"page.md": AFTER})
    site.git("commit", "-m", "A page")


@pytest.mark.slow
def test_a_fix_writes_prints_every_edit_and_passes_the_second_time(site: Site, tool: Path) -> None:
    configure(site, tool, "mtfix-fix")
    site.put({"page.md": BEFORE, "clean.md": CLEAN, "crlf.md": BEFORE.replace("\n", "\r\n")})
    (site.folder / "page.md").chmod(0o755)
    first = site.hook("run", "--all-files")
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    for name in ("page.md", "crlf.md"):
        for rule, change in (
            ("term/tiktok", "tiktok → TikTok"),
            ("term/bytedance", "byte skipping → ByteDance"),
        ):
            line = rf"^{name}:1:\d+: {rule}: .*\[{change}\].* \("
            assert re.search(line, first.stdout, re.MULTILINE)
    crlf = AFTER.replace("\n", "\r\n")
    assert site.pages() == {"page.md": AFTER, "clean.md": CLEAN, "crlf.md": crlf}
    assert (site.folder / "page.md").stat().st_mode & 0o777 == 0o755
    site.git("add", "-A")
    second = site.hook("run", "--all-files")
    assert second.returncode == 0, second.stdout
    assert "Passed" in second.stdout


@pytest.mark.slow
def test_a_name_is_never_taken_for_an_option(site: Site, tool: Path) -> None:
    """Whoever sends a page chooses its name, and must not choose options."""
    configure(site, tool, "mtfix-check", "mtfix-fix")
    names = ["-x.md", "--skip=term.md", "--log=pwned.md", "--.md"]
    site.put(dict.fromkeys(names, BEFORE))
    done = site.hook("run", "--all-files")
    assert done.returncode == 1
    assert "usage:" not in done.stdout
    assert site.pages() == dict.fromkeys(names, AFTER)
    assert not (site.folder / "pwned.md").exists()


@pytest.mark.slow
def test_a_clean_repository_passes(site: Site, tool: Path) -> None:
    configure(site, tool, "mtfix-check", "mtfix-fix")
    site.put({"page.md": CLEAN})
    done = site.hook("run", "--all-files")
    assert (done.returncode, done.stdout.count("Passed")) == (0, 2), done.stdout


@pytest.mark.slow
def test_five_hundred_files_are_fixed_by_processes_side_by_side(
    site: Site, tool: Path, home: Path
) -> None:
    configure(site, tool, "mtfix-fix", args=["--log", "run.jsonl"])
    pages = {f"post {n:03} 页.md": CLEAN if n % 3 else BEFORE for n in range(500)}
    site.put(pages)
    done = site.hook("run", "--all-files")
    assert done.returncode == 1, done.stdout
    assert done.stdout.count("term/tiktok") == 167
    assert site.pages() == {name: text.replace(BEFORE, AFTER) for name, text in pages.items()}
    [mtfix] = sorted((home / "pre-commit").glob("repo*/py_env-*/bin/mtfix"))
    undone = site.run(mtfix, "undo", "run.jsonl")
    assert undone.returncode == 0, undone.stderr
    assert site.pages() == pages


@pytest.mark.slow
def test_excluded_files_stay(site: Site, tool: Path) -> None:
    configure(site, tool, "mtfix-fix", exclude="^vendor/")
    site.put({"vendor/page.md": BEFORE, "page.md": BEFORE})
    assert site.hook("run", "--all-files").returncode == 1
    assert site.hook("run", "--files", "vendor/page.md", "page.md").returncode == 0
    assert site.pages() == {"vendor/page.md": BEFORE, "page.md": AFTER}


@pytest.mark.slow
def test_a_link_out_of_the_repository_is_not_followed(site: Site, tool: Path) -> None:
    configure(site, tool, "mtfix-fix")
    outside = site.folder.parent / "outside.md"
    outside.write_text(BEFORE)
    (site.folder / "link.md").symlink_to(outside)
    site.git("add", "-A")
    assert site.hook("run", "--all-files").returncode == 0
    assert outside.read_text() == BEFORE


@pytest.mark.slow
def test_what_cannot_be_written_fails_the_hook_with_a_reason(site: Site, tool: Path) -> None:
    configure(site, tool, "mtfix-fix")
    site.put({"page.md": BEFORE, "other.md": BEFORE})
    (site.folder / "page.md").chmod(0o444)
    done = site.hook("run", "--all-files")
    assert done.returncode == 1
    assert "page.md: can't be written: it is read-only; allow it, or exclude it" in done.stdout
    assert site.pages() == {"page.md": BEFORE, "other.md": AFTER}


# --- the how-to ---------------------------------------------------------------------------------------------

HOW_TO = (ROOT / "docs" / "hook.md").read_text(encoding="utf-8")
CONFIGURATIONS = [yaml.safe_load(block) for block in blocks(HOW_TO, "yaml")]
SITES = CONFIGURATIONS[1:]
"""Those of site generators, and what follows."""


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_every_configuration_of_the_how_to_is_valid(
    configuration: dict[str, list[dict[str, object]]], tmp_path: Path
) -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib")
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(yaml.safe_dump(configuration), encoding="utf-8")
    [repository] = clientlib.load_config(str(path))["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= {hook["id"] for hook in HOOKS}


@pytest.mark.parametrize(
    ("at", "taken", "left"),
    [
        (
            0,
            ["content/news/a.md", "i18n/en.toml", "data/menu.yml"],
            ["themes/x/README.md", "public/a.md", "go.md"],
        ),
        (1, ["_posts/2020-01-01-a.md", "about.md"], ["_site/a.md", "vendor/x/README.md"]),
        (2, ["docs/a.mdx", "blog/b.md"], ["node_modules/x/README.md", "i18n/fr/a.md"]),
    ],
    ids=["Hugo", "Jekyll", "Docusaurus"],
)
def test_the_folders_of_the_how_to_are_those_of_the_generator(
    at: int, taken: list[str], left: list[str]
) -> None:
    identify = pytest.importorskip("identify.identify")
    hook = SITES[at]["repos"][0]["hooks"][0]
    found = [
        name
        for name in (*taken, *left)
        if re.search(hook["files"], name)
        and not re.search(hook["exclude"], name)
        and identify.tags_from_filename(name) & set(HOOKS[0]["types_or"])
    ]
    assert found == taken


@pytest.mark.slow
def test_a_repair_by_hand_is_made_and_undone_as_the_how_to_says(
    site: Site, tool: Path, home: Path
) -> None:
    log = ".mtfix-log.jsonl"
    configure(site, tool, "mtfix-fix", stages=["manual"], args=["--log", log])
    site.put({"content/news.md": BEFORE})
    assert site.hook("run", "--all-files").returncode == 0
    done = site.hook("run", "mtfix-fix", "--hook-stage", "manual", "--all-files")
    assert done.returncode == 1, done.stdout
    assert site.pages()["content/news.md"] == AFTER
    [mtfix] = sorted((home / "pre-commit").glob("repo*/py_env-*/bin/mtfix"))
    undone = site.run(mtfix, "undo", log)
    assert undone.stdout == f"{site.folder.resolve() / 'content/news.md'}: 2 fixes undone\n"
    assert site.pages()["content/news.md"] == BEFORE


@pytest.mark.slow
def test_the_line_for_other_hooks_checks_what_is_staged(site: Site, tool: Path, home: Path) -> None:
    configure(site, tool, "mtfix-check")
    assert site.hook("install-hooks").returncode == 0
    [mtfix] = sorted((home / "pre-commit").glob("repo*/py_env-*/bin/mtfix"))
    [line] = blocks(HOW_TO, "sh")
    site.put({"two words.md": BEFORE, "code.py": BEFORE})
    done = site.run("bash", "-c", line.replace("mtfix check", f"{mtfix} check"))
    assert done.returncode != 0
    assert done.stdout.startswith("two words.md:1:9: ")
    assert "code.py" not in done.stdout
