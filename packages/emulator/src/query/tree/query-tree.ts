import type { NameRef, Position } from "../../parser/cursor.ts";
import type { Call, Expression } from "./expression.ts";

/** A query as it is written, all of it. (`query.ts` is its rough shape, for who asks only what it is made of.) */
export interface QueryTree {
  readonly kind: "query";
  readonly isRecursive: boolean;
  readonly ctes: readonly CteTree[];
  readonly body: Body;
  readonly orderBy: readonly OrderKey[];
  readonly limit: Expression | null;
  readonly offset: Expression | null;
}

export interface CteTree {
  readonly name: string;
  readonly columns: readonly string[] | null;
  readonly query: QueryTree;
}

export type Body =
  | SelectTree
  | { readonly kind: "values"; readonly rows: readonly (readonly Expression[])[] }
  | { readonly kind: "set"; readonly operator: "UNION" | "INTERSECT" | "EXCEPT"; readonly isAll: boolean; readonly left: Body; readonly right: Body }
  | QueryTree;

export interface OrderKey {
  readonly of: Expression;
  readonly descending: boolean;
  readonly nulls: "FIRST" | "LAST" | null;
}

export interface SelectTree {
  readonly kind: "select";
  readonly isDistinct: boolean;
  readonly top: number | null;
  readonly items: readonly SelectItem[];
  readonly from: RelationTree | null;
  readonly where: Expression | null;
  /** `ALL`: every item without an aggregate. */
  readonly groupBy: readonly Expression[] | "ALL" | null;
  readonly having: Expression | null;
  readonly qualify: Expression | null;
  readonly at: Position;
}

export type SelectItem =
  | { readonly kind: "star"; readonly of: readonly string[] | null; readonly changes: StarChanges }
  /** `label`: what the column is called without an alias. */
  | { readonly kind: "value"; readonly of: Expression; readonly alias: string | null; readonly label: string };

export interface StarChanges {
  readonly like: string | null;
  readonly exclude: readonly string[];
  readonly replace: readonly { readonly of: Expression; readonly name: string }[];
  readonly rename: readonly { readonly from: string; readonly to: string }[];
}

export interface Called {
  readonly alias: string | null;
  readonly columns: readonly string[] | null;
}

export type RelationTree =
  | (Called & { readonly kind: "name"; readonly ref: NameRef; readonly at: Position })
  | (Called & { readonly kind: "query"; readonly query: QueryTree; readonly isLateral: boolean })
  | (Called & { readonly kind: "values"; readonly rows: readonly (readonly Expression[])[] })
  /** FLATTEN, or TABLE(function(...)). `source`: how the function is called. */
  | (Called & { readonly kind: "function"; readonly call: Call; readonly source: string; readonly isLateral: boolean })
  /** `back`: how many results before. */
  | (Called & { readonly kind: "piped"; readonly back: number })
  | {
      readonly kind: "join";
      readonly how: "INNER" | "LEFT" | "RIGHT" | "FULL" | "CROSS";
      readonly left: RelationTree;
      readonly right: RelationTree;
      readonly on: Expression | null;
      readonly using: readonly string[] | null;
      readonly isNatural: boolean;
    };
