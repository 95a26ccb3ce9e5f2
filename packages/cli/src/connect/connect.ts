import type { Account } from "@snowtower/sql";
import type { AccountOptions } from "../commands/project-options.ts";
import type { OpenProject } from "../project/open-project.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";
import { targetOf } from "./target.ts";

interface ConnectOptions {
  readonly project: Pick<OpenProject, "settings" | "environment" | "localFolder">;
  readonly options: AccountOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** Opens the account that the command is about; says so where nobody had named it. Loads only the sort of account that it is. */
export async function connect({ project, options, env, signal }: ConnectOptions, terminal: Terminal): Promise<Account> {
  const target = targetOf({
    connection: options.connection,
    environment: project.environment,
    projectConnection: project.settings.connection,
    hasEnvironments: project.settings.environments.size > 0,
    interactive: terminal.interactive,
    environmentConnects: Boolean(env.SNOWFLAKE_ACCOUNT ?? env.SNOWFLAKE_DEFAULT_CONNECTION_NAME),
    localFolder: project.localFolder,
  });
  const who = { ...(options.role === undefined ? {} : { role: options.role }), ...(options.warehouse === undefined ? {} : { warehouse: options.warehouse }) };
  const onWarning = (message: string): void => terminal.say(`warning: ${message}`);
  if (target.kind === "local") {
    if (options.connection === undefined) terminal.say(`using the project's local account, ${target.why}`);
    const { openLocal } = await import("./open-local.ts");
    return openLocal(target.folder, { ...who, onWarning });
  }
  const { loadConnection, openSnowflake } = await import("@snowtower/snowflake");
  const resolved = loadConnection({ ...(target.name === undefined ? {} : { connection: target.name }), flags: who, env });
  for (const warning of resolved.warnings) onWarning(warning);
  if (resolved.kind === "none")
    throw new UsageError(
      "ST3001",
      "no connection is set up",
      "add one to connections.toml, set SNOWFLAKE_ACCOUNT and SNOWFLAKE_USER, or pass --connection local",
    );
  if (resolved.kind === "problems") {
    const [first] = resolved.problems;
    throw new UsageError("ST3003", resolved.problems.map((problem) => problem.message).join("; "), first?.hint);
  }
  return openSnowflake(resolved.options, { onWarning, ...(signal === undefined ? {} : { signal }) });
}
