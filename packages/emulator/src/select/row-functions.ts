import type { Cells } from "../result.ts";

export type Value = string | number | boolean | null | Readonly<Record<string, string | number | boolean>>;
export type Kind = "text" | "number" | "boolean" | "json";

/** An expression whose columns are known: its type, and its value for a row. */
export interface Typed {
  readonly kind: Kind;
  of(row: Cells): Value;
}

/** `null`: too few arguments. */
type RowFunction = (args: readonly Typed[]) => Typed | null;

const iff: RowFunction = ([condition, yes, no]) =>
  condition === undefined || yes === undefined || no === undefined
    ? null
    : { kind: yes.kind, of: (row) => (condition.of(row) === true ? yes.of(row) : no.of(row)) };

const coalesce: RowFunction = (args) => {
  const [first] = args;
  if (first === undefined) return null;
  return {
    kind: first.kind,
    of(row) {
      for (const arg of args) {
        const value = arg.of(row);
        if (value !== null) return value;
      }
      return null;
    },
  };
};

/** Keys in order, as Snowflake keeps an object; a pair without a value is left out (docs: sql-reference/functions/object_construct). */
const objectConstruct: RowFunction = (args) => {
  if (args.length % 2 !== 0) return null;
  return {
    kind: "json",
    of(row) {
      const pairs: [string, string | number | boolean][] = [];
      for (let i = 0; i < args.length; i += 2) {
        const key = args[i]?.of(row) ?? null;
        const value = args[i + 1]?.of(row) ?? null;
        if (key !== null && value !== null && typeof value !== "object") pairs.push([String(key), value]);
      }
      return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
};

const toJson: RowFunction = ([arg]) =>
  arg === undefined
    ? null
    : {
        kind: "text",
        of(row) {
          const value = arg.of(row);
          return value === null ? null : JSON.stringify(value);
        },
      };

function onText(change: (text: string) => string): RowFunction {
  return ([arg]) =>
    arg === undefined
      ? null
      : {
          kind: "text",
          of(row) {
            const value = arg.of(row);
            return value === null ? null : change(String(value));
          },
        };
}

const FUNCTIONS: Readonly<Record<string, RowFunction>> = {
  COALESCE: coalesce,
  IFF: iff,
  IFNULL: coalesce,
  LOWER: onText((text) => text.toLowerCase()),
  NVL: coalesce,
  OBJECT_CONSTRUCT: objectConstruct,
  TO_JSON: toJson,
  UPPER: onText((text) => text.toUpperCase()),
};

export function rowFunction(name: string): RowFunction | null {
  return Object.hasOwn(FUNCTIONS, name) ? (FUNCTIONS[name] ?? null) : null;
}
