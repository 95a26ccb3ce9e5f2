// The type that YAML 1.1 gives to a text without quotes: exactly PyYAML's SafeLoader, because SnowDDL reads with it.
// (https://yaml.org/type/, with PyYAML's narrower patterns: no `0o17`, no `1e3`, no `y`.)
import type { ConfigScalar } from "@snowtower/kinds";

/** What a text means to YAML. */
export type Typed = Pick<ConfigScalar, "value" | "type">;

const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const INTEGER = /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const DATE =
  /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/;

/** A number of more characters stays text: nothing that Snowflake takes is longer, and arithmetic on it would take long. */
const LONGEST_NUMBER = 1000;

export function typePlain(source: string): Typed {
  if (NULL.test(source)) return { value: null, type: "null" };
  if (TRUE.test(source)) return { value: true, type: "boolean" };
  if (FALSE.test(source)) return { value: false, type: "boolean" };
  const number = numberOf(source);
  if (number !== null) return { value: Number(number), type: "number" };
  if (DATE.test(source)) return { value: source, type: "date" };
  return { value: source, type: "text" };
}

/** The number that a text is to YAML: an integer as `bigint`, a float as `number`; `null` if it is none. */
export function numberOf(source: string): bigint | number | null {
  if (source.length > LONGEST_NUMBER) return null;
  if (INTEGER.test(source)) return integerOf(source);
  return FLOAT.test(source) ? floatOf(source) : null;
}

function integerOf(source: string): bigint | null {
  const text = source.replaceAll("_", "");
  const digits = text.replace(/^[-+]/, "");
  const size = magnitude(digits);
  return size === null ? null : text.startsWith("-") ? -size : size;
}

function magnitude(digits: string): bigint | null {
  if (digits === "0b" || digits === "0x") return null; // `0x_`: PyYAML stops with an error
  if (digits.startsWith("0b") || digits.startsWith("0x")) return BigInt(digits);
  if (digits.length > 1 && digits.startsWith("0")) return BigInt(`0o${digits.slice(1)}`);
  return digits.split(":").reduce((sum, part) => sum * 60n + BigInt(part), 0n);
}

function floatOf(source: string): number {
  const text = source.replaceAll("_", "").toLowerCase();
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.replace(/^[-+]/, "");
  if (digits === ".inf") return sign * Number.POSITIVE_INFINITY;
  if (digits === ".nan") return Number.NaN;
  return sign * digits.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}
