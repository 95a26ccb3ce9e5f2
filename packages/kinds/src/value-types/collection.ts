import { parens } from "@snowtower/sql";
import { isList, unknown, type Value } from "../value.ts";
import type { ValueType } from "../value-type.ts";
import { describeNode, refuse } from "./refuse.ts";

interface ListOptions {
  readonly min?: number;
  /** The order means nothing: lists with the same items are equal. */
  readonly unordered?: true;
}

/** A list of values of one type. */
export function list<T extends Value>(item: ValueType<T>, options: ListOptions = {}): ValueType<readonly T[]> {
  const key = (values: readonly T[]): string => JSON.stringify(values.map((v) => JSON.stringify(v)).sort());
  return {
    says: `a list, each ${item.says}`,
    parse(node, context) {
      if (node.kind !== "list") {
        const hint = node.kind === "scalar" && node.value !== null ? { hint: `write it as a list: [${node.secret ? "..." : node.source}]` } : {};
        return refuse(context, { code: "ST1103", message: `expected a list, found ${describeNode(node)}`, at: node.at, ...hint });
      }
      if (node.items.length < (options.min ?? 0)) return refuse(context, { code: "ST1104", message: "the list is empty", at: node.at });
      const values = node.items.map((each) => item.parse(each, context));
      return values.some((v) => v === undefined) ? undefined : (values as T[]);
    },
    decode: (cell) => (cell === null || cell === "" ? undefined : unknown("a list is not read from one cell")),
    render: (values) => parens(values.map((v) => item.render(v))),
    write: (values) => values.map((v) => item.write(v)),
    schema: { type: "array", items: item.schema, ...(options.min === undefined ? {} : { minItems: options.min }) },
    ...(options.unordered === true ? { same: (a: readonly T[], b: readonly T[]) => key(a) === key(b) } : {}),
  };
}

/** A map from free names to values of one type, in the order of the file. */
export function mapOf<T extends Value>(item: ValueType<T>, options: { readonly upper?: true } = {}): ValueType<{ readonly [key: string]: T }> {
  return {
    says: `a map of names to ${item.says}`,
    parse(node, context) {
      if (node.kind !== "map") return refuse(context, { code: "ST1103", message: `expected a map, found ${describeNode(node)}`, at: node.at });
      const values: [string, T][] = [];
      let whole = true;
      for (const entry of node.entries) {
        const value = item.parse(entry.value, context);
        if (value === undefined) whole = false;
        else values.push([options.upper === true ? entry.key.toUpperCase() : entry.key, value]);
      }
      return whole ? Object.fromEntries(values) : undefined;
    },
    decode: (cell) => (cell === null || cell === "" ? undefined : unknown("a map is not read from one cell")),
    render() {
      throw new TypeError("a map has no form in a property");
    },
    write: (values) => Object.fromEntries(Object.entries(values).map(([k, v]) => [k, item.write(v)])),
    schema: { type: "object", additionalProperties: item.schema },
  };
}

/** The first type that takes the node; used where a file has a short and a long form. `choose` looks at the node's shape and never reports. */
export function either<A extends Value, B extends Value>(
  first: ValueType<A>,
  second: ValueType<B>,
  choose: (nodeKind: "scalar" | "list" | "map") => "first" | "second",
): ValueType<A | B> {
  return {
    says: `${first.says}, or ${second.says}`,
    parse: (node, context) => (choose(node.kind) === "first" ? first.parse(node, context) : second.parse(node, context)),
    decode: (cell) => first.decode(cell),
    render(value) {
      return first.render(value as A);
    },
    write: (value) =>
      choose(isList(value) ? "list" : typeof value === "object" ? "map" : "scalar") === "first" ? first.write(value as A) : second.write(value as B),
    schema: { anyOf: [first.schema, second.schema] },
  };
}

/** A map with these keys; an unknown one is a mistake unless `tolerant` says what to do with it. */
export function record(
  fields: { readonly [key: string]: ValueType },
  options: { readonly required?: readonly string[] } = {},
): ValueType<{ readonly [key: string]: Value }> {
  const required = options.required ?? [];
  return {
    says: `a map with ${Object.keys(fields).join(", ")}`,
    parse(node, context) {
      if (node.kind !== "map") return refuse(context, { code: "ST1103", message: `expected a map, found ${describeNode(node)}`, at: node.at });
      const values: { [key: string]: Value } = {};
      let whole = true;
      for (const entry of node.entries) {
        const type = fields[entry.key];
        if (type === undefined) {
          refuse(context, {
            code: "ST1101",
            message: `unknown field "${entry.key}"`,
            at: entry.keyAt,
            closestTo: { word: entry.key, among: Object.keys(fields) },
          });
          whole = false;
          continue;
        }
        const value = type.parse(entry.value, context);
        if (value === undefined) whole = false;
        else values[entry.key] = value;
      }
      for (const key of required) {
        if (node.entries.some((entry) => entry.key === key)) continue;
        refuse(context, { code: "ST1102", message: `"${key}" is missing`, at: node.at });
        whole = false;
      }
      return whole ? values : undefined;
    },
    decode: (cell) => (cell === null || cell === "" ? undefined : unknown("a map is not read from one cell")),
    render() {
      throw new TypeError("a record has no form in a property");
    },
    write: (values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fields[key]?.write(value) ?? value])),
    schema: {
      type: "object",
      properties: Object.fromEntries(Object.entries(fields).map(([k, t]) => [k, t.schema])),
      additionalProperties: false,
      ...(required.length > 0 ? { required } : {}),
    },
  };
}

/** Any value at all; what it must be is checked by who asked for it. */
export const anyNode: ValueType<boolean> = {
  says: "a value",
  parse: () => true,
  decode: () => undefined,
  render() {
    throw new TypeError("it has no form in a property");
  },
  write: (value) => value,
  schema: {},
};
