import { displayedName, exactly, nameOf, parseQualifiedName, type QualifiedName } from "@snowtower/sql";
import type { ObjectRows, RowView } from "../../rows.ts";
import { isUnknown, type Read, unknown, type Value } from "../../value.ts";
import { accountName } from "../../value-types/name.ts";
import { commentOf } from "./comment-of.ts";
import { decodeSignature } from "./decode-arguments.ts";
import { decodeImports } from "./imports.ts";
import { routineFields } from "./routine-fields.ts";
import { shownList, shownMap } from "./shown-list.ts";

type Decoded = { readonly [field: string]: Read<Value> };
type Described = ReadonlyMap<string, string | null>;

/** The fields that come out of DESCRIBE. */
const DESCRIBED = Object.keys(routineFields).filter((name) => name !== "is_secure" && name !== "comment");

/** What SHOW and DESCRIBE FUNCTION or PROCEDURE say of one overload. `more` adds a kind's own properties. */
export function decodeRoutine(rows: ObjectRows, more: (described: Described) => Decoded = () => ({})): Decoded {
  const comment = rows.row.get("description");
  const shown = { comment: comment === undefined ? unknown("SHOW has no column description") : commentOf(comment ?? "") };
  const described = rows.also("DESCRIBE");
  if (isUnknown(described)) return { ...Object.fromEntries([...DESCRIBED, ...Object.keys(more(new Map()))].map((name) => [name, described])), ...shown };
  const properties = new Map((described as readonly RowView[]).map((row) => [(row.get("property") ?? "").toLowerCase(), row.get("value") ?? null]));
  const hidden = hidesCode(properties, rows.row) ? Object.fromEntries(CODE.map((name) => [name, OWNERS_ONLY])) : {};
  return { ...decodeCode(properties, rows.row), ...decodeSurroundings(properties, rows.row), ...more(properties), ...hidden, ...shown };
}

/** What is hidden with the code: what runs it, and where it comes from (docs: developer-guide/secure-udf-procedure). */
const CODE = ["body", "handler", "runtime_version", "packages", "imports"] as const;

const OWNERS_ONLY = unknown("a secure function or procedure shows its code only to its owner");

/** An owner is told the code, or, where that is on a stage, its handler. */
function hidesCode(properties: Described, row: RowView): boolean {
  return row.get("is_secure") === "Y" && [properties.get("body"), properties.get("handler")].every((value) => orUnset(value) === undefined);
}

function decodeCode(properties: Described, row: RowView): Decoded {
  const signature = properties.get("signature");
  return {
    language: routineFields.language.type.decode(properties.get("language") ?? null),
    arguments: typeof signature === "string" ? decodeSignature(signature, row) : unknown("DESCRIBE tells no signature"),
    returns: routineFields.returns.type.decode(properties.get("returns") ?? null),
    // Code on a stage has a handler and no body.
    body: orUnset(properties.get("body")),
    handler: orUnset(properties.get("handler")),
    runtime_version: orUnset(properties.get("runtime_version")),
    is_strict: oneOfTwo(properties.get("null handling"), "RETURNS NULL ON NULL INPUT", "CALLED ON NULL INPUT"),
    is_immutable: oneOfTwo(properties.get("volatility"), "IMMUTABLE", "VOLATILE"),
  };
}

function orUnset(value: string | null | undefined): string | undefined {
  return value === null || value === "" ? undefined : value;
}

/** A property with two values; for SQL some of them are not told (docs: sql-reference/sql/desc-function, example). */
export function oneOfTwo(value: string | null | undefined, yes: string, no: string): Read<boolean> {
  if (value === yes) return true;
  return value === no ? false : unknown(value ? `not a known value: ${value}` : `DESCRIBE does not tell whether it is ${yes}`);
}

function decodeSurroundings(properties: Described, row: RowView): Decoded {
  const schema = nameOf(row.get("catalog_name") ?? "", row.get("schema_name") ?? "");
  const read = (property: string, decode: (cell: string) => Read<Value>): Read<Value> => {
    const cell = orUnset(properties.get(property));
    return cell === undefined ? undefined : decode(cell);
  };
  return {
    packages: read("packages", (cell) => shownList(cell) ?? unknown(`not a list: ${cell}`)),
    imports: read("imports", (cell) => decodeImports(cell, schema)),
    external_access_integrations: read("external_access_integrations", decodeIntegrations),
    secrets: read("secrets", (cell) => decodeSecrets(cell, schema)),
  };
}

const integration = accountName({ prefixed: false });

function decodeIntegrations(cell: string): Read<Value> {
  const names = shownList(cell)?.map((name) => integration.decode(name));
  return names === undefined || names.some((name) => typeof name !== "string") ? unknown(`not a list of integrations: ${cell}`) : (names as string[]);
}

function decodeSecrets(cell: string, schema: QualifiedName): Read<Value> {
  const pairs = shownMap(cell);
  if (pairs === null) return unknown(`not a map of secrets: ${cell}`);
  const secrets: { [variable: string]: string } = {};
  for (const [variable, written] of pairs) {
    const name = parseQualifiedName(written) ?? [exactly(written)];
    if (name.length > 3) return unknown(`not a name of a secret: ${written}`);
    secrets[variable] = displayedName([...schema.slice(0, 3 - name.length), ...name]);
  }
  return secrets;
}
