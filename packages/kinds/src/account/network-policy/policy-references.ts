import { displayedName, exactly, parseIdentifier } from "@snowtower/sql";
import type { Contribution } from "../../kind.ts";
import { idOf } from "../../object-id.ts";
import type { Spec } from "../../spec.ts";
import type { Value } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { list, record } from "../../value-types/collection.ts";
import { accountName } from "../../value-types/name.ts";
import { refuse } from "../../value-types/refuse.ts";
import { oneOf } from "../../value-types/scalar.ts";

const entry = record(
  { object_type: oneOf(["ACCOUNT", "USER"]) as unknown as ValueType, object_name: accountName({ prefixed: true }) as unknown as ValueType },
  { required: ["object_type"] },
);

/** Where the policy is in force, said in the policy's file: SnowDDL's former way. The other way is the field of the user. */
export const policyReferences: ValueType<readonly { readonly [key: string]: Value }[]> = {
  ...list({
    ...entry,
    says: "a map with object_type and object_name",
    schema: { ...entry.schema, required: ["object_type", "object_name"] },
    parse(node, context) {
      const value = entry.parse(node, context);
      if (value === undefined) return undefined;
      if (value.object_type === "ACCOUNT") {
        const hint = "set it with ALTER ACCOUNT SET NETWORK_POLICY, and remove the reference; nothing was planned for it";
        return refuse(context, { code: "ST1106", message: "the network policy of the account is not supported yet", at: node.at, hint });
      }
      if (value.object_name === undefined) return refuse(context, { code: "ST1102", message: '"object_name" is missing', at: node.at });
      return value;
    },
  }),
};

/** The users that the policy's file names get it, as if their own files said so. */
export function toUsers({ name, fields }: Spec): readonly Contribution[] {
  return ((fields.references ?? []) as readonly { readonly [key: string]: Value }[]).flatMap(({ object_name: user }) => {
    const stored = typeof user === "string" ? (parseIdentifier(user) ?? exactly(user)) : null;
    return stored === null ? [] : [{ to: idOf("user", [stored]), field: "network_policy", value: displayedName(name) }];
  });
}
