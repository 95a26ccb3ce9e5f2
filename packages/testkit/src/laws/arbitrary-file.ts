import { type Field, fileFields, type Kind } from "@snowtower/kinds";
import fc from "fast-check";
import { type Plain, typeSamples } from "./type-samples.ts";

/** What a file of the kind could say: its required fields, and any of the others. */
export function arbitraryFile(kind: Kind): fc.Arbitrary<{ readonly [field: string]: Plain }> {
  const described = Object.entries(kind.fields).filter(([, field]) => field.observed !== true);
  const fields = Object.fromEntries(described.map(([name, field]) => [name, arbitraryValue(name, field)]));
  // A key that may be absent is absent every other time: files that say everything at once are mostly refused by Snowflake.
  return fc.record(fields, { requiredKeys: [...(kind.required ?? [])] });
}

/** The same, with what only files say: config fields, tags, policies. */
export function arbitraryWholeFile(kind: Kind): fc.Arbitrary<{ readonly [field: string]: Plain }> {
  const fields = Object.entries(fileFields(kind)).map(([name, field]) => [name, arbitraryValue(name, field)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...(kind.required ?? [])] });
}

/** Simple types are drawn from their schema, the others from samples. */
function arbitraryValue(name: string, { type }: Field): fc.Arbitrary<Plain> {
  const samples = typeSamples[type.says];
  if (samples !== undefined) return fc.constantFrom(...samples);
  const schema = type.schema as {
    readonly type?: unknown;
    readonly anyOf?: readonly { readonly enum?: readonly Plain[] }[];
    readonly minimum?: number;
    readonly maximum?: number;
  };
  const words = schema.anyOf?.[0]?.enum;
  if (words !== undefined) return fc.constantFrom(...words, ...words.map((word) => String(word).toLowerCase()));
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "integer") return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 1000 });
  throw new Error(`no samples of the type of ${name}: ${type.says}`);
}
