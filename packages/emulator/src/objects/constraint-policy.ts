import { requireEdition } from "../edition/require-edition.ts";
import { checkBody, describePolicy, droppingPolicy, readConstraintDefinition, settingBody } from "./governance/policy.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, schemaName, text } from "./show-columns.ts";

/** A policy without arguments whose body says what is allowed: `AS () RETURNS PROJECTION_CONSTRAINT -> ...`. */
function constraintPolicy(kind: "AGGREGATION" | "JOIN" | "PROJECTION"): ObjectClass {
  const columns: readonly ShowColumn[] = [
    createdOn,
    name,
    databaseName,
    schemaName,
    text("kind", () => `${kind}_POLICY`),
    owner,
    comment,
    ownerRoleType,
    text("options", () => ""),
  ];
  return {
    name: `${kind} POLICY`,
    label: `${kind.charAt(0)}${kind.slice(1).toLowerCase()} policy`,
    container: "SCHEMA",
    seenWith: `APPLY ${kind} POLICY`,
    properties: [],
    needs: { set: [], drop: [], rename: [] },
    shows: [{ words: `${kind} POLICIES`, columns, pages: false }],
    describe: describePolicy,

    clause(cursor, spec) {
      if (spec.properties.BODY !== undefined) return false;
      readConstraintDefinition(cursor, spec, `${kind}_CONSTRAINT`);
      return true;
    },

    complete(cursor, spec) {
      if (spec.properties.BODY === undefined) cursor.fail();
    },

    alter: settingBody,

    check(context, to, from) {
      requireEdition(context.account, `${kind} POLICY`);
      if (to.properties.BODY !== from?.properties.BODY) checkBody(context, to);
      return to;
    },

    dropping: droppingPolicy,
  };
}

/** (docs: sql-reference/sql/create-aggregation-policy, alter-, drop-, show-, desc-) */
export const aggregationPolicy = constraintPolicy("AGGREGATION");
/** (docs: sql-reference/sql/create-join-policy, alter-, drop-, show-, desc-) */
export const joinPolicy = constraintPolicy("JOIN");
/** (docs: sql-reference/sql/create-projection-policy, alter-, drop-, show-, desc-) */
export const projectionPolicy = constraintPolicy("PROJECTION");
