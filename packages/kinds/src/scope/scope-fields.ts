import { identPattern } from "../access/ident-pattern.ts";
import { catalogue } from "../catalogue.ts";
import type { ConfigNode } from "../config-node.ts";
import type { Value } from "../value.ts";
import type { ParseContext, ValueType } from "../value-type.ts";
import { either, list, record } from "../value-types/collection.ts";
import { accountName } from "../value-types/name.ts";
import { describeNode, refuse } from "../value-types/refuse.ts";
import { oneOf, text } from "../value-types/scalar.ts";

const kindName = oneOf(catalogue.map(({ name }) => name));
const roleName = accountName({ prefixed: false });

const ruleParts = {
  kind: kindName,
  name: identPattern,
  owner: either(roleName, list(roleName, { min: 1 }), (shape) => (shape === "list" ? "second" : "first")),
  mode: oneOf(["off", "observe", "additive", "strict"]),
  manage: oneOf(["all", "envelope"]),
  ignore: list(text),
};

type Record = { readonly [key: string]: Value };

const ruleRecord = record(ruleParts);

/** A rule of the scope: what it fits, and what it says of that. */
const scopeRule: ValueType<Record> = {
  ...ruleRecord,
  parse(node, context) {
    const rule = ruleRecord.parse(node, context);
    if (rule === undefined) return undefined;
    if (rule.mode === undefined && rule.manage === undefined && rule.ignore === undefined)
      return refuse(context, { code: "ST1102", message: "the rule says nothing", at: node.at, hint: "add mode, manage or ignore" });
    return ignoresKnown(rule, node, context) ? rule : undefined;
  },
};

/** Every ignored field is one that objects of the kind have; without a kind, of some kind. */
function ignoresKnown(rule: Record, node: ConfigNode, context: ParseContext): boolean {
  const kinds = rule.kind === undefined ? catalogue : catalogue.filter(({ name }) => name === rule.kind);
  const fields = ["owner", ...new Set(kinds.flatMap((kind) => Object.keys(kind.fields)))];
  const entry = node.kind === "map" ? node.entries.find(({ key }) => key === "ignore")?.value : undefined;
  const items = entry?.kind === "list" ? entry.items : [];
  const unknown = items.filter((item) => item.kind === "scalar" && !fields.includes(item.source));
  for (const item of unknown) {
    const message = `${rule.kind === undefined ? "no kind" : `a ${rule.kind}`} has ${rule.kind === undefined ? "a" : "no"} field ${describeNode(item)}`;
    refuse(context, { code: "ST1101", message, at: item.at, closestTo: { word: item.kind === "scalar" ? item.source : "", among: fields } });
  }
  return unknown.length === 0;
}

/** `scope`: a word for everything, or rules. */
export const scopeValue = either(oneOf(["observe", "additive", "strict"]), list(scopeRule), (shape) => (shape === "list" ? "second" : "first"));

/** `protected`: what is never dropped, renamed, disabled, replaced or given to another owner. */
export const protectedValue = list(record({ kind: kindName, name: identPattern }, { required: ["name"] }));
