import type { ConfigScalar } from "@snowtower/kinds";
import { numberOf } from "./plain-scalar.ts";

/** What Python's `str()` gives for a value: the text that SnowDDL puts in the place of a placeholder. */
export function pythonText(scalar: ConfigScalar): string {
  if (scalar.type === "boolean") return scalar.value === true ? "True" : "False";
  if (scalar.type !== "number") return scalar.source;
  const number = numberOf(scalar.source) ?? Number(scalar.value);
  return typeof number === "bigint" ? String(number) : pythonFloat(number);
}

/** The shortest digits that give the number back are the same in both languages; their form is not. */
function pythonFloat(number: number): string {
  if (Number.isNaN(number)) return "nan";
  if (!Number.isFinite(number)) return number > 0 ? "inf" : "-inf";
  const [mantissa = "", power = "0"] = number.toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  const plain = Object.is(number, -0) ? "-0" : number.toFixed(Math.max(0, mantissa.replace(/[-.]/g, "").length - 1 - exponent));
  return plain.includes(".") ? plain : `${plain}.0`;
}
