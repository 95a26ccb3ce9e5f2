import { CommanderError } from "commander";
import { misread } from "./misread.ts";
import { programOf } from "./program.ts";
import { Terminal, type TerminalSetting } from "./terminal/terminal.ts";

/** Runs one command line and gives its exit code. Nothing it throws gets out. */
export async function runCli(args: readonly string[], setting: TerminalSetting): Promise<number> {
  const terminal = new Terminal(setting);
  let exitCode = 0;
  const program = programOf(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return (await import("./explain.ts")).explain(error, terminal);
    if (error.exitCode === 0) return 0;
    // Without a command there is nothing to say but the help, which was printed.
    if (error.code !== "commander.help") terminal.complain(misread(error, terminal.paintError));
    return 1;
  }
}
