import { EXIT } from "@snowtower/engine";
import { type Outcome, rowsOf, sql, userSql } from "@snowtower/sql";
import { connect } from "../connect/connect.ts";
import { csvText } from "../present/csv.ts";
import { jsonRows } from "../present/json-rows.ts";
import { shownCell } from "../present/shown-cell.ts";
import { tableText } from "../present/table.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import { interruptible } from "../terminal/interruptible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { AccountOptions } from "./project-options.ts";

interface QueryCommand extends AccountOptions {
  readonly sql: string;
  readonly format: "table" | "json" | "csv";
}

/** Runs one statement and shows its rows; for a statement without rows, Snowflake's words. */
export async function query(command: QueryCommand, terminal: Terminal): Promise<number> {
  const project = openProject(command, process.env);
  if (printDiagnostics(project.settingsDiagnostics, { root: project.root, terminal }) > 0) return EXIT.error;
  return interruptible(async (signal) => {
    const account = await connect({ project, options: command, env: process.env, signal }, terminal);
    try {
      const [outcome] = await account.execute({ statements: [sql`${userSql(command.sql)}`] }, { signal });
      terminal.print(await shown(outcome, command.format, terminal));
      return EXIT.done;
    } finally {
      await account.close();
    }
  });
}

async function shown(outcome: Outcome | undefined, format: QueryCommand["format"], terminal: Terminal): Promise<string> {
  const { columns, types, rows } = await rowsOf(outcome);
  const status = outcome !== undefined && "done" in outcome ? outcome.done.status : "";
  if (status !== "" && format === "table") return status;
  const [names, cells] = status === "" ? [columns, rows.map((row) => row.map((cell, i) => shownCell(cell, types[i])))] : [["status"], [[status]]];
  if (format === "json") return jsonRows(names, cells);
  return format === "csv" ? csvText(names, cells) : tableText(names, cells, { width: terminal.width, paint: terminal.paint });
}
