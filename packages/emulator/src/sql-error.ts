/** What Snowflake answers when it refuses a statement: its code (six digits), SQLSTATE and words. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  readonly code: string;
  readonly sqlState: string;
  /** Line and position (both as in the message) of a syntax error. */
  readonly line: number | null;
  readonly position: number | null;
  /** What the answer depends on, where this account does not hold the data that decides it. */
  readonly dependsOn: DependsOn | null;

  constructor(code: string, sqlState: string, message: string, at?: { readonly line: number; readonly position: number }, dependsOn: DependsOn | null = null) {
    super(message);
    this.code = code;
    this.sqlState = sqlState;
    this.line = at?.line ?? null;
    this.position = at?.position ?? null;
    this.dependsOn = dependsOn;
  }
}

/** Data that a statement's outcome depends on, and the read-only question to the account that has it which settles the outcome. */
interface DependsOn {
  /** As SQL would write it: `DB.SC.T`. */
  readonly table: string;
  /** As SQL would write it; `null` where it is not about one column. */
  readonly column: string | null;
  /** Gives one number, 0 if the statement would succeed; `null` where no single question settles it. */
  readonly probe: string | null;
}

/** This account's own code and SQLSTATE: Snowflake always knows the data. */
const DEPENDS_ON_DATA = "900001";

/** For a table that was seeded with rows which are not here: neither success nor failure would be true. */
export function dependsOnData(statement: string, on: DependsOn): SqlError {
  const what = on.column === null ? `the rows of table ${on.table}` : `the values of column ${on.column} of table ${on.table}`;
  const probe = on.probe === null ? "" : `; it would succeed where this gives 0: ${on.probe}`;
  return new SqlError(DEPENDS_ON_DATA, "ZD001", `${statement} depends on data: ${what} are not known here${probe}`, undefined, on);
}

export function compilationError(code: string, sqlState: string, text: string): SqlError {
  return new SqlError(code, sqlState, `SQL compilation error:\n${text}`);
}

/** For what Snowflake can do and this account cannot: it names the construct instead of giving a wrong answer. */
export function unsupported(construct: string): SqlError {
  return new SqlError("000002", "0A000", `Unsupported feature '${construct}'.`);
}

/** What an `unsupported` names; `null` for every other error. */
export function refusedConstruct({ code, message }: SqlError): string | null {
  return code === "000002" ? (/^Unsupported feature '(.*)'\.$/s.exec(message)?.[1] ?? null) : null;
}

/** `label`: `Warehouse`, `Database`; tables, views and whatever has no word of its own are an `Object` (SQLSTATE 42S02). */
export function doesNotExist(label: string, name: string): SqlError {
  return compilationError(
    "002003",
    label === "Object" || label === "Table" || label === "View" ? "42S02" : "02000",
    `${label} '${name}' does not exist or not authorized.`,
  );
}

/** USE and a few others do not say what they looked for. */
export function cannotBePerformed(): SqlError {
  return compilationError("002043", "02000", "Object does not exist, or operation cannot be performed.");
}

export function alreadyExists(name: string): SqlError {
  return compilationError("002002", "42710", `Object '${name}' already exists.`);
}

export function insufficientPrivileges(label: string, name: string): SqlError {
  return new SqlError("003001", "42501", `SQL access control error:\nInsufficient privileges to operate on ${label.toLowerCase()} '${name}'.`);
}

export function invalidValue(value: string, property: string): SqlError {
  return compilationError("001008", "22023", `invalid value [${value}] for parameter '${property}'`);
}

export function invalidProperty(property: string, object: string): SqlError {
  return compilationError("001420", "22023", `invalid property '${property}' for '${object}'`);
}

/** Somebody ended it: a driver's cancel, SYSTEM$CANCEL_QUERY. */
export function cancelled(): SqlError {
  return new SqlError("000604", "57014", "SQL execution canceled");
}

/** A column that is not there; the only message whose position stands on the first line. */
export function invalidIdentifier(name: string, at: { readonly line: number; readonly position: number }): SqlError {
  return new SqlError("000904", "42000", `SQL compilation error: error line ${at.line} at position ${at.position}\ninvalid identifier '${name}'`, at);
}

/** STATEMENT_TIMEOUT_IN_SECONDS has run out. */
export function timedOut(seconds: number): SqlError {
  return new SqlError("000630", "57014", `Statement reached its statement or warehouse timeout of ${seconds} second(s) and was canceled.`);
}

export function noWarehouse(): SqlError {
  return new SqlError(
    "000606",
    "57P03",
    "No active warehouse selected in the current session.  Select an active warehouse with the 'use warehouse' command.\n",
  );
}
