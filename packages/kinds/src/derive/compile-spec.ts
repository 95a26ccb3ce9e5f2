import { type Identifier, parseIdentifier } from "@snowtower/sql";
import type { CompileContext, Kind } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import type { Spec } from "../spec.ts";
import { isUnknown, type Read, type Value } from "../value.ts";

/** The account's object that a spec describes. Config fields are gone; what was not said is unset, and means what its field says an absence means. */
export function compileSpec(kind: Kind, spec: Spec, context: CompileContext): AnyObject {
  const compiled = kind.compile === undefined ? spec.fields : kind.compile(spec, context);
  const fields: { [field: string]: Read<Value> } = {};
  for (const name of Object.keys(kind.fields)) {
    const value = compiled[name];
    if (value !== undefined && !isUnknown(value)) fields[name] = value;
  }
  const overload = spec.argumentTypes === undefined ? {} : { argumentTypes: spec.argumentTypes };
  return { kind: kind.name, id: spec.id, name: spec.name, ...overload, owner: describedOwner(kind, spec), fields };
}

/** Kinds whose files may name the owner have a field for it. */
function describedOwner(kind: Kind, { fields: { owner } }: Spec): Identifier | undefined {
  return kind.config?.owner === undefined || typeof owner !== "string" ? undefined : (parseIdentifier(owner) ?? undefined);
}
