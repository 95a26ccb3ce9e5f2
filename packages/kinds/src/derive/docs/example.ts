import { exactly, nameOf } from "@snowtower/sql";
import type { ConfigNode } from "../../config-node.ts";
import type { CompileContext, Kind } from "../../kind.ts";
import { isList, type Value } from "../../value.ts";
import type { JsonSchema } from "../../value-type.ts";
import { compileSpec } from "../compile-spec.ts";
import { fileFields } from "../file-fields.ts";
import { parseSpec } from "../parse-spec.ts";
import { typeExamples } from "./type-examples.ts";

type File = { readonly [field: string]: Value };

const AT = { file: "", line: 1, column: 1 };
const SHOWN = 3;

/** A small file of the kind that is accepted: what it must say, and a little more. `null` if none is found. */
export function exampleOf(kind: Kind): File | null {
  const all = Object.entries(fileFields(kind)).flatMap(([name, { type, group }]) => {
    // Of texts a comment means something on any page.
    if (type.says === "text" && group !== "envelope" && kind.required?.includes(name) !== true) return [];
    const value = typeExamples[type.says] ?? fromSchema(type.schema);
    return value === undefined ? [] : [[name, value] as const];
  });
  const isRequired = ([name]: readonly [string, Value]): boolean => kind.required?.includes(name) === true;
  const required = Object.fromEntries(all.filter(isRequired));
  const optional = all.filter((entry) => !isRequired(entry));
  let file = accepted(kind, required) ? required : (completed(kind, required, optional) ?? required);
  for (const [name, value] of optional) {
    if (Object.keys(file).length >= SHOWN || typeof value === "object" || !Object.hasOwn(kind.fields, name)) continue;
    const more = { ...file, [name]: value };
    if (accepted(kind, more)) file = more;
  }
  return accepted(kind, file) ? file : null;
}

/** What can stand instead of each other is not required, but one or two of it are. */
function completed(kind: Kind, required: File, optional: readonly (readonly [string, Value])[]): File | null {
  const pairs = optional.flatMap((a, i) => [[a], ...optional.slice(i + 1).map((b) => [a, b])]).sort((a, b) => a.length - b.length);
  const fitting = pairs.find((pair) => accepted(kind, { ...required, ...Object.fromEntries(pair) }));
  return fitting === undefined ? null : { ...required, ...Object.fromEntries(fitting) };
}

function fromSchema(schema: JsonSchema): Value | undefined {
  const words = (schema.anyOf as readonly JsonSchema[] | undefined)?.[0]?.enum as readonly Value[] | undefined;
  if (words !== undefined) return words[0];
  if (schema.type === "boolean") return true;
  return schema.type === "integer" ? Math.max(1, (schema.minimum as number | undefined) ?? 1) : undefined;
}

function accepted(kind: Kind, file: File): boolean {
  let isGood = true;
  const inside = kind.scope === "account" ? [] : kind.scope === "database" ? ["DB"] : ["DB", "SC"];
  const context: CompileContext = {
    prefix: "",
    database: inside[0] === undefined ? null : exactly(inside[0]),
    schema: inside[1] === undefined ? null : exactly(inside[1]),
    report: () => {
      isGood = false;
    },
    secrets: { keep: (ref) => ({ ref, digest: "" }) },
    databaseSpec: null,
    schemaSpec: null,
    ruleset: () => null,
    warehouseOf: () => undefined,
  };
  const overload = kind.overloads === true ? { argumentTypes: [] } : {};
  const spec = parseSpec(kind, { name: nameOf(...inside, "EXAMPLE"), ...overload, at: AT }, { node: nodeOf(file), context });
  if (!spec.flawed) compileSpec(kind, spec, context);
  return isGood && !spec.flawed;
}

function nodeOf(value: Value): ConfigNode {
  if (typeof value === "object") {
    if (isList(value)) return { kind: "list", items: value.map(nodeOf), at: AT };
    return { kind: "map", entries: Object.entries(value).map(([key, each]) => ({ key, keyAt: AT, value: nodeOf(each) })), at: AT };
  }
  const type = typeof value === "string" ? "text" : (typeof value as "number" | "boolean");
  return { kind: "scalar", value, source: String(value), type, secret: false, at: AT };
}
