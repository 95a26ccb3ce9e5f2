import type { FuturePrivilege, PermissionModel } from "./permission-model.ts";

function on(types: string, ...privileges: readonly string[]): FuturePrivilege[] {
  return types.split(", ").flatMap((type) => privileges.map((privilege) => ({ type, privilege })));
}

const OWNED =
  "ALERT, DYNAMIC TABLE, EVENT TABLE, EXTERNAL TABLE, FILE FORMAT, FUNCTION, MATERIALIZED VIEW, PIPE, PROCEDURE, SEQUENCE, STAGE, STREAM, TABLE, TASK, VIEW";

/** SnowDDL's model DEFAULT: what a database or schema has whose file names no permission model. */
export const defaultPermissionModel: PermissionModel = {
  ruleset: "SCHEMA_OWNER",
  ownerCreate: ["CREATE FILE FORMAT", "CREATE FUNCTION", "CREATE PROCEDURE", "CREATE TABLE", "CREATE VIEW"],
  ownerFuture: on(OWNED, "OWNERSHIP"),
  writeFuture: [...on("STAGE", "READ", "WRITE", "USAGE"), ...on("SEQUENCE", "USAGE"), ...on("TABLE", "INSERT", "UPDATE", "DELETE", "TRUNCATE")],
  readFuture: [
    ...on("DYNAMIC TABLE", "SELECT"),
    ...on("EXTERNAL TABLE, MATERIALIZED VIEW, TABLE, VIEW", "SELECT", "REFERENCES"),
    ...on("FILE FORMAT, FUNCTION, PROCEDURE", "USAGE"),
    ...on("STAGE", "READ", "USAGE"),
    ...on("STREAM", "SELECT"),
  ],
};

/** What a model is before its entry adds to it, unless it inherits. */
export const emptyPermissionModel: PermissionModel = { ruleset: "SCHEMA_OWNER", ownerCreate: [], ownerFuture: [], writeFuture: [], readFuture: [] };
