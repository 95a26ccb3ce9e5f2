import { managesGrants } from "../access/authorize.ts";
import { entryAt, futureGrantsIn, futureGrantsTo, isLive } from "../catalog/catalog.ts";
import type { FutureGrant } from "../catalog/grant.ts";
import type { Command, Context } from "../context.ts";
import { fullName } from "../objects/resolve.ts";
import type { Cursor } from "../parser/cursor.ts";
import { type Cells, STATEMENT_TYPE, timeCell } from "../result.ts";
import { type GranteeRef, resolveGrantee } from "./grantee.ts";
import { resolveContainer } from "./securable.ts";
import { columnOf } from "./show-grants.ts";

const COLUMNS = ["created_on", "privilege", "grant_on", "name", "grant_to", "grantee_name", "grant_option"];

/** SHOW FUTURE GRANTS { IN DATABASE | IN SCHEMA | TO ROLE | TO DATABASE ROLE } [LIMIT n], behind SHOW FUTURE GRANTS. */
export function parseShowFutureGrants(cursor: Cursor): Command {
  const read = readSource(cursor);
  const limit = cursor.accept("LIMIT") ? cursor.integer() : null;
  cursor.end();
  return {
    type: STATEMENT_TYPE.show,
    readsOnly: true,
    run(context) {
      const rows = read(context)
        .map((grant) => cells(context, grant))
        .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
      return { columns: COLUMNS.map(columnOf), rows: limit === null ? rows : rows.slice(0, limit), status: "" };
    },
  };
}

function readSource(cursor: Cursor): (context: Context) => readonly FutureGrant[] {
  if (cursor.accept("TO")) {
    const kind = cursor.acceptOneOf(["DATABASE ROLE", "ROLE"]);
    const ref: GranteeRef = kind === null ? cursor.fail() : { class: kind, name: cursor.name() };
    return (context) => {
      const grantee = resolveGrantee(context, ref);
      const grants = futureGrantsTo(context.draft.catalog, grantee.id);
      const seesAll = managesGrants(context) || context.active.all.has(grantee.id) || context.active.all.has(grantee.owner?.role ?? -1);
      return seesAll ? grants.filter((grant) => isLive(context.draft.catalog, entryAt(context.draft.catalog, grant.in))) : [];
    };
  }
  cursor.expect("IN");
  const kind = cursor.acceptOneOf(["DATABASE", "SCHEMA"]);
  if (kind === null) cursor.fail();
  const name = cursor.name();
  return (context) => futureGrantsIn(context.draft.catalog, resolveContainer(context, { class: kind, name }).id);
}

function cells(context: Context, grant: FutureGrant): Cells {
  const { catalog } = context.draft;
  const on = grant.class.replaceAll(" ", "_");
  const grantee = entryAt(catalog, grant.to);
  const name = `${fullName(catalog, entryAt(catalog, grant.in))}.<${on}>`;
  return [timeCell(grant.createdOn), grant.privilege, on, name, grantee.class.replaceAll(" ", "_"), grantee.name, grant.grantOption ? "true" : "false"];
}

function sortKey(row: Cells): string {
  return [row[3], row[1], row[5]].join("\u0000");
}
