import { EXIT } from "@snowtower/engine";
import { rowsOf, sql, userSql } from "@snowtower/sql";
import { connect } from "../connect/connect.ts";
import { csvText } from "../present/csv.ts";
import { tableText } from "../present/table.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import { interruptible } from "../terminal/interruptible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { AccountOptions } from "./project-options.ts";

export interface QueryCommand extends AccountOptions {
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
      const { columns, rows } = await rowsOf(outcome);
      if (command.format === "json")
        terminal.print(
          JSON.stringify(
            rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null]))),
            null,
            2,
          ),
        );
      else if (command.format === "csv") terminal.print(csvText(columns, rows));
      else terminal.print(tableText(columns, rows, { width: terminal.width, paint: terminal.paint }));
      return EXIT.done;
    } finally {
      await account.close();
    }
  });
}
