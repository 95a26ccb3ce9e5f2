import type { Conductor } from "../context.ts";
import type { Raised } from "./raised.ts";
import type { Rows, Scope } from "./scope.ts";
import { NULL_VALUE, type Value } from "./value.ts";

/** What a whole script shares while it runs: the variables that are always there. */
export interface ScriptState {
  sqlId: string | null;
  /** Of the last statement if it was DML; `null` otherwise (docs: developer-guide/snowflake-scripting/dml-status). */
  rowCount: number | null;
  /** Rows of the last statement, changed or given. */
  activity: number | null;
  /** The exception being handled. */
  handling: Raised | null;
  /** Nested procedures that are running inside one another. */
  calls: number;
}

/** Where a statement of a script runs. */
export interface Env {
  readonly conductor: Conductor;
  readonly state: ScriptState;
  readonly scope: Scope;
  /** Runs the handler that continues behind the statement, if there is one; `null`: there is none here. */
  readonly resume: ((raised: Raised) => Promise<Flow | null>) | null;
}

/** How a statement ended: where the script goes on. */
export type Flow =
  | { readonly kind: "next" }
  | { readonly kind: "jump"; readonly how: "break" | "continue"; readonly label: string | null }
  | { readonly kind: "return"; readonly result: Returned };

export type Returned = { readonly kind: "value"; readonly value: Value } | { readonly kind: "table"; readonly table: Rows };

export const NEXT: Flow = { kind: "next" };

export const RETURNED_NOTHING: Returned = { kind: "value", value: NULL_VALUE };

export function newState(): ScriptState {
  return { sqlId: null, rowCount: null, activity: null, handling: null, calls: 0 };
}
