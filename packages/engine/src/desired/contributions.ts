import { type Contribution, kindNamed, type ObjectId, type Position, type Report, type Spec, sameValue } from "@snowtower/kinds";

/** The specs, with what some of them say of others: the policy that names a user is in force as if the user's own file said so. */
export function withContributions(specs: readonly Spec[], report: Report): readonly Spec[] {
  const byId = new Map(specs.map((spec) => [spec.id, spec]));
  const said = new Map<string, Position>();
  for (const spec of specs) {
    if (spec.flawed) continue;
    for (const contribution of kindNamed(spec.kind).contributes?.(spec) ?? []) {
      const to = contributed(contribution, { spec, byId, said, report });
      if (to !== null) byId.set(to.id, to);
    }
  }
  return specs.map((spec) => byId.get(spec.id) ?? spec);
}

interface Saying {
  readonly spec: Spec;
  readonly byId: ReadonlyMap<ObjectId, Spec>;
  /** Where what other files gave was said, by object and field. */
  readonly said: Map<string, Position>;
  readonly report: Report;
}

/** The spec that gets something; `null` where it cannot, or has it already. */
function contributed({ to, field, value }: Contribution, { spec, byId, said, report }: Saying): Spec | null {
  const target = byId.get(to);
  const at = spec.places.references ?? spec.at;
  if (target === undefined) {
    report({ severity: "error", code: "ST1111", message: `it refers to ${to.replace(":", " ")}, which no file describes`, at });
    return null;
  }
  const key = `${to}|${field}`;
  const there = target.fields[field];
  if (there === undefined) {
    said.set(key, at);
    return { ...target, fields: { ...target.fields, [field]: value }, places: { ...target.places, [field]: at } };
  }
  const other = said.get(key) ?? target.places[field] ?? target.at;
  if (!sameValue(there, value)) {
    const message = `${field} of ${to.replace(":", " ")} is ${String(value)} here, and ${String(there)} by another description`;
    report({ severity: "error", code: "ST1113", message, at, hint: `the other place is ${other.file}:${other.line}` });
  }
  return null;
}
