import { formatDataType } from "@snowtower/sql";
import type { Entry, Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { readNamedArguments } from "../../parser/arguments.ts";
import { Cursor } from "../../parser/cursor.ts";
import { findRelation } from "../../query/find-relation.ts";
import type { Query } from "../../query/query.ts";
import { referencesOf } from "../../query/references.ts";
import { scanExpression } from "../../query/scan-expression.ts";
import { textColumn } from "../../result.ts";
import { compilationError, unsupported } from "../../sql-error.ts";
import type { Alteration, DescribeResult, ObjectClass, Spec } from "../object-class.ts";
import { namedType } from "../routine/routine.ts";
import { forgetUses, usersOfPolicy } from "./attachments.ts";

/** An argument of a policy: `type` with its length or precision. */
export interface PolicyArgument {
  readonly name: string;
  readonly type: string;
}

export function signatureOf(policy: Entry): readonly PolicyArgument[] {
  return (policy.properties.SIGNATURE ?? []) as unknown as readonly PolicyArgument[];
}

export const isExempting = (policy: Entry): boolean => policy.properties.EXEMPT_OTHER_POLICIES === true;

/** `AS (a VARCHAR, b NUMBER) RETURNS VARCHAR -> body`; what follows the body is the caller's. */
export function readDefinition(cursor: Cursor, spec: Spec): void {
  cursor.expect("AS");
  const args = readNamedArguments(cursor);
  if (args.length === 0) cursor.fail();
  cursor.expect("RETURNS");
  spec.properties.SIGNATURE = args.map(({ name, type }) => ({ name, type })) as unknown as Value;
  spec.properties.RETURNS = formatDataType(cursor.dataType());
  spec.properties.BODY = readBody(cursor, PROPERTIES);
}

/** `AS () RETURNS PROJECTION_CONSTRAINT -> body`. */
export function readConstraintDefinition(cursor: Cursor, spec: Spec, returns: string): void {
  cursor.expect("AS ( ) RETURNS");
  cursor.expect(returns);
  spec.properties.RETURNS = returns;
  spec.properties.BODY = readBody(cursor, PROPERTIES);
}

const PROPERTIES = ["COMMENT", "EXEMPT_OTHER_POLICIES"];
/** A word after which an expression goes on, so that `... OR comment = 'x'` is part of the body. */
const GOES_ON = new Set("AND OR NOT WHEN THEN ELSE CASE LIKE ILIKE RLIKE REGEXP IN IS BETWEEN ESCAPE FROM WHERE SELECT ON".split(" "));

/** `-> expression` as it was written, up to one of the properties or the end. */
function readBody(cursor: Cursor, stops: readonly string[]): string {
  cursor.expect("->");
  const from = cursor.mark();
  let depth = 0;
  let isOperand = false;
  for (let token = cursor.peek(); token.kind !== "end"; token = cursor.peek()) {
    if (depth === 0 && isOperand && token.kind === "word" && stops.includes(token.value) && cursor.peek(1).text === "=") break;
    const isSymbol = token.kind === "symbol";
    if (isSymbol && token.text === "(") depth++;
    if (isSymbol && token.text === ")") depth--;
    if (depth < 0) cursor.fail();
    isOperand = isSymbol ? token.text === ")" || token.text === "]" : !(token.kind === "word" && GOES_ON.has(token.value));
    cursor.next();
  }
  if (depth > 0 || cursor.mark() === from) cursor.fail();
  return cursor.between(from, cursor.mark());
}

/** The tables and views in a body must be there: it is compiled when the policy is made. Nothing else in it is looked into. */
export function checkBody(context: Context, policy: Entry): void {
  const nested: Query[] = [];
  const cursor = new Cursor(String(policy.properties.BODY));
  scanExpression(cursor, { stops: new Set(), stopsAtComma: false, nested });
  for (const query of nested) for (const ref of referencesOf(query)) findRelation(context, policy.parent, ref);
}

/** "You cannot change the policy signature" (docs: sql-reference/sql/alter-masking-policy): CREATE OR ALTER may not either. */
export function checkSignature(to: Entry, from: Entry): void {
  const said = (entry: Entry): string => JSON.stringify([entry.properties.SIGNATURE, entry.properties.RETURNS]);
  if (said(to) !== said(from)) throw unsupported(`Changing the signature of a ${from.class}`);
}

/** SET BODY -> expression. */
export function settingBody(cursor: Cursor): Alteration | null {
  if (!cursor.accept("SET BODY")) return null;
  const body = readBody(cursor, []);
  return {
    needs: [],
    run(context, entry) {
      const to = { ...entry, properties: { ...entry.properties, BODY: body } };
      checkBody(context, to);
      context.draft.put(to);
      return undefined;
    },
  };
}

/** The same for every policy that is an expression. */
export function describePolicy(entry: Entry): DescribeResult {
  const signature = `(${signatureOf(entry)
    .map(({ name, type }) => namedType(name, type))
    .join(", ")})`;
  const columns = ["name", "signature", "return_type", "body"].map((name) => textColumn(name));
  return { columns, rows: [[entry.name, signature, String(entry.properties.RETURNS), String(entry.properties.BODY)]] };
}

/** Also CREATE OR REPLACE of one that is attached is refused (docs: user-guide/security-column-ddm-intro, "Error Messages"). */
export const droppingPolicy: NonNullable<ObjectClass["dropping"]> = (context, entry) => {
  if (usersOfPolicy(context, entry.id).length > 0)
    throw compilationError("003531", "42710", `Policy ${entry.name} cannot be dropped/replaced as it is associated with one or more entities.`);
  forgetUses(context, entry);
};
