// Starts `mtfix lsp` and shows in VS Code what it finds.

const path = require("node:path");
const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const ADD_TO_GLOSSARY = "mtfix.addToGlossary";

let client;

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("mtfix.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("mtfix")) return restart();
    }),
  );
  await start();
}

async function deactivate() {
  const running = client;
  client = undefined;
  if (running) await running.dispose();
}

async function restart() {
  await deactivate();
  await start();
}

async function start() {
  const settings = vscode.workspace.getConfiguration("mtfix");
  const server = {
    command: program(settings.get("path")),
    args: ["lsp", ...settings.get("arguments")],
    transport: TransportKind.stdio,
    options: { cwd: folder() },
  };
  const documentSelector = settings.get("languages").flatMap((language) => [
    { scheme: "file", language },
    { scheme: "untitled", language },
  ]);
  const middleware = { executeCommand: withRightForm };
  const synchronize = { fileEvents: vscode.workspace.createFileSystemWatcher(SAYING) };
  client = new LanguageClient("mtfix", "mtfix", server, {
    documentSelector,
    middleware,
    synchronize,
  });
  try {
    await client.start();
  } catch (error) {
    const text = `mtfix can't be started (${error.message}). Install mtfix[lsp], or set mtfix.path.`;
    vscode.window.showErrorMessage(text);
  }
}

// The files that say something of others.
const SAYING = "**/{.mtfix.toml,pyproject.toml,.mtfixignore,.mtfix-decisions,.mtfix-baseline,*.yaml}";

function folder() {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
}

// A path with a slash is one from the folder that is open; others are looked for as a shell does.
function program(name) {
  return /[\\/]/.test(name) && folder() ? path.resolve(folder(), name) : name;
}

// Asks for the right form of words that go to the glossary, where nobody has said it.
async function withRightForm(command, given, next) {
  if (command !== ADD_TO_GLOSSARY || given[2]) return next(command, given);
  const [uri, wrong] = given;
  const prompt = `What “${wrong}” has to be`;
  const right = await vscode.window.showInputBox({ title: "Add to the glossary", prompt });
  return right ? next(command, [uri, wrong, right]) : undefined;
}

module.exports = { activate, deactivate };
