import type { Value } from "../catalog/entry.ts";
import { attachmentsOf, withAttachments } from "../objects/governance/attachments.ts";
import { signatureOf } from "../objects/governance/policy.ts";
import { readArguments, readNamedArguments } from "../parser/arguments.ts";
import { Cursor } from "../parser/cursor.ts";
import { quietly } from "./quietly.ts";
import type { NamedRow } from "./row.ts";
import type { Seeding } from "./seeding.ts";
import type { TwinEntry } from "./twin-entry.ts";

const CALL = /^\s*SELECT\s+GET_DDL\s*\(\s*'([^']+)'\s*,\s*'((?:[^']|'')+)'/i;

/** What GET_DDL tells and no SHOW and no DESCRIBE does: the defaults of arguments, and which columns a masking policy's arguments stand for. */
export function readDdl(seeding: Seeding, statement: string, [row]: readonly NamedRow[]): void {
  const [, type = "", text = ""] = CALL.exec(statement) ?? [];
  const ddl = row?.cells[0];
  if (type === "" || ddl === null || ddl === undefined) return;
  const className = type.toUpperCase().replaceAll("_", " ");
  const entry = quietly(() => named(seeding, className, text.replaceAll("''", "'")));
  if (entry === null || entry === undefined) return;
  if (className === "FUNCTION" || className === "PROCEDURE") {
    const args = quietly(() => argumentsIn(ddl));
    if (args !== null) entry.properties.ARGUMENTS = args;
    return;
  }
  const columns = quietly(() => readElements(entry, ddl)) ?? [];
  // Of a view whose types nobody could tell only the names are known.
  if (entry.class === "VIEW" && entry.properties.COLUMNS === undefined) Object.assign(entry.properties, { ORDER: columns, COLUMNS: [] });
}

function named(seeding: Seeding, className: string, text: string): TwinEntry | undefined {
  const cursor = new Cursor(text);
  const { parts } = cursor.name();
  return seeding.named(className, parts, cursor.sees("(") ? readArguments(cursor) : null);
}

function argumentsIn(ddl: string): Value {
  const cursor = new Cursor(ddl);
  while (!cursor.atEnd && !cursor.sees("(")) cursor.next();
  return readNamedArguments(cursor) as unknown as Value;
}

/** Goes over the elements of CREATE's list, each of which begins with its column; answers the columns. */
function readElements(entry: TwinEntry, ddl: string): readonly string[] {
  const cursor = new Cursor(ddl);
  const columns: string[] = [];
  while (!cursor.atEnd && !cursor.sees("(")) cursor.next();
  let depth = 0;
  while (!cursor.atEnd) {
    if (cursor.accept("MASKING POLICY")) {
      cursor.name();
      if (cursor.accept("USING (")) setUsing(entry, columns.at(-1) ?? "", identifiers(cursor));
      continue;
    }
    const { kind, text } = cursor.next();
    if (kind === "symbol" && text === "(") depth++;
    if (kind === "symbol" && text === ")" && --depth === 0) return columns;
    const isStart = kind === "symbol" && depth === 1 && (text === "(" || text === ",");
    if (isStart && cursor.seesIdentifier()) columns.push(cursor.identifier());
  }
  return columns;
}

function identifiers(cursor: Cursor): readonly string[] {
  const found: string[] = [];
  do found.push(cursor.identifier());
  while (cursor.accept(","));
  cursor.expect(")");
  return found;
}

function setUsing(entry: TwinEntry, column: string, using: readonly string[]): void {
  const { masking } = attachmentsOf(entry);
  const known = masking[column];
  if (known !== undefined) entry.properties = { ...withAttachments(entry, { masking: { ...masking, [column]: { ...known, using } } }).properties };
}

/** A policy with more arguments than the masked column, where nothing says which columns they stand for. */
export function tellUnknownColumns(seeding: Seeding): void {
  for (const entry of seeding.entries) {
    if (entry.properties.ATTACHED === undefined) continue;
    for (const [column, { policy, using }] of Object.entries(attachmentsOf(entry).masking)) {
      if (signatureOf(seeding.at(policy)).length <= using.length) continue;
      const why = `which columns the arguments of masking policy ${seeding.nameOf(seeding.at(policy))} stand for only GET_DDL tells, and it was not read`;
      seeding.hole({ object: seeding.nameOf(entry), column, why });
    }
  }
}
