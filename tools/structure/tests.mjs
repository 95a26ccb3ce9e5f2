// Tests run against the real thing, all of them, and each can fail.
import { finding } from "./finding.mjs";
import { isMark } from "./module-shape.mjs";

const RUNNERS = new Set(["it", "test", "describe", "suite", "bench"]);
const MOCKING = new Set(["mock", "doMock", "hoisted", "stubGlobal"]);
const ASSERTS = new Set(["expect", "assert", "expectTypeOf", "assertType", "runScripts"]);
const RUNNER_FILE = /\.(?:test|laws)\.[a-z]+$/;

export function checkTests(workspace) {
  return workspace.files
    .filter((file) => RUNNER_FILE.test(file.path))
    .flatMap((file) => [...mocks(file), ...switchedOff(file), ...cannotFail(file), ...spawns(file)]);
}

function mocks({ path, tokens }) {
  return tokens.flatMap((token, i) =>
    token.kind === "word" && MOCKING.has(token.text) && isMark(tokens[i - 1], ".") && tokens[i - 2]?.text === "vi"
      ? [finding("tests", path, token.line, `vi.${token.text}: no mocks, the emulator is the stand-in`)]
      : [],
  );
}

function switchedOff({ path, tokens, comments }) {
  return tokens.flatMap((token, i) => {
    if (!["only", "skip", "todo"].includes(token.text) || !isMark(tokens[i - 1], ".") || !RUNNERS.has(tokens[i - 2]?.text)) return [];
    if (token.text === "only") return [finding("tests", path, token.line, ".only leaves every other test out")];
    const reason = comments.some((c) => (c.line === token.line || c.line === token.line - 1) && c.text.length > 10);
    return reason ? [] : [finding("tests", path, token.line, `.${token.text} needs a comment that says why`)];
  });
}

function cannotFail({ path, tokens, imports }) {
  const laws = imports.some((used) => used.from === "@snowtower/testkit");
  return laws || tokens.some((token) => token.kind === "word" && ASSERTS.has(token.text)) ? [] : [finding("tests", path, 1, "asserts nothing: it cannot fail")];
}

// What is spawned runs dist, so its tests belong to the suite that refuses a stale build.
function spawns({ path, imports }) {
  if (path.startsWith("tools/") || /\.(?:e2e|scripts)\.test\.ts$/.test(path)) return [];
  return imports
    .filter((used) => /^(?:node:)?(?:child_process|worker_threads)$/.test(used.from))
    .map((used) => finding("tests", path, used.line, "starts processes or workers, which run dist: name it *.e2e.test.ts"));
}
