import { displayedName } from "@snowtower/sql";
import { unknown } from "../value.ts";
import type { ValueType } from "../value-type.ts";
import { resolveSchemaObject } from "./name.ts";
import { describeNode, refuse } from "./refuse.ts";
import { text } from "./scalar.ts";

/** Values of tags by the tags' full displayed names. */
export type TagValues = { readonly [tag: string]: string };

/** Tags and their values: in a file a map whose keys are names relative to the file's schema. */
export const tagValues: ValueType<TagValues> = {
  says: "a map of tags to their values",
  parse(node, context) {
    if (node.kind !== "map") return refuse(context, { code: "ST1103", message: `expected a map of tags to values, found ${describeNode(node)}`, at: node.at });
    const values = new Map<string, string>();
    let whole = true;
    for (const { key, keyAt, value } of node.entries) {
      const name = resolveSchemaObject(key, context);
      const said = text.parse(value, context);
      if (name === null) {
        const hint = context.schema === null ? { hint: "a file outside of a schema names it in full: DATABASE.SCHEMA.TAG" } : {};
        refuse(context, { code: "ST1105", message: `not a name of a tag: "${key}"`, at: keyAt, ...hint });
      } else if (values.has(displayedName(name))) refuse(context, { code: "ST1104", message: `the tag ${key} is given twice`, at: keyAt });
      else if (said !== undefined) values.set(displayedName(name), said);
      if (name === null || said === undefined) whole = false;
    }
    return whole && values.size === node.entries.length ? Object.fromEntries(values) : undefined;
  },
  decode: (cell) => (cell === null ? undefined : unknown("tags are not read from one cell")),
  render() {
    throw new TypeError("tags have no form in a property");
  },
  write: (values) => values,
  schema: { type: "object", additionalProperties: text.schema },
};
