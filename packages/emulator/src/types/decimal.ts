import { SqlError } from "../sql-error.ts";

/** A fixed-point number: `units / 10 ** scale`. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

export function decimal(text: string): Decimal {
  const [whole = "0", fraction = ""] = text.split(".");
  const units = BigInt(`${whole.replace("+", "").replace(/^(-?)$/, "$10")}${fraction}`);
  return { units, scale: fraction.length };
}

/** The number with as many decimals as `scale`, half away from zero. */
export function rescaled({ units, scale }: Decimal, to: number): Decimal {
  if (to >= scale) return { units: units * 10n ** BigInt(to - scale), scale: to };
  return { units: divided(units, 10n ** BigInt(scale - to)), scale: to };
}

/** A quotient rounded half away from zero. */
export function divided(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n;
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const rounded = (2n * x + y) / (2n * y);
  return negative ? -rounded : rounded;
}

export function decimalText({ units, scale }: Decimal): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Throws if a number has more than `precision` digits. */
export function fitting(value: Decimal, precision: number): Decimal {
  const limit = 10n ** BigInt(precision);
  if (value.units < limit && value.units > -limit) return value;
  throw new SqlError("100132", "22003", `Number out of representable range: type FIXED(${precision},${value.scale}), value ${decimalText(value)}`);
}

/** A number as text may have it: `-1.5e3`; `null` if it is none. */
export function decimalIn(text: string): Decimal | null {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const units = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}
