import type { DataType } from "@snowtower/sql";
import type { Argument } from "../parser/arguments.ts";
import type { Position } from "../parser/cursor.ts";
import type { Expression, Template } from "./expression.ts";

/** An expression with where it stands, for the message of an exception. */
export interface Located {
  readonly expression: Expression;
  readonly at: Position;
}

/** A statement with INTO, USING and the like taken out; `template` runs, `shown` is what the user wrote. */
export interface Sql {
  readonly template: Template;
  readonly shown: string;
  /** Variables behind INTO. */
  readonly into: readonly string[];
}

export interface Block {
  readonly kind: "block";
  readonly declarations: readonly ScriptStatement[];
  readonly body: readonly ScriptStatement[];
  readonly handlers: readonly Handler[];
}

export interface Handler {
  /** Names of exceptions, also STATEMENT_ERROR, EXPRESSION_ERROR and OTHER. */
  readonly exceptions: readonly string[];
  readonly continues: boolean;
  readonly body: readonly ScriptStatement[];
}

interface Declaration {
  readonly kind: "declare";
  readonly name: string;
  readonly type: DataType | null;
  readonly initial: Located | null;
}

/** Where the rows of a RESULTSET come from: a statement, or a text that is one. */
export type RowSource =
  | { readonly kind: "sql"; readonly sql: Sql }
  | { readonly kind: "immediate"; readonly text: Located; readonly using: readonly string[] }
  /** CALL of a procedure that the block declares. */
  | { readonly kind: "nested"; readonly call: CallStatement };

export interface CallStatement {
  readonly kind: "call";
  readonly at: Position;
  readonly sql: Sql;
  /** The arguments that are variables, which the procedure may give a value. */
  readonly variables: readonly (string | null)[];
  /** Of a declared procedure, with its arguments; empty for a stored one. */
  readonly name: string;
  readonly args: readonly Located[];
}

export type Loop =
  | { readonly kind: "while"; readonly condition: Located; readonly body: readonly ScriptStatement[]; readonly label: string | null }
  | { readonly kind: "repeat"; readonly until: Located; readonly body: readonly ScriptStatement[]; readonly label: string | null }
  | { readonly kind: "loop"; readonly body: readonly ScriptStatement[]; readonly label: string | null }
  | {
      readonly kind: "for-counter";
      readonly counter: string;
      readonly reverse: boolean;
      readonly from: Located;
      readonly to: Located;
      readonly body: readonly ScriptStatement[];
      readonly label: string | null;
    }
  | { readonly kind: "for-rows"; readonly row: string; readonly rows: string; readonly body: readonly ScriptStatement[]; readonly label: string | null };

export type ScriptStatement = { readonly at: Position } & (
  | Block
  | Declaration
  | Loop
  | { readonly kind: "declare-exception"; readonly name: string; readonly number: number; readonly message: string }
  | { readonly kind: "declare-cursor"; readonly name: string; readonly query: Sql | null; readonly resultset: string | null }
  | { readonly kind: "declare-resultset"; readonly name: string; readonly source: RowSource | null }
  | { readonly kind: "declare-procedure"; readonly name: string; readonly args: readonly Argument[]; readonly returns: DataType | null; readonly body: Block }
  | { readonly kind: "assign"; readonly name: string; readonly value: Located }
  | { readonly kind: "assign-rows"; readonly name: string; readonly source: RowSource }
  | {
      readonly kind: "if";
      readonly branches: readonly (readonly [condition: Located, body: readonly ScriptStatement[]])[];
      readonly otherwise: readonly ScriptStatement[];
    }
  | {
      readonly kind: "case";
      readonly subject: Located | null;
      readonly branches: readonly (readonly [when: Located, body: readonly ScriptStatement[]])[];
      readonly otherwise: readonly ScriptStatement[];
    }
  | { readonly kind: "jump"; readonly how: "break" | "continue"; readonly label: string | null }
  | { readonly kind: "return"; readonly value: Located }
  | { readonly kind: "return-rows"; readonly source: { readonly kind: "declared"; readonly name: string } | RowSource }
  | { readonly kind: "raise"; readonly name: string | null }
  | { readonly kind: "null" }
  | { readonly kind: "open"; readonly cursor: string; readonly using: readonly string[] }
  | { readonly kind: "fetch"; readonly cursor: string; readonly into: readonly string[] }
  | { readonly kind: "close"; readonly cursor: string }
  | { readonly kind: "immediate"; readonly text: Located; readonly using: readonly string[]; readonly into: readonly string[] }
  | CallStatement
  | { readonly kind: "sql"; readonly sql: Sql }
);
