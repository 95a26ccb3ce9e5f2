/** The smallest changes of who can do what; each can be taken back. Numbers are those of the graph. */
export type Operation =
  /** A privilege comes or goes. */
  | { readonly kind: "grant"; readonly adds: boolean; readonly on: number; readonly to: number; readonly privilege: number; readonly option: boolean }
  /** A role is held from now on, or no more. */
  | { readonly kind: "member"; readonly adds: boolean; readonly role: number; readonly by: number }
  | { readonly kind: "owner"; readonly on: number; readonly from: number; readonly to: number }
  /** An object comes to be there, or is there no more. */
  | { readonly kind: "there"; readonly adds: boolean; readonly on: number }
  /** A user can log in from now on, or no more. */
  | { readonly kind: "enabled"; readonly adds: boolean; readonly user: number }
  | { readonly kind: "rename"; readonly on: number; readonly from: string; readonly to: string };

/** Owners that are no role: Snowflake itself, and nobody knows. */
export const NOBODY = -1;
export const UNKNOWN = -2;

export function inverted(operation: Operation): Operation {
  if (operation.kind === "owner" || operation.kind === "rename") return { ...operation, from: operation.to, to: operation.from } as Operation;
  return { ...operation, adds: !operation.adds };
}

/** True if it can only widen what somebody can do; `rename` changes nothing, and a transfer does both. */
export function widens(operation: Operation): boolean {
  if (operation.kind === "rename") return false;
  return operation.kind === "owner" ? operation.to >= 0 : operation.adds;
}

/** True if it can only narrow it. */
export function narrows(operation: Operation): boolean {
  if (operation.kind === "rename") return false;
  return operation.kind === "owner" ? operation.from >= 0 : !operation.adds;
}
