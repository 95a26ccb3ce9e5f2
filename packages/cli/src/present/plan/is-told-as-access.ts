import type { Step } from "@snowtower/engine";
import type { AttachmentChange } from "@snowtower/kinds";
import { isEach } from "./attachment-words.ts";

/** True where it changes what those see who read there already: a policy on an object that the same step neither makes nor alters. */
export function isToldAsAccess({ changes, risk }: Step, { from, to }: AttachmentChange): boolean {
  const edge = to ?? from;
  const isAlone = changes.every(({ kind }) => kind === "attachment");
  return edge !== null && isAlone && (!isEach(edge.what) || risk !== "safe");
}
