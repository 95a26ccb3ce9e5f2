/** In the words of CLIENT_TYPES (docs: sql-reference/sql/create-authentication-policy). */
type ClientGroup = "SNOWFLAKE_UI" | "DRIVERS" | "SNOWFLAKE_CLI" | "SNOWSQL";

/** What a client says it is; nothing of that is proven. */
export interface Client {
  /** In the words of CLIENT_POLICY and LOGIN_HISTORY. */
  readonly type: string;
  readonly version: string | null;
  readonly group: ClientGroup;
}

/** By CLIENT_APP_ID. */
const KNOWN: Readonly<Record<string, readonly [type: string, group: ClientGroup]>> = {
  "snowflake ui": ["SNOWFLAKE_UI", "SNOWFLAKE_UI"],
  snowsql: ["SNOWSQL", "SNOWSQL"],
  snowflake_cli: ["SNOWFLAKE_CLI", "SNOWFLAKE_CLI"],
  jdbc: ["JDBC_DRIVER", "DRIVERS"],
  odbc: ["ODBC_DRIVER", "DRIVERS"],
  pythonconnector: ["PYTHON_DRIVER", "DRIVERS"],
  javascript: ["JAVASCRIPT_DRIVER", "DRIVERS"],
  "c api": ["C_DRIVER", "DRIVERS"],
  go: ["GO_DRIVER", "DRIVERS"],
  pdo: ["PHP_DRIVER", "DRIVERS"],
  ".net": ["DOTNET_DRIVER", "DRIVERS"],
};

export const SQL_API: Client = { type: "SQL_API", version: null, group: "DRIVERS" };

export function clientOf(id: string | undefined, version: string | undefined): Client {
  const [type, group] = KNOWN[(id ?? "").toLowerCase()] ?? ["OTHER", "DRIVERS"];
  return { type, version: version ?? null, group };
}

/** Is a version, `3.14.1`, at least that one? One that is not told is older than any. */
export function isAtLeast(version: string | null, least: string): boolean {
  const [have, want] = [numbersIn(version ?? ""), numbersIn(least)];
  const at = want.findIndex((number, i) => (have[i] ?? -1) !== number);
  return at === -1 || (have[at] ?? -1) > (want[at] ?? 0);
}

function numbersIn(version: string): readonly number[] {
  return (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? "").split(".").filter(Boolean).map(Number);
}
