import { displayed, exactly } from "@snowtower/sql";
import type { ConfigNode } from "../../config-node.ts";
import { unknown, type Value } from "../../value.ts";
import type { ParseContext, ValueType } from "../../value-type.ts";
import { record } from "../../value-types/collection.ts";
import { readPart } from "../../value-types/name.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { token } from "../../value-types/scalar.ts";
import { sameSql } from "../sql-text/canonical-sql.ts";
import { baseOf, dataType, sameType } from "./routine-type.ts";

/** An argument. `optional` says that there is a default whose text the account does not show. */
export type RoutineArgument = { readonly name: string; readonly type: string; readonly default?: string; readonly optional?: true };

const longForm = record({ type: dataType, default: token }, { required: ["type"] });

/** The arguments in their order: in a file a map of names to types, or to a map with the type and a default. */
export const routineArguments: ValueType<readonly RoutineArgument[]> = {
  says: "a map of argument names to types",
  parse(node, context) {
    if (node.kind !== "map") return refuse(context, { code: "ST1103", message: `expected a map of arguments, found ${describeNode(node)}`, at: node.at });
    const all: RoutineArgument[] = [];
    for (const entry of node.entries) {
      const name = readPart(entry.key);
      if (name === null) refuse(context, { code: "ST1105", message: `not a name of an argument: "${entry.key}"`, at: entry.keyAt });
      const argument = parseArgument(name ?? "", entry.value, context);
      if (name !== null && argument !== undefined) all.push(argument);
    }
    return all.length === node.entries.length ? all : undefined;
  },
  decode: (cell) => (cell === null ? undefined : unknown("arguments are not read from one cell")),
  render() {
    throw new TypeError("arguments have no form in a property");
  },
  write: (all) => Object.fromEntries(all.map((argument) => [displayed(exactly(argument.name)), writeArgument(argument)])),
  isWhole: (all) => all.every((argument) => argument.optional !== true),
  same: (a, b) => a.length === b.length && a.every((argument, i) => sameArgument(argument, b[i] as RoutineArgument)),
  schema: { type: "object", additionalProperties: { anyOf: [dataType.schema, longForm.schema] } },
};

/** TIME and TIMESTAMP arguments of another precision than 9 are not kept by Snowflake as they were made; SnowDDL refuses them too. */
const ONLY_NINE = /^(?:TIME|TIMESTAMP_[A-Z]+)\((?!9\))/;

function parseArgument(name: string, node: ConfigNode, context: ParseContext): RoutineArgument | undefined {
  const read = node.kind === "map" ? longForm.parse(node, context) : { type: dataType.parse(node, context) };
  const type = read?.type as string | undefined;
  if (read === undefined || type === undefined) return undefined;
  if (ONLY_NINE.test(type)) {
    return refuse(context, {
      code: "ST1104",
      message: `an argument cannot be ${type}`,
      at: node.at,
      hint: `Snowflake does not keep its precision: write ${baseOf(type)}(9)`,
    });
  }
  const fallback = "default" in read ? (read.default as string | undefined) : undefined;
  return fallback === undefined ? { name, type } : { name, type, default: fallback };
}

function writeArgument({ type, default: fallback }: RoutineArgument): Value {
  return fallback === undefined ? type : { type, default: fallback };
}

/** Names are compared without case: pages show them both as they are stored and as they were written (docs: sql-reference/sql/desc-function). */
function sameArgument(a: RoutineArgument, b: RoutineArgument): boolean {
  if (a.name.toUpperCase() !== b.name.toUpperCase() || !sameType(a.type, b.type)) return false;
  if (a.optional === true || b.optional === true) return isOptional(a) === isOptional(b);
  return sameSql(a.default, b.default);
}

function isOptional(argument: RoutineArgument): boolean {
  return argument.optional === true || argument.default !== undefined;
}
