import type { Grantee } from "../grant.ts";
import type { DescribedObject } from "./described.ts";
import type { Draft } from "./draft.ts";
import type { FuturePrivilege } from "./permission-model.ts";

interface FutureGift {
  readonly to: Grantee;
  readonly privileges: readonly FuturePrivilege[];
  readonly why: string;
}

/** Privileges on what will be made in one schema. */
export function giveInSchema(draft: Draft, schema: string, gift: FutureGift): void {
  for (const { type, privilege } of gift.privileges) {
    // Schemas are made in databases only.
    if (type !== "SCHEMA")
      draft.give({
        to: gift.to,
        privilege,
        on: { kind: "future", type, in: "SCHEMA", name: schema },
        why: `${gift.why} (what will be made in schema ${schema})`,
      });
  }
}

/**
 * Privileges on what will be made in a database. They are repeated in every described schema, because future grants of a schema, to whatever role,
 * make Snowflake ignore those of the database (docs: sql-reference/sql/grant-privilege, "Future grants on database or schema objects").
 */
export function giveInDatabase(
  draft: Draft,
  { database, schemas }: { readonly database: string; readonly schemas: readonly DescribedObject[] },
  gift: FutureGift,
): void {
  for (const { type, privilege } of gift.privileges) {
    draft.give({
      to: gift.to,
      privilege,
      on: { kind: "future", type, in: "DATABASE", name: database },
      why: `${gift.why} (what will be made in database ${database})`,
    });
  }
  for (const schema of schemas) giveInSchema(draft, schema.name, gift);
}
