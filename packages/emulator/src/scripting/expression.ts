import type { DataType } from "@snowtower/sql";
import type { Value } from "./value.ts";

/** SQL with holes: the text between, and what is written as a constant in its place when it runs. */
export type Template = readonly (string | Expression)[];

/** An expression of a script. `sql` and `query` are those that only a SELECT can compute. */
export type Expression =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "field"; readonly row: string; readonly column: string }
  | { readonly kind: "session"; readonly name: string }
  | { readonly kind: "unary"; readonly operator: "-" | "NOT"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "is-null"; readonly operand: Expression; readonly negated: boolean }
  | { readonly kind: "in"; readonly operand: Expression; readonly list: readonly Expression[]; readonly negated: boolean }
  | { readonly kind: "cast"; readonly operand: Expression; readonly type: DataType }
  | {
      readonly kind: "case";
      readonly subject: Expression | null;
      readonly branches: readonly (readonly [when: Expression, then: Expression])[];
      readonly otherwise: Expression | null;
    }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "element"; readonly operand: Expression; readonly key: Expression }
  | { readonly kind: "query"; readonly template: Template }
  | { readonly kind: "sql"; readonly template: Template };
