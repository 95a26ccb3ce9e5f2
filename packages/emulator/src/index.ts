// the account

export { StoreError, type StoreProblem } from "./catalog/store-error.ts";
export { type ConnectOptions, connectInProcess } from "./in-process.ts";
export { LocalAccount, type LocalAccountOptions, type OpenSessionOptions } from "./local-account.ts";
export type { LoginData } from "./login-data.ts";
export { isPassword } from "./objects/password.ts";
// sessions and results
export type { Binding } from "./parser/cursor.ts";
export { QueryHistory, type QueryRecord } from "./query-history.ts";
export { type Cells, type Column, type ColumnType, type ResultSet, STATEMENT_TYPE } from "./result.ts";
// over HTTP
export { LocalServer, type LocalServerOptions } from "./server/local-server.ts";
export { LocalServerError, type LocalServerProblem } from "./server/local-server-error.ts";
export { type CurrentNames, LocalSession, type SessionExecuteOptions, type StatementOutcome, type StatementResult } from "./session.ts";
export { SqlError } from "./sql-error.ts";
