import type { Cursor } from "../parser/cursor.ts";
import { compilationError } from "../sql-error.ts";
import { setting } from "../statements/alter.ts";
import { attachmentsOf } from "./governance/attachments.ts";
import { readTagMasking } from "./governance/tag-masking.ts";
import { allowedValues, checkAllowedValues } from "./governance/tag-values.ts";
import type { Alteration, ObjectClass, ShowColumn, Spec } from "./object-class.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, schemaName, text } from "./show-columns.ts";

const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  databaseName,
  schemaName,
  owner,
  comment,
  text("allowed_values", (entry) => (allowedValues(entry) === null ? null : JSON.stringify(allowedValues(entry)))),
  ownerRoleType,
];

/** Snowflake's, not this account's: never left out silently. */
const REFUSED = ["MULTI_VALUE", "PROPAGATE", "ON_CONFLICT", "DATA MOVEMENT POLICY", "DCM PROJECT"];

function refuseOther(cursor: Cursor, verb: string): void {
  for (const words of REFUSED) if (cursor.sees(words)) cursor.refuse(`${verb} TAG ... ${words}`);
}

/** `'a', 'b'` behind ALLOWED_VALUES. */
function readValues(cursor: Cursor): readonly string[] {
  const values: string[] = [];
  do values.push(cursor.string());
  while (cursor.accept(","));
  return values;
}

function changingValues(change: (values: readonly string[]) => readonly string[] | null): Alteration {
  return {
    needs: [],
    run(context, entry) {
      const values = change(allowedValues(entry) ?? []);
      const { ALLOWED_VALUES: _before, ...rest } = entry.properties;
      const to = { ...entry, properties: values === null ? rest : { ...rest, ALLOWED_VALUES: values } };
      checkAllowedValues(values);
      context.draft.put(to);
      return undefined;
    },
  };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** SET [ALLOWED_VALUES 'a', 'b'] [COMMENT = '...'], behind SET. */
function readSetTag(cursor: Cursor): Alteration {
  const spec: Spec = { properties: {}, parameters: {} };
  while (!cursor.atEnd) {
    refuseOther(cursor, "ALTER");
    if (cursor.accept("ALLOWED_VALUES")) spec.properties.ALLOWED_VALUES = unique(readValues(cursor));
    else {
      cursor.expect("COMMENT");
      cursor.expect("=");
      spec.comment = cursor.string();
    }
  }
  if (spec.comment === undefined && spec.properties.ALLOWED_VALUES === undefined) cursor.fail();
  return setting(tag, spec);
}

/** (docs: sql-reference/sql/create-tag, alter-tag, drop-tag, undrop-tag, show-tags) */
export const tag: ObjectClass = {
  name: "TAG",
  label: "Tag",
  container: "SCHEMA",
  orAlter: true,
  undroppable: true,
  // "USAGE: this privilege must match the schema containing the tag" (docs: sql-reference/sql/show-tags)
  seenWith: "container",
  properties: [],
  needs: { set: [], drop: [], rename: [] },
  shows: [{ words: "TAGS", columns, pages: false }],

  clause(cursor, spec) {
    refuseOther(cursor, "CREATE");
    if (!cursor.sees("ALLOWED_VALUES")) return false;
    // "You must set the ALLOWED_VALUES parameter before all other parameters"
    if (spec.comment !== undefined || spec.properties.ALLOWED_VALUES !== undefined) cursor.fail();
    cursor.accept("ALLOWED_VALUES");
    spec.properties.ALLOWED_VALUES = unique(readValues(cursor));
    return true;
  },

  alter(cursor) {
    if (cursor.accept("ADD ALLOWED_VALUES")) {
      const added = readValues(cursor);
      return changingValues((values) => unique([...values, ...added]));
    }
    if (cursor.accept("DROP ALLOWED_VALUES")) {
      const gone = readValues(cursor);
      // Without any left no value can be set; UNSET allows all of them again.
      return changingValues((values) => values.filter((value) => !gone.includes(value)));
    }
    if (cursor.accept("UNSET ALLOWED_VALUES")) return changingValues(() => null);
    const masking = readTagMasking(cursor);
    if (masking !== null) return masking;
    for (const words of REFUSED) if (cursor.sees(`UNSET ${words}`)) cursor.refuse(`ALTER TAG ... UNSET ${words}`);
    return cursor.accept("SET") ? readSetTag(cursor) : null;
  },

  check(_context, to) {
    checkAllowedValues(allowedValues(to));
    return to;
  },

  dropping(_context, entry) {
    // "A tag cannot be dropped if a masking policy is assigned to the tag" (docs: sql-reference/sql/drop-tag)
    if (attachmentsOf(entry).tagMasking.length > 0)
      throw compilationError("003607", "42710", `Tag ${entry.name} cannot be dropped/replaced as a masking policy is assigned to it.`);
  },
};
