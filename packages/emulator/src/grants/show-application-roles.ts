import { holdsAny, managesGrants } from "../access/authorize.ts";
import { childrenOf } from "../catalog/catalog.ts";
import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { STATEMENT_TYPE, textColumn, timeCell, timeColumn } from "../result.ts";
import { matchesLike } from "../statements/like.ts";
import { resolveGrantee } from "./grantee.ts";

/** SHOW APPLICATION ROLES [LIKE] IN APPLICATION <name> [LIMIT [FROM]], behind SHOW APPLICATION ROLES. The page shows no columns; these are those of other roles. */
export function parseShowApplicationRoles(cursor: Cursor): Command {
  const like = cursor.accept("LIKE") ? cursor.string() : null;
  cursor.expect("IN APPLICATION");
  const name = cursor.name();
  const limit = cursor.accept("LIMIT") ? cursor.integer() : null;
  const from = limit !== null && cursor.accept("FROM") ? cursor.string() : null;
  cursor.end();
  return {
    type: STATEMENT_TYPE.show,
    readsOnly: true,
    run(context) {
      const application = resolveGrantee(context, { class: "APPLICATION", name });
      const found = childrenOf(context.draft.catalog, application.id, "APPLICATION ROLE")
        .filter((role) => managesGrants(context) || context.active.all.has(role.id) || holdsAny(context, role))
        .filter((role) => (like === null || matchesLike(like, role.name)) && (from === null || role.name > from))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      // "The output of this command displays SNOWFLAKE in the owner column."
      const rows = found.map((role) => [timeCell(role.createdOn), role.name, "SNOWFLAKE", role.comment ?? "", "APPLICATION"]);
      const columns = [timeColumn("created_on"), ...["name", "owner", "comment", "owner_role_type"].map((column) => textColumn(column))];
      return { columns, rows: limit === null ? rows : rows.slice(0, limit), status: "" };
    },
  };
}
