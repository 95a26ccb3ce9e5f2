import { type Fragment, join, sql } from "@snowtower/sql";
import { assignment } from "../derive/assignments.ts";
import { unknown, type Value } from "../value.ts";
import type { ValueType } from "../value-type.ts";
import { caseless } from "./caseless.ts";
import { describeNode, refuse } from "./refuse.ts";

/** Properties under Snowflake's names. */
export type Properties = { readonly [property: string]: Value };

interface PropertiesOptions {
  /** For people: "the options of a file format". */
  readonly says: string;
  /** What one of them is called in a message: "option". */
  readonly each: string;
}

/** A map of known properties: in a file in any case, in an object in upper case. */
export function properties(fields: { readonly [property: string]: ValueType }, { says, each }: PropertiesOptions): ValueType<Properties> {
  const names = Object.keys(fields).map((name) => name.toLowerCase());
  return {
    says,
    parse(node, context) {
      if (node.kind !== "map") return refuse(context, { code: "ST1103", message: `expected a map, found ${describeNode(node)}`, at: node.at });
      const values: { [property: string]: Value } = {};
      let whole = true;
      for (const { key, keyAt, value } of node.entries) {
        const type = fields[key.toUpperCase()];
        if (type === undefined) refuse(context, { code: "ST1101", message: `unknown ${each} "${key}"`, at: keyAt, closestTo: { word: key, among: names } });
        const read = type?.parse(value, context);
        if (read === undefined) whole = false;
        else values[key.toUpperCase()] = read;
      }
      return whole ? values : undefined;
    },
    decode: (cell) => (cell === null || cell === "" ? undefined : unknown("properties are not read from one cell")),
    render: (values) => sql`(${renderProperties(fields, values)})`,
    write: (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), fields[name]?.write(value) ?? value])),
    schema: {
      type: "object",
      properties: Object.fromEntries(Object.entries(fields).map(([name, type]) => [name.toLowerCase(), type.schema])),
      patternProperties: Object.fromEntries(Object.entries(fields).map(([name, type]) => [caseless([name]), type.schema])),
      additionalProperties: false,
    },
  };
}

/** `A = 1 B = 'x'`, of the known ones. */
function renderProperties(fields: { readonly [property: string]: ValueType }, values: Properties): Fragment {
  return join(
    Object.entries(values).flatMap(([name, value]) => (fields[name] === undefined ? [] : [assignment(name, fields[name].render(value))])),
    " ",
  );
}
