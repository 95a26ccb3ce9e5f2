import { SqlError, unsupported } from "../sql-error.ts";
import { type Decimal, decimal, decimalText, divided, fitting, rescaled } from "./decimal.ts";

function divisionByZero(): SqlError {
  return new SqlError("100051", "22012", "Division by zero");
}

/** The last arguments of those on fixed-point numbers are the precision and the scale of their result. */
export const NUMBER_FUNCTIONS: Readonly<Record<string, (args: readonly string[]) => string | null>> = {
  MULTIPLY: ([a = "", b = "", precision, scale]) => {
    const [x, y] = [decimal(a), decimal(b)];
    const exact: Decimal = { units: x.units * y.units, scale: x.scale + y.scale };
    const to = rescaled(exact, Number(scale));
    // No page says whether the digits that do not fit are rounded or cut off: only where both give the same there is an answer.
    if (to.scale < exact.scale && exact.units / 10n ** BigInt(exact.scale - to.scale) !== to.units) throw unsupported("a * b with more decimals than its type");
    return decimalText(fitting(to, Number(precision)));
  },
  DIVIDE: ([a = "", b = "", precision, scale]) => {
    const [x, y] = [decimal(a), decimal(b)];
    if (y.units === 0n) throw divisionByZero();
    const shift = Number(scale) - x.scale + y.scale;
    const units = shift >= 0 ? divided(x.units * 10n ** BigInt(shift), y.units) : divided(x.units, y.units * 10n ** BigInt(-shift));
    return decimalText(fitting({ units, scale: Number(scale) }, Number(precision)));
  },
  MODULO: ([a = "", b = "", precision, scale]) => {
    const [x, y] = [rescaled(decimal(a), Number(scale)), rescaled(decimal(b), Number(scale))];
    if (y.units === 0n) throw divisionByZero();
    return decimalText(fitting({ units: x.units % y.units, scale: Number(scale) }, Number(precision)));
  },
  DIVIDE_FLOAT: ([a = "", b = ""]) => {
    if (Number(b) === 0) throw divisionByZero();
    return String(Number(a) / Number(b));
  },
  ROUND: ([a = "", places = "0", precision, scale]) => decimalText(fitting(rescaled(rescaled(decimal(a), Number(places)), Number(scale)), Number(precision))),
  ROUND_EVEN: ([a = "", places = "0", precision, scale]) => {
    const value = decimal(a);
    if (Number(places) >= value.scale) return decimalText(fitting(rescaled(value, Number(scale)), Number(precision)));
    const unit = 10n ** BigInt(value.scale - Number(places));
    const isHalf = (value.units % unit) * 2n === unit || (value.units % unit) * 2n === -unit;
    const rounded = isHalf ? evenOf(value.units / unit, value.units < 0n) : divided(value.units, unit);
    return decimalText(fitting(rescaled({ units: rounded, scale: Number(places) }, Number(scale)), Number(precision)));
  },
  TRUNC: ([a = "", places = "0", precision, scale]) => {
    const value = decimal(a);
    const cut = Number(places) >= value.scale ? value : { units: value.units / 10n ** BigInt(value.scale - Number(places)), scale: Number(places) };
    return decimalText(fitting(rescaled(cut, Number(scale)), Number(precision)));
  },
  CEIL: ([a = "", places = "0", precision, scale]) => towards(a, { places, precision, scale, up: true }),
  FLOOR: ([a = "", places = "0", precision, scale]) => towards(a, { places, precision, scale, up: false }),
};

function evenOf(cut: bigint, negative: boolean): bigint {
  if (cut % 2n === 0n) return cut;
  return negative ? cut - 1n : cut + 1n;
}

function towards(
  text: string,
  of: { readonly places: string; readonly precision: string | undefined; readonly scale: string | undefined; readonly up: boolean },
): string {
  const value = decimal(text);
  const places = Number(of.places);
  if (places >= value.scale) return decimalText(fitting(rescaled(value, Number(of.scale)), Number(of.precision)));
  const unit = 10n ** BigInt(value.scale - places);
  const rest = value.units % unit;
  const cut = value.units / unit;
  const units = rest === 0n ? cut : of.up ? (value.units > 0n ? cut + 1n : cut) : value.units < 0n ? cut - 1n : cut;
  return decimalText(fitting(rescaled({ units, scale: places }, Number(of.scale)), Number(of.precision)));
}
