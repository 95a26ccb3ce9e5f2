import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

/**
 * Runs a program to its end, its output in a file; gives its exit code and what it said.
 * Of this process's environment only what finds programs: no connection and no proxy of the user gets in.
 */
export function runProgram(command, args, { cwd, env = {}, log, seconds = 900 }) {
  const { PATH, HOME, LANG = "C.UTF-8" } = process.env;
  const child = spawn(command, args, { cwd, env: { PATH, HOME, LANG, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const file = log === undefined ? null : createWriteStream(log);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
      file?.write(text);
    });
  }
  const overdue = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
  return new Promise((done) => {
    const end = (code, more = "") => {
      clearTimeout(overdue);
      file?.end();
      done({ code, output: output + more });
    };
    child.once("error", (error) => end(127, error.message));
    child.once("close", (code) => end(code ?? 124));
  });
}
