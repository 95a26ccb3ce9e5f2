import { text as textFragment, word } from "@snowtower/sql";
import type { ConfigNode } from "../../config-node.ts";
import type { ParseContext, ValueType } from "../../value-type.ts";
import { refuse } from "../../value-types/refuse.ts";
import { text } from "../../value-types/scalar.ts";

/** Words that stand where a text could: `NONE`, `AUTO`. In a file in any case, in an object in upper case. */
const WORD = /^(?:NONE|AUTO)$/i;

function parse(node: ConfigNode, context: ParseContext): string | undefined {
  const value = text.parse(node, context);
  if (value === "") return refuse(context, { code: "ST1104", message: "an empty text is no value of this option", at: node.at, hint: "write NONE" });
  return value !== undefined && WORD.test(value) ? value.toUpperCase() : value;
}

/** A text, or NONE or AUTO. */
export const textOrWord: ValueType<string> = {
  ...text,
  says: "text, NONE or AUTO",
  schema: { type: "string", minLength: 1 },
  parse,
  decode: (cell) => (cell === null || cell === "" ? undefined : WORD.test(cell) ? cell.toUpperCase() : cell),
  render: (value) => (WORD.test(value) ? word(value) : textFragment(value)),
};

/** A delimiter or another character: Snowflake takes it as itself, as `\t`, in octal or in hexadecimal, so these are the same. */
export const characters: ValueType<string> = { ...textOrWord, same: (a, b) => meant(a) === meant(b) };

const NAMED: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", "\\": "\\", "'": "'", '"': '"' };

/** The characters that an option's value stands for (docs: sql-reference/sql/create-file-format, RECORD_DELIMITER). Bytes of several-byte characters are told as bytes. */
function meant(value: string): string {
  if (/^0x(?:[0-9a-f]{2})+$/i.test(value)) return bytes(value.slice(2));
  return value.replace(
    /\\(?:x([0-9a-f]{2})|([0-7]{3})|([tnr\\'"]))/gi,
    (written, hex: string | undefined, octal: string | undefined, named: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return NAMED[(named ?? "").toLowerCase()] ?? written;
    },
  );
}

function bytes(hex: string): string {
  return (hex.match(/../g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join("");
}
