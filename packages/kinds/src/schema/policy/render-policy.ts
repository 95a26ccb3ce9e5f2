import { exactly, type Fragment, id, join, name, nothing, type Statement, sql, text, userSql, word } from "@snowtower/sql";
import { kindNamed } from "../../catalogue.ts";
import type { ObjectChange } from "../../change.ts";
import { type AnyObject, known } from "../../object.ts";
import type { PolicyArgument } from "./policy-arguments.ts";

interface PolicyShape {
  readonly how: "create" | "replace";
  /** What comes behind RETURNS. */
  readonly returns: Fragment;
  /** Properties behind the comment. */
  readonly more?: readonly Fragment[];
}

/** `CREATE MASKING POLICY p AS (...) RETURNS ... -> body`. The body may end in a comment, so nothing follows on its line. */
export function createPolicy(object: AnyObject, { how, returns, more = [] }: PolicyShape): Statement {
  const [comment, body] = [known(object.fields.comment), known(object.fields.body)];
  const head = sql`CREATE ${how === "replace" ? userSql("OR REPLACE ") : nothing}${word(kindNamed(object.kind).label)} ${name(object.name)}`;
  const said = typeof comment === "string" ? [sql`COMMENT = ${text(comment)}`] : [];
  const lines = [sql`AS (${join(argumentsOf(object).map(renderArgument))}) RETURNS ${returns} ->`, userSql(String(body ?? "")), ...said, ...more];
  return sql`${head}\n${join(lines, "\n")}`;
}

function renderArgument(argument: PolicyArgument): Fragment {
  return sql`${id(exactly(argument.name))} ${userSql(argument.type)}`;
}

/** The arguments of a policy; none if they are not known, or if it takes none. */
export function argumentsOf(policy: AnyObject): readonly PolicyArgument[] {
  return (known(policy.fields.arguments) ?? []) as unknown as readonly PolicyArgument[];
}

/** Only the body has an ALTER of its own: "You cannot change the policy signature" (docs: sql-reference/sql/alter-masking-policy, usage notes). */
export function alterPolicy({ to }: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
  if (to === null || fields.some((field) => field !== "body")) return null;
  return [sql`ALTER ${word(kindNamed(to.kind).label)} ${name(to.name)} SET BODY ->\n${userSql(String(known(to.fields.body) ?? ""))}`];
}
