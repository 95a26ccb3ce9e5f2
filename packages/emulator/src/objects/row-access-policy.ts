import { owns } from "../access/authorize.ts";
import { entryAt } from "../catalog/catalog.ts";
import { requireEdition } from "../edition/require-edition.ts";
import { compilationError } from "../sql-error.ts";
import { checkBody, checkSignature, describePolicy, droppingPolicy, readDefinition, settingBody } from "./governance/policy.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, schemaName, text } from "./show-columns.ts";

const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  databaseName,
  schemaName,
  text("kind", () => "ROW_ACCESS_POLICY"),
  owner,
  comment,
  text("options", () => ""),
  ownerRoleType,
];

/** (docs: sql-reference/sql/create-row-access-policy, alter-row-access-policy, drop-row-access-policy, show-row-access-policies, desc-row-access-policy) */
export const rowAccessPolicy: ObjectClass = {
  name: "ROW ACCESS POLICY",
  label: "Row access policy",
  container: "SCHEMA",
  orAlter: true,
  seenWith: "APPLY ROW ACCESS POLICY",
  properties: [],
  needs: { set: [], drop: [], rename: [] },
  shows: [{ words: "ROW ACCESS POLICIES", columns }],
  describe: describePolicy,

  clause(cursor, spec) {
    if (spec.properties.BODY !== undefined) return false;
    readDefinition(cursor, spec);
    return true;
  },

  complete(cursor, spec) {
    if (spec.properties.BODY === undefined) cursor.fail();
  },

  alter: settingBody,

  check(context, to, from) {
    requireEdition(context.account, "ROW ACCESS POLICY");
    // (docs: user-guide/security-row-intro, "Troubleshoot row access policies")
    if (to.properties.RETURNS !== "BOOLEAN")
      throw compilationError("003551", "42601", `Row access policy return type '${String(to.properties.RETURNS)}' is not BOOLEAN.`);
    if (from !== null) checkSignature(to, from);
    if (to.properties.BODY !== from?.properties.BODY) checkBody(context, to);
    return to;
  },

  // The owner of its schema may as well (docs: sql-reference/sql/drop-row-access-policy).
  mayDrop: (context, entry) => owns(context, entryAt(context.draft.catalog, entry.parent)),
  dropping: droppingPolicy,
};
