import { type Statement, sql, word } from "@snowtower/sql";
import { kindNamed } from "../catalogue.ts";
import type { AttachmentChange } from "../change.ts";
import { objectName } from "../derive/render.ts";
import type { AnyObject } from "../object.ts";
import { kindOfId } from "../object-id.ts";
import type { Attaches } from "./attaches.ts";
import type { Attachment } from "./attachment.ts";

/** How what is attached is set. Throws for a kind that is not set on anything: a bug. */
export function attachesOf({ what }: Pick<Attachment, "what">): Attaches {
  const { attaches } = kindNamed(kindOfId(what));
  if (attaches === undefined) throw new Error(`${what} is of no kind that is set on other objects`);
  return attaches;
}

/** The columns that are passed to it; none to a tag, which has a value. */
export function passedColumns(attachment: Attachment): readonly string[] {
  return attachesOf(attachment).place === "each" ? [] : attachment.arguments;
}

/** The statements that set, swap or unset what is attached to the object; one, wherever Snowflake has one. */
export function renderAttachment({ from, to }: AttachmentChange, on: AnyObject): readonly Statement[] {
  const alter = sql`ALTER ${word(kindNamed(on.kind).label)} ${objectName(on)}`;
  const swap = from === null || to === null ? null : attachesOf(to).swap(from, to);
  if (swap !== null) return [sql`${alter} ${swap}`];
  return [...(from === null ? [] : [sql`${alter} ${attachesOf(from).unset(from)}`]), ...(to === null ? [] : [sql`${alter} ${attachesOf(to).set(to)}`])];
}
