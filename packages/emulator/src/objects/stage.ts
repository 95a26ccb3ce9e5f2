import type { Entry } from "../catalog/entry.ts";
import { DIRECTORY_FILES, DIRECTORY_REFRESHED_ON, refreshDirectory } from "../files/directory-table.ts";
import type { Cursor } from "../parser/cursor.ts";
import { setting } from "../statements/alter.ts";
import { readSet } from "../statements/clauses.ts";
import type { Alteration, ObjectClass, ShowColumn } from "./object-class.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, property, schemaName, text, yesNo } from "./show-columns.ts";
import { checkStage, fieldsOf } from "./stage/check-stage.ts";
import { describeStage } from "./stage/describe-stage.ts";
import { STAGE_PROPERTIES } from "./stage/read-stage.ts";
import { cloudOf } from "./stage/stage-url.ts";

function typeOf(entry: Entry): string {
  if (entry.properties.URL !== undefined) return "EXTERNAL";
  return fieldsOf(entry.properties.ENCRYPTION).TYPE === "SNOWFLAKE_SSE" ? "INTERNAL NO CSE" : "INTERNAL";
}

/** A type with KMS has one, the bucket's own where none is named: no page says so, SnowDDL's tests (which run against Snowflake) do. */
function hasKey(entry: Entry): boolean {
  const { TYPE: type, MASTER_KEY: master } = fieldsOf(entry.properties.ENCRYPTION);
  return master !== undefined || String(type).endsWith("_KMS");
}

const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  databaseName,
  schemaName,
  text("url", (entry) => property(stage, entry, "URL") ?? ""),
  text("has_credentials", (entry) => yesNo(Object.keys(fieldsOf(entry.properties.CREDENTIALS)).length > 0)),
  text("has_encryption_key", (entry) => yesNo(hasKey(entry))),
  owner,
  comment,
  // Where a bucket is cannot be known here.
  text("region", () => null),
  text("type", typeOf),
  text("cloud", (entry) => {
    const cloud = cloudOf(entry.properties.URL);
    return cloud === "S3COMPAT" ? "AWS" : cloud;
  }),
  text("notification_channel", () => null),
  text("storage_integration", (entry) => property(stage, entry, "STORAGE_INTEGRATION")),
  text("endpoint", (entry) => property(stage, entry, "ENDPOINT")),
  ownerRoleType,
  text("directory_enabled", (entry) => yesNo(fieldsOf(entry.properties.DIRECTORY).ENABLE === true)),
];

/** SET: what is not said of the directory stays; a file format and copy options are replaced as a whole. */
function readSetting(cursor: Cursor): Alteration {
  const spec = readSet(cursor, stage);
  if (fieldsOf(spec.properties.DIRECTORY).REFRESH_ON_CREATE !== undefined) cursor.refuse("ALTER STAGE ... SET DIRECTORY REFRESH_ON_CREATE");
  return {
    needs: [],
    run(context, from) {
      const merged = { ...spec.properties };
      if (merged.DIRECTORY !== undefined) merged.DIRECTORY = { ...fieldsOf(from.properties.DIRECTORY), ...fieldsOf(merged.DIRECTORY) };
      // One way to authenticate takes the place of the other.
      const { CREDENTIALS: _credentials, ...withoutCredentials } = from.properties;
      const { STORAGE_INTEGRATION: _integration, ...withoutIntegration } = from.properties;
      const kept = merged.STORAGE_INTEGRATION != null ? withoutCredentials : merged.CREDENTIALS !== undefined ? withoutIntegration : from.properties;
      return setting(stage, { ...spec, properties: merged }).run(context, { ...from, properties: kept });
    },
  };
}

/** "WRITE: Required to refresh the metadata using ALTER STAGE ... REFRESH." */
function readRefresh(cursor: Cursor): Alteration {
  let subpath = "";
  if (cursor.accept("SUBPATH")) {
    cursor.expect("=");
    subpath = cursor.string();
  }
  return { needs: ["WRITE"], run: (context, entry) => refreshDirectory(context, entry, subpath.replace(/^\//, "")) };
}

/** (docs: sql-reference/sql/create-stage, alter-stage, drop-stage, show-stages, desc-stage). Its files are in `files/`. */
export const stage: ObjectClass = {
  name: "STAGE",
  label: "Stage",
  container: "SCHEMA",
  orAlter: true,
  properties: STAGE_PROPERTIES,
  needs: { set: [], drop: [], rename: [] },
  shows: [{ words: "STAGES", columns, cuts: true }],
  describe: describeStage,

  clause(cursor) {
    return cursor.sees("CLONE") ? cursor.refuse("CREATE STAGE ... CLONE") : false;
  },

  alter(cursor) {
    if (cursor.accept("REFRESH")) return readRefresh(cursor);
    if (cursor.sees("UNSET DCM PROJECT")) cursor.refuse("ALTER STAGE ... UNSET DCM PROJECT");
    if (cursor.sees("UNSET") && !cursor.sees("UNSET TAG")) cursor.fail();
    return !cursor.sees("SET TAG") && cursor.accept("SET") ? readSetting(cursor) : null;
  },

  check(context, to, from) {
    const checked = checkStage(context, to, from);
    // Without a directory table nothing is remembered.
    const { [DIRECTORY_FILES]: _files, [DIRECTORY_REFRESHED_ON]: _time, ...properties } = checked.properties;
    const known = fieldsOf(properties.DIRECTORY).ENABLE === true ? [DIRECTORY_FILES, DIRECTORY_REFRESHED_ON] : [];
    const kept = known.flatMap((key) => (from?.properties[key] === undefined ? [] : ([[key, from.properties[key]]] as const)));
    return { ...checked, properties: { ...properties, ...Object.fromEntries(kept) } };
  },
};
