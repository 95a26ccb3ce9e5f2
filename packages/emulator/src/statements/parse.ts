import type { Command } from "../context.ts";
import { parseList, parseRemove } from "../files/list-remove.ts";
import { parseGet, parsePut } from "../files/put-get.ts";
import { parseGrant } from "../grants/grant.ts";
import { parseRevoke } from "../grants/revoke.ts";
import { parseShowApplicationRoles } from "../grants/show-application-roles.ts";
import { parseShowFutureGrants } from "../grants/show-future-grants.ts";
import { parseShowGrants } from "../grants/show-grants.ts";
import { acceptShowTokens } from "../objects/access-token/show-tokens.ts";
import { parseAlterDynamicTable } from "../objects/dynamic-table/alter-refresh.ts";
import { acceptShowKeyPairs } from "../objects/key-pair/show-key-pairs.ts";
import { acceptShow } from "../objects/registry.ts";
import { acceptShowWorkloadIdentity } from "../objects/show-workload-identity.ts";
import { Cursor, type CursorOptions } from "../parser/cursor.ts";
import { parseDelete, parseUpdate } from "../rows/change.ts";
import { parseInsert } from "../rows/insert.ts";
import { parseTruncate } from "../rows/truncate.ts";
import { parseAnonymousBlock } from "../scripting/block-command.ts";
import { parseWithProcedure, seesWithProcedure } from "../scripting/call-with.ts";
import { chainCommand, splitChain } from "../scripting/chain.ts";
import { parseExecute } from "../scripting/execute-immediate.ts";
import { parseQuery, parseWith } from "../select/query.ts";
import { parseAlter } from "./alter.ts";
import { parseAlterAccount, parseAlterSession } from "./alter-session.ts";
import { parseCall } from "./call.ts";
import { parseComment } from "./comment.ts";
import { parseCreate } from "./create.ts";
import { parseDescribe } from "./describe.ts";
import { parseDrop } from "./drop.ts";
import { parseSetVariable, parseUnsetVariable } from "./session-variables.ts";
import { parseShow } from "./show.ts";
import { parseShowParameters } from "./show-parameters.ts";
import { acceptShowParts } from "./show-parts.ts";
import { parseShowVariables } from "./show-variables.ts";
import { parseTransaction } from "./transaction.ts";
import { parseUndrop } from "./undrop.ts";
import { parseUse } from "./use.ts";

type Parse = (cursor: Cursor) => Command;

/** By the words a statement begins with, longer ones first. */
const STATEMENTS: readonly (readonly [string, Parse])[] = [
  ["CREATE", parseCreate],
  ["ALTER SESSION POLICY", parseAlter],
  ["ALTER SESSION", parseAlterSession],
  ["ALTER ACCOUNT", parseAlterAccount],
  ["ALTER DYNAMIC TABLE", parseAlterDynamicTable],
  ["ALTER", parseAlter],
  ["SELECT", parseQuery],
  ["WITH", (cursor) => (seesWithProcedure(cursor) ? parseWithProcedure(cursor) : parseWith(cursor))],
  ["CALL", parseCall],
  ["UNDROP", parseUndrop],
  ["SET", parseSetVariable],
  ["UNSET", parseUnsetVariable],
  ["BEGIN", parseTransaction],
  ["DECLARE", parseAnonymousBlock],
  ["EXECUTE", parseExecute],
  ["START TRANSACTION", parseTransaction],
  ["COMMIT", parseTransaction],
  ["ROLLBACK", parseTransaction],
  ["DROP", parseDrop],
  ["DESCRIBE", parseDescribe],
  ["DESC", parseDescribe],
  ["COMMENT", parseComment],
  ["USE", parseUse],
  ["SHOW", parseShowAny],
  ["GRANT", parseGrant],
  ["REVOKE", parseRevoke],
  ["PUT", parsePut],
  ["GET", parseGet],
  ["INSERT", parseInsert],
  ["UPDATE", parseUpdate],
  ["DELETE", parseDelete],
  ["TRUNCATE", parseTruncate],
  ["LIST", parseList],
  ["LS", parseList],
  ["REMOVE", parseRemove],
  ["RM", parseRemove],
];

/** The words that statements of this account begin with. */
export const FIRST_WORDS: readonly string[] = STATEMENTS.map(([words]) => words);

/** Words that begin a statement in Snowflake which this account does not know; any other first word is a syntax error. */
const UNKNOWN_HERE = new Set("COPY EXECUTE EXPLAIN MERGE".split(" "));

/** Reads one statement. */
export function parseStatement(source: string, options: CursorOptions): Command {
  const cursor = new Cursor(source, options);
  const links = splitChain(source);
  if (links.length > 1) return chainCommand(cursor, links);
  const parse = STATEMENTS.find(([words]) => cursor.sees(words))?.[1];
  if (parse !== undefined) return parse(cursor);
  const first = cursor.peek();
  return first.kind === "word" && UNKNOWN_HERE.has(first.value) ? cursor.refuse(first.value) : cursor.fail();
}

function parseShowAny(cursor: Cursor): Command {
  cursor.expect("SHOW");
  if (cursor.accept("GRANTS")) return parseShowGrants(cursor);
  if (cursor.accept("FUTURE GRANTS")) return parseShowFutureGrants(cursor);
  if (cursor.accept("PARAMETERS")) return parseShowParameters(cursor);
  if (cursor.accept("VARIABLES")) return parseShowVariables(cursor);
  if (cursor.accept("APPLICATION ROLES")) return parseShowApplicationRoles(cursor);
  for (const other of ["CALLER GRANTS", "INHERITED GRANTS"]) if (cursor.sees(other)) cursor.refuse(`SHOW ${other}`);
  const terse = cursor.accept("TERSE");
  const tokens = acceptShowTokens(cursor) ?? acceptShowKeyPairs(cursor) ?? acceptShowWorkloadIdentity(cursor);
  if (tokens !== null) return tokens;
  const parts = acceptShowParts(cursor);
  if (parts !== null) return parts;
  const what = acceptShow(cursor);
  if (what === null) cursor.refuse(`SHOW ${cursor.peek().value}`);
  return parseShow(cursor, { ...what, terse });
}
