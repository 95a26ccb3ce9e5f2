import { lex } from "@snowtower/sql";
import type { Command } from "../context.ts";
import { splitStatements } from "../parser/statements.ts";
import { SqlError } from "../sql-error.ts";
import { blockCommand } from "./block-command.ts";
import { parseLoneStatement } from "./parse-script.ts";

/** The text of EXECUTE IMMEDIATE "must contain only one statement" (docs: sql-reference/sql/execute-immediate). */
export function onlyStatement(text: string): string {
  if (isLone(text)) return text;
  const statements = splitStatements(text);
  const [only] = statements;
  if (only === undefined) throw new SqlError("000900", "42601", "SQL compilation error:\nEmpty SQL statement.");
  if (statements.length > 1) throw new SqlError("000008", "0A000", `Actual statement count ${statements.length} did not match the desired statement count 1.`);
  return only;
}

const LONE = new Set(["IF", "CASE", "FOR", "WHILE", "REPEAT", "LOOP"]);

/** A loop or a branch: "a control-flow statement" may stand there alone. */
function isLone(text: string): boolean {
  const [first] = lex(text).tokens;
  return first?.kind === "word" && LONE.has(first.value);
}

/** How to read the text where the usual table of statements does not know it. */
export function readImmediate(text: string): { readonly read?: (text: string) => Command } {
  return isLone(text) ? { read: (source) => blockCommand(parseLoneStatement(source)) } : {};
}
