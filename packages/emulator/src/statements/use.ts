import { mayActivate } from "../access/active-roles.ts";
import { childrenOf, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import { currentDatabase, resolveDatabase, resolveOrCannot, resolveSchema } from "../objects/resolve.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import { EXECUTED, STATEMENT_TYPE, statusResult } from "../result.ts";
import { cannotBePerformed, SqlError } from "../sql-error.ts";

type Change = (context: Context) => Partial<Context["session"]>;

/** USE { ROLE | SECONDARY ROLES | WAREHOUSE | [DATABASE] | SCHEMA }. */
export function parseUse(cursor: Cursor): Command {
  cursor.expect("USE");
  const change = readUse(cursor);
  cursor.end();
  return {
    type: STATEMENT_TYPE.use,
    readsOnly: false,
    run(context) {
      context.session = { ...context.session, ...change(context) };
      return statusResult(EXECUTED);
    },
  };
}

function readUse(cursor: Cursor): Change {
  if (cursor.accept("SECONDARY ROLES")) return readSecondaryRoles(cursor);
  if (cursor.accept("ROLE")) return usingRole(cursor.name());
  if (cursor.accept("WAREHOUSE")) return usingWarehouse(cursor.name());
  if (cursor.accept("SCHEMA")) return usingSchema(cursor.name());
  const isDatabase = cursor.accept("DATABASE");
  const ref = cursor.name();
  return !isDatabase && ref.parts.length === 2 ? usingSchema(ref) : usingDatabase(ref);
}

function readSecondaryRoles(cursor: Cursor): Change {
  const which = cursor.acceptOneOf(["ALL", "NONE"]);
  if (which === null) cursor.refuse("USE SECONDARY ROLES <role>, ...");
  return () => ({ secondaryRoles: which });
}

function usingRole(ref: NameRef): Change {
  return (context) => {
    const name = ref.parts.at(-1) ?? "";
    const role = ref.parts.length === 1 ? findByName(context.draft.catalog, { parent: ACCOUNT, class: "ROLE", name, args: null }) : undefined;
    if (role === undefined) throw cannotBePerformed();
    if (!mayActivate(context.draft.catalog, context.session.user, role.id)) {
      const reason = `Requested role '${name}' is not assigned to the executing user. Specify another role or contact your administrator.`;
      throw new SqlError("003013", "42501", `SQL access control error:\n${reason}`);
    }
    return { role: role.id };
  };
}

function usingWarehouse(ref: NameRef): Change {
  return (context) => ({ warehouse: resolveOrCannot(context, { kind: { name: "WAREHOUSE", label: "Warehouse", container: "ACCOUNT" }, ref, args: null }).id });
}

/** The schema becomes PUBLIC if there is one to be seen (docs: sql-reference/sql/use-database). */
function enterDatabase(context: Context, database: Entry): Partial<Context["session"]> {
  const schema = childrenOf(context.draft.catalog, database.id, "SCHEMA").find((entry) => entry.name === "PUBLIC");
  return { database: database.id, schema: schema?.id ?? null };
}

function usingDatabase(ref: NameRef): Change {
  return (context) => enterDatabase(context, resolveDatabase(context, ref));
}

function usingSchema(ref: NameRef): Change {
  return (context) => {
    const parts = ref.parts.length === 1 ? [currentDatabase(context).name, ...ref.parts] : ref.parts;
    const schema = resolveSchema(context, { parts });
    return { database: schema.parent, schema: schema.id };
  };
}
