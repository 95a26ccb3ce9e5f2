import { secret } from "@snowtower/sql";
import { unknown } from "../value.ts";
import type { ValueType } from "../value-type.ts";
import { refuse } from "./refuse.ts";

/** What stands for a secret in specs, objects and plans: sql's `SecretRef` as a plain value. */
export type SecretValue = { readonly ref: string; readonly digest: string };

/** Text that is never shown: it is handed to the keeper at once, and messages say nothing of it. Its reference is its place in the files. */
export const secretText: ValueType<SecretValue> = {
  says: "secret text",
  parse(node, context) {
    if (node.kind === "scalar" && node.type === "text" && node.source !== "") {
      const { ref, digest } = context.secrets.keep(`${node.at.file}:${node.at.line}:${node.at.column}`, node.value as string);
      return { ref, digest };
    }
    const found = node.kind === "scalar" ? (node.type === "text" ? "empty text" : node.type) : `a ${node.kind}`;
    return refuse(context, { code: "ST1103", message: `expected text, found ${found}`, at: node.at, hint: "write it in quotes, or decrypt it with !decrypt" });
  },
  decode: () => unknown("a secret cannot be read back"),
  render: secret,
  write() {
    throw new TypeError("a secret is never written to a file");
  },
  schema: { type: "string", minLength: 1 },
};
