import { holds, owns } from "../access/authorize.ts";
import { entryOf } from "../catalog/catalog.ts";
import type { Entry, Value } from "../catalog/entry.ts";
import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { type Cells, STATEMENT_TYPE, textColumn, timeCell, timeColumn } from "../result.ts";
import { insufficientPrivileges } from "../sql-error.ts";
import { resolve } from "./resolve.ts";

const COLUMNS = [
  textColumn("name"),
  textColumn("type"),
  textColumn("comment"),
  timeColumn("last_used"),
  timeColumn("created_on"),
  textColumn("additional_info"),
];

function details(identity: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  const { TYPE: type, ARN: arn, ISSUER: issuer = "", SUBJECT: subject = "", OIDC_AUDIENCE_LIST: audienceList = [] } = identity;
  if (type === "GCP") return { subject };
  if (type === "AZURE") return { issuer, subject };
  if (type === "OIDC") return { issuer, subject, audienceList };
  const [, awsPartition = "", , , awsAccount = "", resource = ""] = String(arn).split(":");
  const [kind = "", role = "", ...path] = resource.split("/");
  const iamRole = kind.startsWith("assumed") ? role : [role, ...path].join("/");
  return { awsPartition, awsAccount, type: kind === "user" ? "IAM_USER" : "IAM_ROLE", iamRole };
}

function rowsOf(user: Entry): readonly Cells[] {
  const { WORKLOAD_IDENTITY: identity, WORKLOAD_IDENTITY_SET_TIME: at } = user.properties;
  if (identity === undefined || identity === null) return [];
  const fields = identity as Readonly<Record<string, Value>>;
  // Nobody can log in with it here.
  const lastUsed = null;
  return [[user.name, String(fields.TYPE), null, lastUsed, timeCell(typeof at === "number" ? at : user.createdOn), JSON.stringify(details(fields))]];
}

/** SHOW USER WORKLOAD IDENTITY AUTHENTICATION METHODS [FOR USER <name>], behind SHOW; `null` (and nothing read) if other words come next. */
export function acceptShowWorkloadIdentity(cursor: Cursor): Command | null {
  if (!cursor.accept("USER WORKLOAD IDENTITY AUTHENTICATION METHODS")) return null;
  const ref = cursor.accept("FOR USER") ? cursor.name() : null;
  cursor.end();
  return {
    type: STATEMENT_TYPE.show,
    readsOnly: true,
    run(context) {
      const kind = { name: "USER", label: "User", container: "ACCOUNT", seenByAll: true } as const;
      const user = ref === null ? entryOf(context.draft.catalog, context.session.user) : resolve(context, { kind, ref, args: null });
      const isSeen = (of: Entry): boolean =>
        of.id === context.session.user || owns(context, of) || holds(context.draft.catalog, context.active.all, { privilege: "MONITOR", on: of });
      if (user === undefined || !isSeen(user)) throw insufficientPrivileges("user", user?.name ?? "");
      return { columns: COLUMNS, rows: rowsOf(user), status: "" };
    },
  };
}
