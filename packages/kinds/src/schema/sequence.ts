import { type Fragment, join, name, num, type Statement, sql, text as textFragment, word } from "@snowtower/sql";
import type { ObjectChange } from "../change.ts";
import { assignment } from "../derive/assignments.ts";
import { field } from "../field.ts";
import { defineKind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import type { ValueType } from "../value-type.ts";
import { refuse } from "../value-types/refuse.ts";
import { bool, int, text } from "../value-types/scalar.ts";

const anyInt = int();

const interval: ValueType<number> = {
  ...anyInt,
  parse(node, context) {
    const value = anyInt.parse(node, context);
    return value === 0 ? refuse(context, { code: "ST1104", message: "an interval of 0 would give the same number for ever", at: node.at }) : value;
  },
};

export const sequence = defineKind({
  name: "sequence",
  label: "SEQUENCE",
  plural: "SEQUENCES",
  scope: "schema",
  layout: "object file",
  doc: "A source of numbers that are given out once.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-sequence",
  fields: {
    start: field(int(), "The first number. It has no effect once the sequence exists.", {
      // Where it has come to: made again, it must not give out what it gave before.
      from: { show: "next_value" },
      change: "ignore",
      default: 1,
    }),
    interval: field(interval, "The distance between two numbers; negative to count down.", { from: { show: "interval" }, default: 1 }),
    is_ordered: field(bool, "Numbers come in increasing order. A sequence that has lost its order cannot get it back.", {
      from: { show: "ordered" },
      absent: "unmanaged",
    }),
    comment: field(text, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
  },
  sources: [{ from: "show", what: "SEQUENCES", paged: false, late: { view: "SEQUENCES", latency: "2 hours" } }],
  needs: {
    create: [{ privilege: "CREATE SEQUENCE", on: "schema" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  baseline: ({ row }) => !row.get("owner") || row.get("owner_role_type") === "APPLICATION",
  create: (object) => [createSequence(object)],
  alter: alterSequence,
  // Made again it begins where it was when it was read: what it has given out since, it gives out again.
  holds: () => ["its position"],
  whyReplace: ({ fields }) => (fields.includes("is_ordered") ? ["an order that was given up does not come back"] : []),
});

function createSequence(object: AnyObject): Statement {
  const comment = known(object.fields.comment);
  const clauses: Fragment[] = [assignment("START", num(numberOf(object, "start"))), assignment("INCREMENT", num(numberOf(object, "interval")))];
  const ordered = known(object.fields.is_ordered);
  if (ordered !== undefined) clauses.push(word(ordered === true ? "ORDER" : "NOORDER"));
  if (typeof comment === "string") clauses.push(assignment("COMMENT", textFragment(comment)));
  return sql`CREATE SEQUENCE ${name(object.name)}\n  ${join(clauses, "\n  ")}`;
}

/** The increment stands alone in its ALTER; an order once given up does not come back (docs: sql-reference/sql/alter-sequence). */
function alterSequence(change: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
  const { to } = change;
  if (to === null || (fields.includes("is_ordered") && to.fields.is_ordered === true)) return null;
  const target = sql`ALTER SEQUENCE ${name(to.name)} SET`;
  return [
    ...(fields.includes("interval") ? [sql`${target} ${assignment("INCREMENT", num(numberOf(to, "interval")))}`] : []),
    ...(fields.includes("is_ordered") ? [sql`${target} NOORDER`] : []),
  ];
}

function numberOf(object: AnyObject, fieldName: string): number {
  const value = known(object.fields[fieldName]);
  return typeof value === "number" ? value : 1;
}
