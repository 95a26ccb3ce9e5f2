import { SecretStore } from "@snowtower/engine";
import {
  type AnyObject,
  type CompileContext,
  type ConfigNode,
  compileSpec,
  type Diagnostic,
  describedAttachments,
  forAccount,
  type Kind,
  parseSpec,
  type Spec,
} from "@snowtower/kinds";
import { type AccountFacts, exactly, nameOf } from "@snowtower/sql";
import type { Plain } from "./type-samples.ts";

/** Keeps the secrets of random files. */
export const lawSecrets = new SecretStore("laws");

const AT = { file: "law.yaml", line: 1, column: 1 };

/** The object that a file describes, as `SUBJECT` in the law's schema; `null` if the file is refused. */
export function describeObject(kind: Kind, file: { readonly [field: string]: Plain }, facts: AccountFacts): AnyObject | null {
  for (const argumentTypes of overloadsOf(kind)) {
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

interface LawFile {
  readonly spec: Spec;
  /** `null` if the file is refused. */
  readonly object: AnyObject | null;
  readonly attachments: ReturnType<typeof describedAttachments>;
  /** The errors: code and message. */
  readonly complaints: readonly string[];
  /** How far it is from a good file: what does not go together is only looked at where each part is right. */
  readonly faults: number;
}

/** What a file says, whatever is wrong with it. */
export function readLawFile(kind: Kind, file: { readonly [field: string]: Plain }, argumentTypes?: readonly string[]): LawFile {
  const diagnostics: Diagnostic[] = [];
  const container = kind.scope === "account" ? null : exactly("LAW");
  const context: CompileContext = {
    prefix: "",
    database: container,
    schema: kind.scope === "schema" ? container : null,
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
  const attachments = describedAttachments(kind, spec, context);
  const complaints = diagnostics.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code} ${message}`);
  return { spec, object: complaints.length > 0 ? null : object, attachments, complaints, faults: complaints.length + (spec.flawed ? 100 : 0) };
}

function described(kind: Kind, file: { readonly [field: string]: Plain }, argumentTypes: readonly string[] | undefined): AnyObject | null {
  return readLawFile(kind, file, argumentTypes).object;
}

/** Argument types under which a file is tried: those of its samples. */
export function overloadsOf(kind: Kind): readonly (readonly string[] | undefined)[] {
  return kind.overloads === true ? [[], ["NUMBER"], ["NUMBER", "VARCHAR"]] : [undefined];
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
