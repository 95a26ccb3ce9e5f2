import { exactly, type Fragment, id, join, name, nothing, parseIdentifier, type Statement, sql, text as textFragment, userSql } from "@snowtower/sql";
import type { ObjectChange } from "../../change.ts";
import { assignment, onLines } from "../../derive/assignments.ts";
import { type AnyObject, known } from "../../object.ts";
import type { Properties } from "../../value-types/properties.ts";
import { formatClause } from "./stage-format.ts";
import { changedCopyOptions, copyOptions, credentials, directory, encryption } from "./stage-types.ts";

export function createStage(object: AnyObject, how: "create" | "replace"): Statement {
  const clauses = [...locationClauses(object, LOCATION), ...furtherClauses(object)];
  return sql`CREATE ${how === "replace" ? userSql("OR REPLACE ") : nothing}STAGE ${name(object.name)}${onLines(clauses)}`;
}

/** What says where the files are and how to get at them: changed together, since one part rests on another. */
const LOCATION = ["url", "storage_integration", "endpoint", "credentials", "encryption"] as const;

/** ALTER STAGE knows no UNSET; what it cannot take away asks for a new stage: `null` (docs: sql-reference/sql/alter-stage). */
export function alterStage(change: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
  const { from, to } = change;
  if (from === null || to === null || replaceReasons(change, fields).length > 0) return null;
  const target = sql`ALTER STAGE ${name(to.name)} SET`;
  const has = (field: string): boolean => fields.includes(field);
  const location = locationClauses(
    to,
    LOCATION.filter((field) => has(field)),
  );
  if (has("encryption") && isExternal(to) && Object.keys(propertiesOf(to, "encryption")).length === 0)
    location.push(assignment("ENCRYPTION", sql`(TYPE = ${textFragment("NONE")})`));
  const comment = known(to.fields.comment);
  return [
    ...(location.length > 0 ? [sql`${target} ${join(location, " ")}`] : []),
    ...(has("directory") ? [sql`${target} ${assignment("DIRECTORY", directoryClause(from, to))}`] : []),
    ...(has("file_format") ? [sql`${target} ${assignment("FILE_FORMAT", formatClause(known(to.fields.file_format)))}`] : []),
    ...(has("copy_options") ? [sql`${target} ${assignment("COPY_OPTIONS", copyOptionsClause(from, to))}`] : []),
    ...(has("comment") ? [sql`${target} ${assignment("COMMENT", textFragment(typeof comment === "string" ? comment : ""))}`] : []),
  ];
}

/** Why only a new stage would do, in words. */
export function replaceReasons({ from, to }: ObjectChange, fields: readonly string[]): readonly string[] {
  if (from === null || to === null) return [];
  if (isExternal(from) !== isExternal(to)) return [`the stage becomes ${isExternal(to) ? "external" : "internal"}`];
  const goes = (field: string): boolean => fields.includes(field) && known(to.fields[field]) === undefined;
  return [
    ...(goes("storage_integration") && known(to.fields.credentials) === undefined ? ["no ALTER takes a storage integration away"] : []),
    ...(goes("endpoint") ? ["no ALTER takes an endpoint away"] : []),
    ...(goes("credentials") && known(to.fields.storage_integration) === undefined ? ["no ALTER takes credentials away"] : []),
    ...(fields.includes("encryption") && !isExternal(to) ? ["the encryption of an internal stage cannot be changed"] : []),
    // What the account did not tell cannot be said again.
    ...(fields.includes("encryption") && propertiesOf(to, "encryption").HAS_KEY !== undefined ? ["the encryption that was is not known"] : []),
  ];
}

export function isExternal(object: AnyObject): boolean {
  return known(object.fields.url) !== undefined;
}

function locationClauses(object: AnyObject, fields: readonly (typeof LOCATION)[number][]): Fragment[] {
  return fields.flatMap((field) => {
    const value = known(object.fields[field]);
    if (value === undefined) return [];
    if (field === "storage_integration") return [assignment("STORAGE_INTEGRATION", id(parseIdentifier(String(value)) ?? exactly(String(value))))];
    if (field === "url" || field === "endpoint") return [assignment(field.toUpperCase(), textFragment(String(value)))];
    const all = value as Properties;
    if (Object.keys(all).length === 0 || all.HAS_KEY !== undefined) return [];
    return [assignment(field.toUpperCase(), (field === "credentials" ? credentials : encryption).render(all))];
  });
}

function furtherClauses(object: AnyObject): Fragment[] {
  const [enabled, options, comment] = [propertiesOf(object, "directory"), propertiesOf(object, "copy_options"), known(object.fields.comment)];
  const format = known(object.fields.file_format);
  return [
    ...(Object.keys(enabled).length === 0 ? [] : [assignment("DIRECTORY", directory.render(enabled))]),
    ...(format === undefined ? [] : [assignment("FILE_FORMAT", formatClause(format))]),
    ...(Object.keys(options).length === 0 ? [] : [assignment("COPY_OPTIONS", copyOptions.render(options))]),
    ...(typeof comment === "string" ? [assignment("COMMENT", textFragment(comment))] : []),
  ];
}

/** REFRESH_ON_CREATE is for CREATE alone, and what is not said stays as it is. */
function directoryClause(from: AnyObject, to: AnyObject): Fragment {
  const { REFRESH_ON_CREATE: _once, ...wanted } = propertiesOf(to, "directory");
  const off = propertiesOf(from, "directory").AUTO_REFRESH === true ? { AUTO_REFRESH: false } : {};
  return directory.render({ ENABLE: false, ...off, ...wanted });
}

function copyOptionsClause(from: AnyObject, to: AnyObject): Fragment {
  const [before, after] = [propertiesOf(from, "copy_options"), propertiesOf(to, "copy_options")];
  const limit = before.SIZE_LIMIT !== undefined && after.SIZE_LIMIT === undefined ? [assignment("SIZE_LIMIT", userSql("NULL"))] : [];
  const rest = changedCopyOptions(before, after);
  return sql`(${join([...Object.entries(rest).map(([option, value]) => copyOption(option, value)), ...limit], " ")})`;
}

function copyOption(option: string, value: Properties[string]): Fragment {
  return assignment(option, typeof value === "string" ? textFragment(value) : userSql(String(value).toUpperCase()));
}

function propertiesOf(object: AnyObject, field: string): Properties {
  return (known(object.fields[field]) ?? {}) as Properties;
}
