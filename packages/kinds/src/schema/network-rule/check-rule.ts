import type { CompileContext } from "../../kind.ts";
import type { Spec } from "../../spec.ts";
import type { Read, Value } from "../../value.ts";
import { refuse } from "../../value-types/refuse.ts";
import { IDENTIFIERS, type IdentifierType } from "./identifiers.ts";

const ENDPOINTS = ["AWSVPCEID"] as const;

/** The types that each mode can hold (docs: sql-reference/sql/create-network-rule). */
export const TYPES_OF_MODE = {
  INGRESS: ["IPV4", "IPV6", "AWSVPCEID", "AZURELINKID", "GCPPSCID", "COMPUTE_POOL"],
  INTERNAL_STAGE: ENDPOINTS,
  SNOWFLAKE_MANAGED_STORAGE_VOLUME: ENDPOINTS,
  EGRESS: ["HOST_PORT", "PRIVATE_HOST_PORT"],
} as const satisfies Readonly<Record<string, readonly IdentifierType[]>>;

/** The rule of a file: values of another type than the rule's, and a type that its mode does not know, are told. An empty list is none. */
export function compileRule(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  const { type, mode, value_list: given, ...rest } = spec.fields;
  const values = (given ?? []) as readonly string[];
  if (typeof type !== "string" || typeof mode !== "string") return spec.fields;
  const at = (field: string) => spec.places[field] ?? spec.at;
  const types: readonly string[] = TYPES_OF_MODE[mode as keyof typeof TYPES_OF_MODE];
  if (!types.includes(type))
    refuse(context, { code: "ST1104", message: `a rule of mode ${mode} has no type ${type}`, at: at("type"), hint: `it has ${types.join(", ")}` });
  const { says, fits } = IDENTIFIERS[type as IdentifierType];
  for (const value of values.filter((each) => !fits(each)))
    refuse(context, { code: "ST1104", message: `"${value}" does not fit a rule of type ${type}`, at: at("value_list"), hint: `each value is ${says}` });
  if (type === "PRIVATE_HOST_PORT" && values.length > 1)
    refuse(context, { code: "ST1104", message: "a rule of type PRIVATE_HOST_PORT has one value", at: at("value_list") });
  return { ...rest, type, mode, ...(values.length === 0 ? {} : { value_list: values }) };
}
