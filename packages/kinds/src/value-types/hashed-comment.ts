import type { ValueType } from "../value-type.ts";
import { text } from "./scalar.ts";

/** SnowDDL ends the comment of what it compares by its text with a hash of it, `some comment #Xa0...`: that is no part of the comment. */
const SHORT_HASH = /(?:^| )#[A-Za-z0-9_-]{16}$/;

export function withoutShortHash(comment: string): string {
  return comment.replace(SHORT_HASH, "");
}

/** The comment that a person wrote. */
export const hashedComment: ValueType<string> = { ...text, decode: (cell) => text.decode(cell === null ? null : withoutShortHash(cell)) };
