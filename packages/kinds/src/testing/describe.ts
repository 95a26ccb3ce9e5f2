import { type AccountFacts, exactly, nameOf } from "@snowtower/sql";
import type { ConfigNode } from "../config-node.ts";
import { compileSpec } from "../derive/compile-spec.ts";
import { parseSpec } from "../derive/parse-spec.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { CompileContext, Kind } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import type { Spec } from "../spec.ts";
import type { Value } from "../value.ts";

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** A file's node from plain data; each value has a line of its own. */
function nodeOf(data: Plain, file = "x.yaml"): ConfigNode {
  let line = 0;
  const build = (value: Plain): ConfigNode => {
    const at = { file, line: ++line, column: 1 };
    if (Array.isArray(value)) return { kind: "list", items: value.map(build), at };
    if (typeof value === "object" && value !== null) {
      const entries = Object.entries(value as object).map(([key, v]) => ({ key, keyAt: { file, line: line + 1, column: 1 }, value: build(v as Plain) }));
      return { kind: "map", entries, at };
    }
    const type = value === null ? "null" : typeof value === "string" ? "text" : (typeof value as "number" | "boolean");
    return { kind: "scalar", value: value as string | number | boolean | null, source: value === null ? "" : String(value), type, secret: false, at };
  };
  return build(data);
}

interface Described {
  /** `null` if the file was refused. */
  readonly object: AnyObject | null;
  readonly diagnostics: readonly Diagnostic[];
  /** What was handed to the keeper of secrets, by reference. */
  readonly kept: ReadonlyMap<string, string>;
}

interface DescribeOptions {
  readonly prefix?: string;
  readonly argumentTypes?: readonly string[];
  readonly database?: { readonly [field: string]: Value };
  readonly schema?: { readonly [field: string]: Value };
  readonly warehouse?: string;
}

/** The object that a file of the kind describes. */
export function described(kind: Kind, name: readonly string[], data: Plain, options: DescribeOptions = {}): Described {
  const diagnostics: Diagnostic[] = [];
  const kept = new Map<string, string>();
  const at = { file: "x.yaml", line: 1, column: 1 };
  const container = (fields: { readonly [field: string]: Value } | undefined): Spec | null =>
    fields === undefined ? null : { kind: "", id: "" as Spec["id"], name: [], fields, at, flawed: false, places: {} };
  const context: CompileContext = {
    prefix: options.prefix ?? "",
    database: name.length > 1 ? exactly(name[0] ?? "") : null,
    schema: name.length > 2 ? exactly(name[1] ?? "") : null,
    report: (diagnostic) => diagnostics.push(diagnostic),
    secrets: {
      keep(ref, value) {
        kept.set(ref, value);
        return { ref, digest: "d1" };
      },
    },
    databaseSpec: container(options.database),
    schemaSpec: container(options.schema),
    ruleset: () => "SCHEMA_OWNER",
    warehouseOf: () => options.warehouse,
  };
  const overload = options.argumentTypes === undefined ? {} : { argumentTypes: options.argumentTypes };
  const spec = parseSpec(kind, { name: nameOf(...name), ...overload, at }, { node: nodeOf(data), context });
  return { object: spec.flawed ? null : compileSpec(kind, spec, context), diagnostics, kept };
}

/** The object of a file without a mistake; throws what was found wrong. */
export function wellDescribed(kind: Kind, name: readonly string[], data: Plain, options: DescribeOptions = {}): AnyObject {
  const { object, diagnostics } = described(kind, name, data, options);
  if (object === null || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  return object;
}

export const facts: AccountFacts = {
  locator: "AB12345",
  organization: "ORG",
  name: "ACC",
  region: "AWS_EU_CENTRAL_1",
  edition: "ENTERPRISE",
  user: exactly("ROBOT"),
  role: exactly("DEPLOYER"),
  warehouse: null,
  source: "test",
};
