import { requireEdition } from "../edition/require-edition.ts";
import { boolean } from "../parser/value.ts";
import { compilationError, unsupported } from "../sql-error.ts";
import { usersOfPolicy } from "./governance/attachments.ts";
import { checkBody, checkSignature, describePolicy, droppingPolicy, isExempting, readDefinition, settingBody, signatureOf } from "./governance/policy.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, schemaName, text } from "./show-columns.ts";

const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  databaseName,
  schemaName,
  text("kind", () => "MASKING_POLICY"),
  owner,
  comment,
  text("options", (entry) => (isExempting(entry) ? '{"EXEMPT_OTHER_POLICIES": "TRUE"}' : "")),
  ownerRoleType,
];

/** (docs: sql-reference/sql/create-masking-policy, alter-masking-policy, drop-masking-policy, show-masking-policies, desc-masking-policy) */
export const maskingPolicy: ObjectClass = {
  name: "MASKING POLICY",
  label: "Masking policy",
  container: "SCHEMA",
  orAlter: true,
  seenWith: "APPLY MASKING POLICY",
  properties: [{ name: "EXEMPT_OTHER_POLICIES", read: boolean, default: false, only: "create" }],
  needs: { set: [], drop: [], rename: [] },
  shows: [{ words: "MASKING POLICIES", columns, pages: false }],
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
    requireEdition(context.account, "MASKING POLICY");
    // "The return data type must match the input data type of the first column" (docs: sql-reference/sql/create-masking-policy)
    if (signatureOf(to)[0]?.type !== to.properties.RETURNS)
      throw compilationError("003544", "42601", "Masking policy function argument and return type mismatch.");
    if (from !== null) checkSignature(to, from);
    // "cannot change after setting the masking policy on a table or view"
    if (from !== null && isExempting(from) !== isExempting(to) && usersOfPolicy(context, from.id).length > 0)
      throw unsupported("Changing EXEMPT_OTHER_POLICIES of an attached MASKING POLICY");
    if (to.properties.BODY !== from?.properties.BODY) checkBody(context, to);
    return to;
  },

  dropping: droppingPolicy,
};
