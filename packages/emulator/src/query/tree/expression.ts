import type { DataType } from "@snowtower/sql";
import type { Binding, Position } from "../../parser/cursor.ts";
import type { OrderKey, QueryTree } from "./query-tree.ts";

/** An expression as it is written; what its names mean is found when it is bound. */
export type Expression =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "bound"; readonly binding: Binding }
  /** INTERVAL '1 day, 2 hours' */
  | { readonly kind: "interval"; readonly text: string }
  | { readonly kind: "column"; readonly parts: readonly string[]; readonly at: Position }
  /** `$1` */
  | { readonly kind: "position"; readonly of: readonly string[]; readonly number: number; readonly at: Position }
  | { readonly kind: "unary"; readonly operator: "-" | "+" | "NOT"; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "is"; readonly of: Expression; readonly what: "NULL" | "TRUE" | "FALSE"; readonly negated: boolean }
  | { readonly kind: "distinct"; readonly left: Expression; readonly right: Expression; readonly negated: boolean }
  | { readonly kind: "between"; readonly of: Expression; readonly low: Expression; readonly high: Expression; readonly negated: boolean }
  | { readonly kind: "in"; readonly of: Expression; readonly among: readonly Expression[] | QueryTree; readonly negated: boolean }
  | {
      readonly kind: "like";
      readonly of: Expression;
      readonly word: Like;
      readonly patterns: Patterns;
      readonly escaped: Expression | null;
      readonly negated: boolean;
    }
  | { readonly kind: "case"; readonly of: Expression | null; readonly when: readonly When[]; readonly otherwise: Expression | null }
  | { readonly kind: "cast"; readonly of: Expression; readonly type: DataType; readonly isTry: boolean }
  | { readonly kind: "path"; readonly of: Expression; readonly steps: readonly Step[] }
  | { readonly kind: "collate"; readonly of: Expression; readonly collation: string }
  | { readonly kind: "exists"; readonly query: QueryTree }
  | { readonly kind: "subquery"; readonly query: QueryTree }
  | { readonly kind: "tuple"; readonly items: readonly Expression[] }
  | Call;

export type Operator = "+" | "-" | "*" | "/" | "%" | "||" | "=" | "<>" | "<" | "<=" | ">" | ">=" | "AND" | "OR";
type Like = "LIKE" | "ILIKE" | "RLIKE";

interface Patterns {
  readonly how: "one" | "any" | "all";
  readonly of: readonly Expression[];
}

interface When {
  readonly condition: Expression;
  readonly result: Expression;
}

/** `:name`, `.name`, `[index]` */
export type Step = { readonly kind: "name"; readonly name: string } | { readonly kind: "index"; readonly of: Expression };

/** `name([DISTINCT] a, b => c) [WITHIN GROUP (...)] [IGNORE NULLS] [OVER (...)]` */
export interface Call {
  readonly kind: "call";
  /** Upper case; more than one part is somebody's own function. */
  readonly name: readonly string[];
  readonly args: readonly Expression[];
  readonly named: Readonly<Record<string, Expression>>;
  readonly isDistinct: boolean;
  /** `COUNT(*)` */
  readonly hasStar: boolean;
  readonly within: readonly OrderKey[] | null;
  readonly ignoresNulls: boolean;
  readonly over: Window | null;
  readonly at: Position;
}

export interface Window {
  readonly partition: readonly Expression[];
  readonly order: readonly OrderKey[];
  /** The frame as it was written, in upper case. */
  readonly frame: string | null;
}
