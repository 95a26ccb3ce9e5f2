import { SecretStore } from "@snowtower/engine";
import { type AnyObject, type CompileContext, type ConfigNode, compileSpec, type Diagnostic, forAccount, type Kind, parseSpec } from "@snowtower/kinds";
import { type AccountFacts, exactly, nameOf } from "@snowtower/sql";
import type { Plain } from "./type-samples.ts";

/** Keeps the secrets of random files. */
export const lawSecrets = new SecretStore("laws");

const AT = { file: "law.yaml", line: 1, column: 1 };

/** The object that a file describes, as `SUBJECT` in the law's schema; `null` if the file is refused. */
export function describeObject(kind: Kind, file: { readonly [field: string]: Plain }, facts: AccountFacts): AnyObject | null {
  const overloads = kind.overloads === true ? [[], ["NUMBER"], ["NUMBER", "VARCHAR"]] : [undefined];
  for (const argumentTypes of overloads) {
    const object = described(kind, file, argumentTypes);
    if (object !== null) return forAccount(object, facts);
  }
  return null;
}

/** The same of as much of the file as goes together: one field after the other is left out, from the end, save the required ones. */
export function describeMost(kind: Kind, file: { readonly [field: string]: Plain }, facts: AccountFacts): AnyObject | null {
  const [required, optional] = [true, false].map((wanted) => Object.entries(file).filter(([field]) => (kind.required?.includes(field) === true) === wanted));
  for (let count = optional?.length ?? 0; count >= 0; count--) {
    const object = describeObject(kind, Object.fromEntries([...(required ?? []), ...(optional ?? []).slice(0, count)]), facts);
    if (object !== null) return object;
  }
  return null;
}

/** Names of an object and what it is in, from the account inwards. */
function lawName(kind: Kind, name: string): readonly string[] {
  return { account: [name], database: ["LAW", name], schema: ["LAW", "LAW", name] }[kind.scope];
}

function described(kind: Kind, file: { readonly [field: string]: Plain }, argumentTypes: readonly string[] | undefined): AnyObject | null {
  const diagnostics: Diagnostic[] = [];
  const context: CompileContext = {
    prefix: "",
    database: exactly("LAW"),
    schema: exactly("LAW"),
    report: (diagnostic) => void diagnostics.push(diagnostic),
    secrets: lawSecrets,
    databaseSpec: null,
    schemaSpec: null,
    ruleset: () => null,
    warehouseOf: () => undefined,
  };
  const place = { name: nameOf(...lawName(kind, "SUBJECT")), ...(argumentTypes === undefined ? {} : { argumentTypes }), at: AT };
  const spec = parseSpec(kind, place, { node: nodeOf(file), context });
  const object = spec.flawed ? null : compileSpec(kind, spec, context);
  return diagnostics.some(({ severity }) => severity === "error") ? null : object;
}

function nodeOf(data: Plain): ConfigNode {
  if (Array.isArray(data)) return { kind: "list", items: data.map(nodeOf), at: AT };
  if (typeof data === "object" && data !== null) {
    const entries = Object.entries(data).map(([key, value]) => ({ key, keyAt: AT, value: nodeOf(value as Plain) }));
    return { kind: "map", entries, at: AT };
  }
  const value = data as string | number | boolean | null;
  const type = value === null ? "null" : typeof value === "string" ? "text" : typeof value === "number" ? "number" : "boolean";
  return { kind: "scalar", value, source: value === null ? "" : String(value), type, secret: false, at: AT };
}
