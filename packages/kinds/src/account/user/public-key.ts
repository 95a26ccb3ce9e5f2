import type { ValueType } from "../../value-type.ts";
import { refuse } from "../../value-types/refuse.ts";
import { text } from "../../value-types/scalar.ts";

/** The key without PEM's first and last line and without white space: what Snowflake takes, and what DESCRIBE USER prints. */
function bareKey(written: string): string {
  return written.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, "").replace(/\s+/g, "");
}

/** An RSA public key. A message never shows what stands there: it could be the private one. */
export const publicKey: ValueType<string> = {
  ...text,
  says: "an RSA public key",
  parse(node, context) {
    if (node.kind !== "scalar" || node.type !== "text") return refuse(context, { code: "ST1103", message: "expected a public key as text", at: node.at });
    if (/PRIVATE KEY/.test(node.source)) {
      const hint = "take the file out of the project and out of its history, make a new pair of keys, and put the public one here";
      return refuse(context, { code: "ST1104", message: "this is a private key", at: node.at, hint });
    }
    const key = bareKey(node.value as string);
    if (/^[A-Za-z0-9+/]{200,}={0,2}$/.test(key)) return key;
    return refuse(context, {
      code: "ST1104",
      message: "not an RSA public key",
      at: node.at,
      hint: "the base64 text of a PEM public key, with or without its first and last line",
    });
  },
  decode: (cell) => (cell === null || cell === "" ? undefined : bareKey(cell)),
};
