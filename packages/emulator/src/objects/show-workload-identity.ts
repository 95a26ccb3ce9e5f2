import { holds, owns } from "../access/authorize.ts";
import type { Entry, Value } from "../catalog/entry.ts";
import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { type Cells, textColumn, timeCell, timeColumn } from "../result.ts";
import { acceptShowForUser } from "./show-for-user.ts";

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

/** SHOW USER WORKLOAD IDENTITY AUTHENTICATION METHODS [FOR USER <name>], behind SHOW. */
export function acceptShowWorkloadIdentity(cursor: Cursor): Command | null {
  return acceptShowForUser(cursor, {
    words: ["USER WORKLOAD IDENTITY AUTHENTICATION METHODS"],
    columns: COLUMNS,
    isSeen: (context, user) =>
      user.id === context.session.user || owns(context, user) || holds(context.draft.catalog, context.active.all, { privilege: "MONITOR", on: user }),
    rows: (_context, user) => rowsOf(user),
  });
}
