import { UsageError } from "../usage-error.ts";

/** Which account a command is about, decided before anything is opened. */
type Target = { readonly kind: "local"; readonly folder: string; readonly why: string } | { readonly kind: "connection"; readonly name: string | undefined };

interface TargetInput {
  readonly connection: string | undefined;
  readonly environment: { readonly name: string; readonly connection?: string } | undefined;
  /** The connection that snowtower.yaml names for the whole project. */
  readonly projectConnection: string | undefined;
  /** snowtower.yaml names environments, so it matters which one is meant. */
  readonly hasEnvironments: boolean;
  /** A person sits there, and CI is not set. */
  readonly interactive: boolean;
  /** SNOWFLAKE_ACCOUNT or SNOWFLAKE_DEFAULT_CONNECTION_NAME is set. */
  readonly environmentConnects: boolean;
  /** Of the local account without a name. */
  readonly localFolder: string;
}

/** The project's local account; `local:test` is another one, beside it. */
const LOCAL = /^local(?::([A-Za-z0-9_-]+))?$/;

/** A missing connection never falls back to the local account where nobody would notice (RA 28): in CI, in a pipe, in a project with environments. */
export function targetOf(input: TargetInput): Target {
  const named = input.connection ?? (input.environment === undefined ? input.projectConnection : input.environment.connection);
  const local = LOCAL.exec(named ?? "");
  if (local !== null) return { kind: "local", folder: local[1] === undefined ? input.localFolder : `${input.localFolder}-${local[1]}`, why: "as named" };
  if (named?.startsWith("local:") === true)
    throw new UsageError("ST3003", `${named} names no local account`, "letters, digits, _ and - stand behind local:, as in local:test");
  if (named !== undefined) return { kind: "connection", name: named };
  if (input.environment === undefined && input.environmentConnects) return { kind: "connection", name: undefined };
  if (input.environment !== undefined) {
    throw new UsageError(
      "ST3001",
      `the environment ${input.environment.name} names no connection`,
      `add "connection:" to it in snowtower.yaml, or pass --connection NAME`,
    );
  }
  if (input.hasEnvironments) throw new UsageError("ST3001", "the project has environments, and none was named", "pass --env NAME, or --connection NAME");
  if (!input.interactive) {
    throw new UsageError(
      "ST3001",
      "no connection was named",
      "pass --connection NAME (a name of connections.toml), or --connection local for the project's local account",
    );
  }
  return { kind: "local", folder: input.localFolder, why: "because no connection was named" };
}
