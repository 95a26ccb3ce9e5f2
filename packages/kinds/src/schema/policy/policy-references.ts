import { parseQualifiedName } from "@snowtower/sql";
import type { DescribedAttachments } from "../../access/attaches.ts";
import { catalogue } from "../../catalogue.ts";
import { type Field, field } from "../../field.ts";
import type { Kind } from "../../kind.ts";
import { idOf } from "../../object-id.ts";
import type { Spec } from "../../spec.ts";
import type { Value } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { list, record } from "../../value-types/collection.ts";
import { schemaObjectName } from "../../value-types/name.ts";
import { refuse } from "../../value-types/refuse.ts";
import { text } from "../../value-types/scalar.ts";
import type { PolicyPlace } from "./policy-place.ts";

/** The kinds whose objects can bear policies, in SnowDDL's words: `EXTERNAL_TABLE`. */
function bearers(): readonly (readonly [string, Kind])[] {
  return catalogue.filter(({ bears }) => bears?.policies !== undefined).map((kind) => [kind.label.replaceAll(" ", "_"), kind]);
}

const bearerType: ValueType<string> = {
  ...text,
  says: "a type of object that bears policies",
  parse(node, context) {
    const written = text.parse(node, context)?.toUpperCase();
    if (written === undefined) return undefined;
    const known = bearers().map(([label]) => label);
    if (known.includes(written)) return written;
    return refuse(context, {
      code: "ST1104",
      message: `policies are not set on ${written} here; known: ${known.join(", ")}`,
      at: node.at,
      closestTo: { word: written, among: known },
    });
  },
};

type Entry = { readonly [key: string]: Value };

/** The key `references` of a policy's file: where it is set. Tables and views may say the same in their own files. */
export function referencesField({ keys, required }: PolicyPlace): Field {
  const entry = record({ object_type: bearerType, object_name: schemaObjectName, ...keys }, { required: ["object_type", "object_name", ...required] });
  return field(list(entry), "Where the policy is set: object_type, object_name, and the columns; or say it in the files of the tables and views.");
}

/** What a policy's file says of where it is set; of what else may be set there it says nothing. */
export function referencesOf({ placeOf }: PolicyPlace, spec: Spec): DescribedAttachments {
  const known = new Map(bearers());
  const entries = (spec.fields.references ?? []) as unknown as readonly Entry[];
  const attachments = entries.flatMap((entry) => {
    const bearer = known.get(entry.object_type as string);
    if (bearer === undefined) return [];
    return [{ what: spec.id, on: idOf(bearer.name, parseQualifiedName(entry.object_name as string) ?? []), ...placeOf(entry) }];
  });
  return { attachments, all: [], keys: new Map(attachments.map((each) => [each, "references"])) };
}
