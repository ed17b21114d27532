"""The extension for VS Code: that it starts the server as its settings say, and can be packaged."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

EXTENSION = Path(__file__).parent.parent / "editors" / "vscode"
NODE = shutil.which("node")
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))

STUBS = """
const Module = require("node:module");
const said = { shown: [], passed: [] };
const settings = { path: PATH, arguments: ["--from", "zh"], languages: ["markdown"] };
const vscode = {
  commands: { registerCommand: (name, run) => ((said[name] = run), {}) },
  workspace: {
    workspaceFolders: [{ uri: { fsPath: "/work" } }],
    getConfiguration: () => ({ get: (name) => settings[name] }),
    onDidChangeConfiguration: (run) => ((said.changed = run), {}),
    createFileSystemWatcher: (pattern) => pattern,
  },
  window: {
    showInputBox: async ({ prompt }) => (said.shown.push(prompt), "gossip"),
    showErrorMessage: (text) => said.shown.push(text),
  },
};
class LanguageClient {
  constructor(id, name, server, options) { Object.assign(said, { server, options }); }
  async start() { if (FAILS) throw new Error("no such program"); }
  async dispose() { said.disposed = true; }
}
const stubs = {
  vscode, "vscode-languageclient/node": { LanguageClient, TransportKind: { stdio: 0 } },
};
const load = Module._load;
Module._load = (name, ...others) => stubs[name] ?? load(name, ...others);
const extension = require(EXTENSION);
(async () => {
  await extension.activate({ subscriptions: [] });
  const ask = said.options.middleware.executeCommand;
  const next = async (command, given) => said.passed.push(given);
  await ask("mtfix.addToGlossary", ["file:///a.md", "melons", ""], next);
  await ask("mtfix.decide", ["file:///a.md", "{}"], next);
  await said["mtfix.restart"]();
  console.log(JSON.stringify(said));
})();
"""

TALK = """
const { spawn } = require("node:child_process");
const rpc = require(PROTOCOL);
const server = spawn(PYTHON, ["-m", "mtfix", "lsp", "--stdio"]);
const client = rpc.createProtocolConnection(
  new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin),
);
client.onNotification(rpc.PublishDiagnosticsNotification.type, async ({ diagnostics }) => {
  console.log(JSON.stringify(diagnostics));
  await client.sendRequest(rpc.ShutdownRequest.type);
  await client.sendNotification(rpc.ExitNotification.type);
});
client.listen();
(async () => {
  await client.sendRequest(
    rpc.InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities: {} },
  );
  await client.sendNotification(rpc.InitializedNotification.type, {});
  const textDocument = {
    uri: "untitled:a", languageId: "markdown", version: 1, text: "😀 tiktok rose.\\n",
  };
  await client.sendNotification(rpc.DidOpenTextDocumentNotification.type, { textDocument });
})();
"""


def ran(script: str, **values: Any) -> Any:
    """What a script prints, with values in place of their names."""
    assert NODE
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in values.items())
    done = subprocess.run(
        [NODE, "-e", head + script], capture_output=True, check=True, timeout=120, text=True
    )
    return json.loads(done.stdout)


@pytest.mark.skipif(NODE is None, reason="needs node")
@pytest.mark.parametrize(
    ("path", "command"), [("mtfix", "mtfix"), (".venv/bin/mtfix", "/work/.venv/bin/mtfix")]
)
def test_the_extension_starts_the_server_that_its_settings_name(path: str, command: str) -> None:
    if sys.platform == "win32" and path != command:
        pytest.skip("a path of POSIX")
    said = ran(STUBS, PATH=path, FAILS=False, EXTENSION=str(EXTENSION / "extension.js"))
    assert said["server"]["command"] == command
    assert said["server"]["args"] == ["lsp", "--from", "zh"]
    assert said["options"]["documentSelector"] == [
        {"scheme": "file", "language": "markdown"},
        {"scheme": "untitled", "language": "markdown"},
    ]
    assert said["disposed"]
    assert said["shown"] == ["What “melons” has to be"]
    assert said["passed"] == [["file:///a.md", "melons", "gossip"], ["file:///a.md", "{}"]]


@pytest.mark.skipif(NODE is None, reason="needs node")
def test_the_extension_tells_what_is_missing() -> None:
    said = ran(STUBS, PATH="mtfix", FAILS=True, EXTENSION=str(EXTENSION / "extension.js"))
    assert all("mtfix[lsp]" in text for text in (said["shown"][0], said["shown"][-1]))


def test_the_manifest_has_the_settings_that_the_extension_asks_for() -> None:
    code = (EXTENSION / "extension.js").read_text(encoding="utf-8")
    settings = MANIFEST["contributes"]["configuration"]["properties"]
    readme = (EXTENSION / "README.md").read_text(encoding="utf-8")
    for name in settings:
        assert f'settings.get("{name.removeprefix("mtfix.")}")' in code
        assert f"| `{name}` |" in readme
    assert {one["command"] for one in MANIFEST["contributes"]["commands"]} == {"mtfix.restart"}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm, and its registry")
def test_the_extension_can_be_packaged_and_its_client_understands_the_server(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "vscode"
    shutil.copytree(EXTENSION, folder, ignore=shutil.ignore_patterns("node_modules", "*.vsix"))
    npm = shutil.which("npm") or "npm"
    for command in (
        ["install", "--no-package-lock", "--no-audit", "--no-fund"],
        ["run", "package"],
    ):
        subprocess.run([npm, *command], cwd=folder, check=True, capture_output=True, timeout=600)
    [packaged] = folder.glob("*.vsix")
    with zipfile.ZipFile(packaged) as archive:
        archive.extractall(tmp_path)
    files = {path.name for path in (tmp_path / "extension").iterdir()}
    assert files == {"LICENSE.txt", "extension.js", "node_modules", "package.json", "readme.md"}
    protocol = tmp_path / "extension" / "node_modules" / "vscode-languageserver-protocol" / "node"
    [found] = ran(TALK, PROTOCOL=str(protocol), PYTHON=sys.executable)
    assert (found["code"], found["range"]["start"]["character"]) == ("term/tiktok", 3)
