import { SqlError } from "../sql-error.ts";

/** An exact decimal number: `digits / 10^scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** The most digits a NUMBER has (docs: sql-reference/data-types-numeric). */
const MOST_DIGITS = 38;
const LIMIT = 10n ** BigInt(MOST_DIGITS);

/** `12.50`, `-.5`, `1e3`; `null` for what is no number. */
export function parseDecimal(text: string): Decimal | null {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const magnitude = BigInt(`${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  const digits = sign === "-" ? -magnitude : magnitude;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** With exactly as many decimals as its scale, as the wire has it. */
export function printDecimal({ digits, scale }: Decimal): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const whole = text.slice(0, text.length - scale);
  return `${digits < 0n ? "-" : ""}${whole}${scale === 0 ? "" : `.${text.slice(text.length - scale)}`}`;
}

/** A constant as the wire has it: `.5` is `0.5`. */
export function numberCell(text: string): string {
  const number = parseDecimal(text);
  return number === null ? text : printDecimal(number);
}

/** Rounds half away from zero. */
export function rescale({ digits, scale }: Decimal, to: number): Decimal {
  if (to >= scale) return { digits: digits * 10n ** BigInt(to - scale), scale: to };
  return { digits: roundedQuotient(digits, 10n ** BigInt(scale - to)), scale: to };
}

/** How many digits stand before the point. */
export function wholeDigits({ digits, scale }: Decimal): number {
  const whole = (digits < 0n ? -digits : digits) / 10n ** BigInt(scale);
  return whole === 0n ? 0 : whole.toString().length;
}

function roundedQuotient(a: bigint, b: bigint): bigint {
  const isNegative = a < 0n !== b < 0n;
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const rounded = (2n * x + y) / (2n * y);
  return isNegative ? -rounded : rounded;
}

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [rescale(a, scale).digits, rescale(b, scale).digits, scale];
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Scales of results (docs: sql-reference/operators-arithmetic, "Scale and precision in arithmetic operations"). */
export function calculate(operator: string, a: Decimal, b: Decimal): Decimal {
  if ((operator === "/" || operator === "%") && b.digits === 0n) throw new SqlError("100051", "22012", "Division by zero");
  const result = exact(operator, a, b);
  if (result.digits >= LIMIT || result.digits <= -LIMIT) {
    throw new SqlError("100046", "22003", `Number out of representable range: type FIXED[SB16](38,${result.scale}), value ${printDecimal(result)}`);
  }
  return result;
}

function exact(operator: string, a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  switch (operator) {
    case "+":
      return { digits: x + y, scale };
    case "-":
      return { digits: x - y, scale };
    case "%":
      return { digits: x % y, scale };
    case "*":
      return rescale({ digits: a.digits * b.digits, scale: a.scale + b.scale }, Math.min(a.scale + b.scale, Math.max(a.scale, b.scale, 12)));
    default: {
      const to = Math.max(a.scale, Math.min(a.scale + 6, 12));
      return { digits: roundedQuotient(a.digits * 10n ** BigInt(to + b.scale), b.digits * 10n ** BigInt(a.scale)), scale: to };
    }
  }
}
