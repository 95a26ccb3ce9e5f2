import type { DataType } from "@snowtower/sql";
import type { Argument } from "../parser/arguments.ts";
import type { Cells, Column } from "../result.ts";
import type { Block, Sql } from "./script.ts";
import type { Value } from "./value.ts";

/** The rows a statement gave. */
export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly Cells[];
}

export interface ExceptionSlot {
  readonly kind: "exception";
  readonly name: string;
  readonly number: number;
  readonly message: string;
}

export interface CursorSlot {
  readonly kind: "cursor";
  readonly query: Sql | null;
  readonly resultset: string | null;
  /** `null` while it is closed; `at` is the row that FETCH takes next. */
  open: { readonly result: Rows; at: number } | null;
}

export interface ProcedureSlot {
  readonly kind: "procedure";
  readonly name: string;
  readonly args: readonly Argument[];
  readonly returns: DataType | null;
  readonly body: Block;
  /** Where it was declared: it sees the variables there. */
  readonly scope: Scope;
}

type Slot =
  | { readonly kind: "variable"; readonly type: DataType; value: Value }
  | { readonly kind: "row"; readonly columns: readonly Column[]; readonly cells: Cells }
  | { readonly kind: "resultset"; result: Rows | null }
  | CursorSlot
  | ExceptionSlot
  | ProcedureSlot;

/** What the names of a block hold while it runs. */
export class Scope {
  private readonly outer: Scope | null;
  private readonly own = new Map<string, Slot>();

  constructor(outer: Scope | null) {
    this.outer = outer;
  }

  declare(name: string, slot: Slot): void {
    this.own.set(name, slot);
  }

  find<K extends Slot["kind"]>(name: string, kind: K): Extract<Slot, { readonly kind: K }> | null {
    const slot = this.own.get(name);
    if (slot?.kind === kind) return slot as Extract<Slot, { readonly kind: K }>;
    return slot === undefined ? (this.outer?.find(name, kind) ?? null) : null;
  }
}
