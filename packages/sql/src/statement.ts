import { type Identifier, quoted } from "./identifier.ts";
import { bodyLiteral, stringLiteral } from "./literal.ts";
import { type QualifiedName, quotedName } from "./qualified-name.ts";
import { hole, type SecretRef } from "./secret.ts";

declare const written: unique symbol;

/** One SQL statement. Only the `sql` template and `rehydrate` make one, so every name and value in it went through this file. */
export interface Statement {
  readonly text: string;
  readonly secrets: readonly SecretRef[];
  readonly [written]: true;
}

/** A piece of SQL: what may stand in a template's hole. */
export interface Fragment {
  readonly text: string;
  readonly secrets: readonly SecretRef[];
  readonly [written]: true;
}

function fragment(text: string, secrets: readonly SecretRef[] = []): Fragment {
  return { text, secrets } as Fragment;
}

/** The template that writes SQL: its own text is SQL, its holes take fragments only. ``sql`DROP ROLE ${id(role)}` `` */
export function sql(strings: TemplateStringsArray, ...holes: readonly Fragment[]): Statement {
  let text = strings[0] ?? "";
  const secrets: SecretRef[] = [];
  holes.forEach((piece, i) => {
    text += piece.text + (strings[i + 1] ?? "");
    secrets.push(...piece.secrets);
  });
  return fragment(text, secrets) as Statement;
}

/** One identifier, quoted. */
export function id(name: Identifier): Fragment {
  return fragment(quoted(name));
}

/** A dotted name, each part quoted. */
export function name(parts: QualifiedName): Fragment {
  return fragment(quotedName(parts));
}

/** A string constant. */
export function text(value: string): Fragment {
  return fragment(stringLiteral(value));
}

/** A body between `$$`, or a string constant where it holds `$$` itself. */
export function body(value: string): Fragment {
  return fragment(bodyLiteral(value));
}

/** A number; throws if it is not finite. */
export function num(value: number): Fragment {
  if (!Number.isFinite(value)) throw new RangeError(`not a number for SQL: ${value}`);
  return fragment(String(value));
}

/** `TRUE` or `FALSE`. */
export function bool(value: boolean): Fragment {
  return fragment(value ? "TRUE" : "FALSE");
}

/** A secret's place: the text keeps the hole, the port fills it with a string constant. */
export function secret(ref: SecretRef): Fragment {
  return fragment(hole(ref), [ref]);
}

/** One or more words of Snowflake's own (`TABLE`, `CREATE FILE FORMAT`, `STARTER_EDITION`); refuses anything that is not a word. */
export function word(value: string): Fragment {
  if (!/^[A-Za-z][A-Za-z0-9_$]*(?: [A-Za-z][A-Za-z0-9_$]*)*$/.test(value)) throw new TypeError(`not a keyword: ${JSON.stringify(value)}`);
  return fragment(value);
}

/**
 * SQL that the user wrote himself and that is meant to run as SQL: a view's query, a default's expression, a data type with its arguments.
 * The caller answers for where it came from; never pass it a name or a value.
 */
export function userSql(value: string): Fragment {
  return fragment(value);
}

/** Pieces with a separator between them. */
export function join(pieces: readonly Fragment[], separator = ", "): Fragment {
  return fragment(
    pieces.map((p) => p.text).join(separator),
    pieces.flatMap((p) => p.secrets),
  );
}

/** `(a, b)`. */
export function parens(pieces: readonly Fragment[]): Fragment {
  const inner = join(pieces);
  return fragment(`(${inner.text})`, inner.secrets);
}

/** Nothing: for optional clauses. */
export const nothing: Fragment = fragment("");

/** A statement read back from a plan file. Throws if a named secret has no hole in the text. */
export function rehydrate(value: { readonly text: string; readonly secrets: readonly SecretRef[] }): Statement {
  for (const ref of value.secrets) if (!value.text.includes(hole(ref))) throw new TypeError(`no hole for secret ${ref.ref}`);
  return fragment(value.text, value.secrets) as Statement;
}

/** The text that goes to the socket, holes filled. Nothing but a port's implementation may call it. */
export function filled(statement: Statement, reveal: (ref: SecretRef) => string): string {
  return statement.secrets.reduce((sqlText, ref) => sqlText.replaceAll(hole(ref), () => stringLiteral(reveal(ref))), statement.text);
}
