import { CommanderError } from "commander";
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
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    const { explain } = await import("./explain.ts");
    return explain(error, terminal);
  }
}
