import type { Cursor } from "../../parser/cursor.ts";
import type { Alteration, ObjectClass, Spec } from "../object-class.ts";
import type { Attach } from "./apply.ts";
import { readTagList, readTagNames, readTags } from "./tags.ts";

/** Classes that take tags (docs: user-guide/object-tagging/introduction, "Supported objects", and the CREATE pages). */
const BY_CREATE = new Set(
  (
    "ALERT,DATABASE,DYNAMIC TABLE,EVENT TABLE,EXTERNAL TABLE,GIT REPOSITORY,ICEBERG TABLE,IMAGE REPOSITORY,INTERACTIVE TABLE,MATERIALIZED VIEW,ROLE,SCHEMA,STAGE," +
    "STREAM,TABLE,TASK,USER,VIEW,WAREHOUSE,COMPUTE POOL,FAILOVER GROUP,HYBRID TABLE"
  ).split(","),
);
const BY_ALTER_ONLY = new Set(
  (
    "AGGREGATION POLICY,API INTEGRATION,CATALOG INTEGRATION,DATABASE ROLE,EXTERNAL ACCESS INTEGRATION,EXTERNAL FUNCTION,FUNCTION,JOIN POLICY,MASKING POLICY," +
    "NETWORK POLICY,NOTEBOOK,NOTIFICATION INTEGRATION,PASSWORD POLICY,PIPE,PROCEDURE,PROJECTION POLICY,ROW ACCESS POLICY,SECURITY INTEGRATION,SEMANTIC VIEW," +
    "SESSION POLICY,SHARE,STORAGE INTEGRATION,STREAMLIT,REPLICATION GROUP"
  ).split(","),
);

/** ALTER ... SET TAG a = 'x' | UNSET TAG a of any class; `null` if neither comes next. */
export function readTagging(cursor: Cursor, of: ObjectClass): Alteration | null {
  const isSet = cursor.sees("SET TAG");
  if (!isSet && !cursor.sees("UNSET TAG")) return null;
  if (!BY_CREATE.has(of.name) && !BY_ALTER_ONLY.has(of.name)) cursor.refuse(`ALTER ${of.name} ... SET TAG`);
  cursor.accept(isSet ? "SET TAG" : "UNSET TAG");
  return attaching(isSet ? readTags(cursor, null) : readTagNames(cursor, null));
}

/** [WITH] TAG (a = 'x', ...) among the clauses of CREATE; false if it does not come next. */
export function readCreateTags(cursor: Cursor, spec: Spec, of: { readonly class: ObjectClass; readonly orAlter: boolean }): boolean {
  if (!cursor.sees("TAG (") && !cursor.sees("WITH TAG (")) return false;
  if (of.orAlter) cursor.refuse(`CREATE OR ALTER ${of.class.name} ... TAG`);
  if (!BY_CREATE.has(of.class.name)) cursor.refuse(`CREATE ${of.class.name} ... TAG`);
  cursor.accept("WITH");
  cursor.expect("TAG");
  spec.attach = [...(spec.attach ?? []), readTagList(cursor, null)];
  return true;
}

/** An ALTER that attaches: which privileges it needs is up to what is attached, not to the class. */
export function attaching(attach: Attach): Alteration {
  return {
    needs: [],
    allows: () => true,
    run(context, entry) {
      context.draft.put(attach(context, entry));
      return undefined;
    },
  };
}
