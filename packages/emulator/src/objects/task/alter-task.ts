import type { Entry, Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { objectName } from "../../parser/value.ts";
import type { Alteration } from "../object-class.ts";
import { idsOf, refuse } from "./check-links.ts";
import { checkTask } from "./check-task.ts";
import { resuming, suspending } from "./run-state.ts";
import { afterOf } from "./task-graph.ts";

/** `a, db.schema.b, 'c'`. */
export function readNames(cursor: Cursor): readonly Value[] {
  const names: Value[] = [];
  do names.push(objectName(cursor, "AFTER"));
  while (cursor.accept(","));
  return names;
}

/** A boolean expression up to AS or the end, as it was written. */
export function readCondition(cursor: Cursor): string {
  const from = cursor.mark();
  for (let depth = 0; cursor.peek().kind !== "end" && !(depth === 0 && cursor.sees("AS")); ) {
    const { kind, text } = cursor.next();
    if (kind === "symbol" && text === "(") depth++;
    if (kind === "symbol" && text === ")") depth--;
  }
  if (cursor.mark() === from) cursor.fail();
  return cursor.between(from, cursor.mark());
}

export function readBody(cursor: Cursor): string {
  if (cursor.atEnd) cursor.fail();
  return cursor.rest();
}

function changing(change: (context: Context, properties: Entry["properties"], task: Entry) => Entry["properties"]): Alteration {
  return {
    needs: [],
    run(context, task) {
      context.draft.put(checkTask(context, { ...task, properties: change(context, task.properties, task) }, task));
      return undefined;
    },
  };
}

function withoutAfter(names: readonly Value[]): Alteration {
  return changing((context, properties, task) => {
    const gone = idsOf(context, names);
    const stranger = gone.find((id) => !afterOf(task).includes(id));
    if (stranger !== undefined) throw refuse(`Task ${task.name} does not run after what REMOVE AFTER names.`);
    return { ...properties, AFTER: afterOf(task).filter((id) => !gone.includes(id)) };
  });
}

/** The forms of ALTER TASK beside SET and UNSET. */
export function readAlterTask(cursor: Cursor): Alteration | null {
  // "Renaming a task isn't supported."
  if (cursor.sees("RENAME")) cursor.fail();
  for (const words of ["SET CONTACT", "UNSET CONTACT", "SET EXECUTE", "UNSET EXECUTE", "UNSET DCM PROJECT"])
    if (cursor.sees(words)) cursor.refuse(`ALTER TASK ... ${words}`);
  if (cursor.accept("RESUME")) return resuming;
  if (cursor.accept("SUSPEND")) return suspending;
  if (cursor.accept("REMOVE AFTER")) return withoutAfter(readNames(cursor));
  if (cursor.accept("ADD AFTER")) {
    const names = readNames(cursor);
    return changing((context, properties, task) => ({ ...properties, AFTER: [...new Set([...afterOf(task), ...idsOf(context, names)])] }));
  }
  if (cursor.accept("MODIFY AS")) {
    const body = readBody(cursor);
    return changing((_context, properties) => ({ ...properties, BODY: body }));
  }
  if (cursor.accept("MODIFY WHEN")) {
    const condition = readCondition(cursor);
    return changing((_context, properties) => ({ ...properties, WHEN: condition }));
  }
  if (cursor.accept("REMOVE WHEN")) return changing((_context, { WHEN: _condition, ...properties }) => properties);
  return null;
}
