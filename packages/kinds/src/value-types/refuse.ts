import { closest } from "@snowtower/sql";
import type { Code } from "../codes.ts";
import type { ConfigNode } from "../config-node.ts";
import type { Position } from "../diagnostic.ts";
import type { ParseContext } from "../value-type.ts";

export interface Refusal {
  readonly code: Code;
  readonly message: string;
  readonly at: Position;
  readonly hint?: string;
  /** Gives the hint "did you mean ...", if something is near. */
  readonly closestTo?: { readonly word: string; readonly among: Iterable<string> };
}

/** Reports an error of the user's file, and stands for the value that is missing. */
export function refuse(context: ParseContext, refusal: Refusal): undefined {
  const { closestTo, hint, ...rest } = refusal;
  const near = closestTo === undefined ? null : closest(closestTo.word, closestTo.among);
  const said = hint ?? (near === null ? undefined : `did you mean "${near}"?`);
  context.report({ severity: "error", ...rest, ...(said === undefined ? {} : { hint: said }) });
  return undefined;
}

/** What stands there, for a message; a secret's value is not shown. */
export function describeNode(node: ConfigNode): string {
  if (node.kind === "list") return "a list";
  if (node.kind === "map") return "a map";
  if (node.secret) return "a secret";
  if (node.type === "null") return "nothing";
  const shown = node.source.length > 40 ? `${node.source.slice(0, 37)}...` : node.source;
  return node.type === "text" ? `"${shown}"` : `the ${node.type} ${shown}`;
}
