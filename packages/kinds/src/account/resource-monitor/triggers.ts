import { type Fragment, join, num, sql, word } from "@snowtower/sql";
import type { ConfigNode } from "../../config-node.ts";
import type { RowView } from "../../rows.ts";
import { type Read, unknown } from "../../value.ts";
import type { ParseContext, ValueType } from "../../value-type.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { oneOf } from "../../value-types/scalar.ts";

const ACTIONS = ["NOTIFY", "SUSPEND", "SUSPEND_IMMEDIATE"] as const;
type Action = (typeof ACTIONS)[number];

/** By percent of the quota, what happens there: in the order of `ACTIONS`. */
export type Triggers = { readonly [percent: string]: readonly Action[] };

/** How many triggers of each action a monitor can have (docs: user-guide/resource-monitors, "Actions"). */
const MOST: Readonly<Record<Action, number>> = { NOTIFY: 5, SUSPEND: 1, SUSPEND_IMMEDIATE: 1 };

const action = oneOf(ACTIONS);

/** `{50: NOTIFY, 100: SUSPEND}`, as SnowDDL writes it; where more than one thing happens at once, a list of them. */
export const triggers: ValueType<Triggers> = {
  says: "a map of percents to NOTIFY, SUSPEND or SUSPEND_IMMEDIATE",
  parse(node, context) {
    if (node.kind !== "map")
      return refuse(context, { code: "ST1103", message: `expected a map of percents to actions, found ${describeNode(node)}`, at: node.at });
    const read = node.entries.map(({ key, keyAt, value }) => {
      const percent = /^[1-9]\d{0,8}$/.test(key)
        ? key
        : refuse(context, { code: "ST1104", message: `not a percentage: "${key}"`, at: keyAt, hint: "a whole number from 1 upwards, without %" });
      const actions = parseActions(value, context);
      return percent === undefined || actions === undefined ? undefined : ([percent, actions] as const);
    });
    if (read.some((each) => each === undefined)) return undefined;
    const values = Object.fromEntries(read.flatMap((each) => (each === undefined ? [] : [each])));
    return isTooMany(values, node, context) ? undefined : values;
  },
  decode: () => unknown("triggers are not read from one cell"),
  render: (values) => sql`TRIGGERS ${join(clauses(values), " ")}`,
  write: (values) => Object.fromEntries(Object.entries(values).map(([percent, actions]) => [percent, actions.length === 1 ? (actions[0] as Action) : actions])),
  schema: {
    type: "object",
    patternProperties: { "^[1-9][0-9]{0,8}$": { anyOf: [action.schema, { type: "array", items: action.schema }] } },
    additionalProperties: false,
  },
};

function parseActions(node: ConfigNode, context: ParseContext): readonly Action[] | undefined {
  const read = (node.kind === "list" ? node.items : [node]).map((each) => action.parse(each, context));
  if (read.some((each) => each === undefined)) return undefined;
  return ACTIONS.filter((each) => read.includes(each));
}

function isTooMany(values: Triggers, node: ConfigNode, context: ParseContext): boolean {
  const wrong = ACTIONS.filter((each) => countOf(values, each) > MOST[each]);
  for (const each of wrong)
    refuse(context, { code: "ST1104", message: `a resource monitor has at most ${MOST[each]} ${each}, not ${countOf(values, each)}`, at: node.at });
  return wrong.length > 0;
}

function countOf(values: Triggers, wanted: Action): number {
  return Object.values(values).filter((actions) => actions.includes(wanted)).length;
}

function clauses(values: Triggers): readonly Fragment[] {
  return Object.entries(values).flatMap(([percent, actions]) => actions.map((each) => sql`ON ${num(Number(percent))} PERCENT DO ${word(each)}`));
}

/** The columns of SHOW RESOURCE MONITORS: `50%,75%` each. */
const COLUMNS: Readonly<Record<Action, string>> = { NOTIFY: "notify_at", SUSPEND: "suspend_at", SUSPEND_IMMEDIATE: "suspend_immediately_at" };

export function decodeTriggers(row: RowView): Read<Triggers> {
  const found = new Map<string, Action[]>();
  for (const each of ACTIONS) {
    const cell = row.get(COLUMNS[each]);
    if (cell === undefined) return unknown(`SHOW RESOURCE MONITORS has no column ${COLUMNS[each]}`);
    for (const part of cell === null || cell === "null" ? [] : cell.split(",").map((written) => written.trim())) {
      if (part === "") continue;
      const percent = /^(\d+)%?$/.exec(part)?.[1];
      if (percent === undefined) return unknown(`not percentages: ${cell}`);
      found.set(percent, [...(found.get(percent) ?? []), each]);
    }
  }
  return found.size === 0 ? undefined : Object.fromEntries(found);
}
