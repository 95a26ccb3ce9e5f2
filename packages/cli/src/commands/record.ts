import { EXIT, generalQuestions, type Recording, readRecording, recordAccount, replay, writeRecording } from "@snowtower/engine";
import type { Account, Edition } from "@snowtower/sql";
import { connect } from "../connect/connect.ts";
import { recordedText, replayedText } from "../present/record-text.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import { interruptible } from "../terminal/interruptible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";
import { readGiven, writeGiven } from "./given-file.ts";
import type { AccountOptions } from "./project-options.ts";

interface RecordCommand extends AccountOptions {
  readonly out?: string;
  readonly replay?: string;
  readonly print?: boolean;
  readonly json?: boolean;
}

const MAX_RECORDING_BYTES = 64 * 1024 * 1024;

/** Writes down how an account answers, or asks another one the same. Reads only. Exit code of a replay: 1 if anything differs. */
export async function record(command: RecordCommand, terminal: Terminal): Promise<number> {
  if ([command.out, command.replay, command.print].filter((mode) => mode !== undefined).length !== 1)
    throw new UsageError("ST3304", "record takes one of --out, --replay and --print", "snowtower record --connection NAME --out recording.jsonl");
  if (command.print === true) {
    terminal.print(printed());
    return EXIT.done;
  }
  return command.replay === undefined ? write(command, command.out ?? "", terminal) : replayed(command, command.replay, terminal);
}

/** Every statement of a recording, but for those about the objects that it finds. */
function printed(): string {
  const asked = generalQuestions().map(({ statement }) => `${statement.text};`);
  return [...asked, "-- and DESCRIBE, SHOW PARAMETERS and SHOW GRANTS of the first two objects in each list"].join("\n");
}

async function write(command: RecordCommand, file: string, terminal: Terminal): Promise<number> {
  return onAccount(command, terminal, async (account, signal) => {
    const recording = await recordAccount(account, { signal });
    writeGiven({ what: "recording", file }, writeRecording(recording));
    terminal.print(recordedText(recording, file));
    return EXIT.done;
  });
}

async function replayed(command: RecordCommand, file: string, terminal: Terminal): Promise<number> {
  const recording = readRecording(readGiven({ what: "recording", file }, MAX_RECORDING_BYTES));
  const judge = async (account: Account): Promise<number> => {
    const result = await replay(recording, account);
    const look = { width: terminal.width, paint: terminal.paint };
    terminal.print(command.json === true ? `${JSON.stringify({ formatVersion: 1, ...result }, null, 2)}\n` : replayedText(recording, result, look));
    return result.differences.length === 0 ? EXIT.done : EXIT.error;
  };
  return command.connection === undefined ? judge(await newAccountLike(recording)) : onAccount(command, terminal, judge);
}

/** An empty local account of the recorded edition and region. */
async function newAccountLike({ header }: Recording): Promise<Account> {
  const [{ connectInProcess, LocalAccount }, { exactly }] = await Promise.all([import("@snowtower/emulator"), import("@snowtower/sql")]);
  const edition = EDITIONS.find((each) => each === header.edition);
  const account = LocalAccount.create({ ...(edition === undefined ? {} : { edition }), ...(header.region === "" ? {} : { region: header.region }) });
  return connectInProcess(account, { user: exactly("ADMIN"), role: exactly("ACCOUNTADMIN") });
}

const EDITIONS: readonly Edition[] = ["STANDARD", "ENTERPRISE", "BUSINESS_CRITICAL", "VPS"];

async function onAccount(command: RecordCommand, terminal: Terminal, use: (account: Account, signal: AbortSignal) => Promise<number>): Promise<number> {
  const project = openProject(command, process.env);
  if (printDiagnostics(project.settingsDiagnostics, { root: project.root, terminal }) > 0) return EXIT.error;
  return interruptible(async (signal) => {
    const account = await connect({ project, options: command, env: process.env, signal }, terminal);
    try {
      return await use(account, signal);
    } finally {
      await account.close();
    }
  });
}
