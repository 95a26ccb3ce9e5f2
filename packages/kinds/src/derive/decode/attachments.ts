import type { Attachment } from "../../access/attachment.ts";
import { coverOfAttachments, type Gap } from "../../catalog.ts";
import { catalogue, kindOfLabel } from "../../catalogue.ts";
import type { AnyObject } from "../../object.ts";
import type { ObjectId } from "../../object-id.ts";
import type { Seen } from "../../observation.ts";
import type { RowView } from "../../rows.ts";
import { type AttachmentQuestion, idNamed, kindOfPolicy } from "../reads/attachments.ts";
import { rowViews } from "./row-view.ts";

interface DecodedAttachments {
  readonly attachments: readonly Attachment[];
  readonly coverage: readonly string[];
  readonly gaps: readonly Gap[];
}

/** The attachments that the questions' answers tell of. What was refused is a gap, and the attachments of that object are not known. */
export function decodeAttachments(seen: Seen, questions: readonly AttachmentQuestion[], objects: ReadonlyMap<ObjectId, AnyObject>): DecodedAttachments {
  const attachments: Attachment[] = [];
  const gaps: Gap[] = [];
  const [asked, unknown] = [new Set<ObjectId>(), new Set<ObjectId>()];
  for (const { about, form, statement } of questions) {
    const answer = seen.get(statement.text);
    asked.add(about);
    if (answer === undefined || "refused" in answer) {
      unknown.add(about);
      gaps.push({ request: statement.text, why: answer?.refused ?? "it was not read" });
    } else attachments.push(...rowViews([answer]).flatMap((row) => (form === "policy references" ? policyOf(row, objects) : tagOf(row, about)) ?? []));
  }
  const coverage = [...asked].filter((about) => !unknown.has(about)).map(coverOfAttachments);
  return { attachments, coverage, gaps };
}

/** `null` for a policy that comes by a tag, and for what no kind of ours describes. */
function policyOf(row: RowView, objects: ReadonlyMap<ObjectId, AnyObject>): Attachment | null {
  const policy = kindOfPolicy(row.get("POLICY_KIND") ?? "");
  const bearer = bearerOf(row.get("REF_ENTITY_DOMAIN") ?? "");
  if (policy === undefined || bearer === undefined || row.get("TAG_NAME")) return null;
  const column = row.get("REF_COLUMN_NAME");
  const passed = listed(row.get("REF_ARG_COLUMN_NAMES"));
  const what = idNamed(policy, [row.get("POLICY_DB"), row.get("POLICY_SCHEMA"), row.get("POLICY_NAME")]);
  const object = objects.get(what);
  const isUntold = passed.length === 0 && policy.attaches?.untold !== undefined && (object === undefined || policy.attaches.untold(object));
  return {
    what,
    on: idNamed(bearer, [row.get("REF_DATABASE_NAME"), row.get("REF_SCHEMA_NAME"), row.get("REF_ENTITY_NAME")]),
    ...(column ? { column } : {}),
    arguments: passed.filter((each, i) => i > 0 || each !== column),
    ...(isUntold ? { untold: true as const } : {}),
  };
}

/** What comes by itself, and again when it is taken off (docs: sql-reference/functions/tag_references, APPLY_METHOD). */
const BY_ITSELF = new Set(["INHERITED", "PROPAGATED", "CLASSIFIED"]);

/** `null` for a tag that nobody set on the object itself: LEVEL is where it was set (docs: sql-reference/functions/tag_references). */
function tagOf(row: RowView, on: ObjectId): Attachment | null {
  const tag = catalogue.find(({ attaches }) => attaches?.place === "each");
  const domain = row.get("DOMAIN") ?? "";
  if (tag === undefined || row.get("LEVEL") !== domain || BY_ITSELF.has(row.get("APPLY_METHOD") ?? "")) return null;
  const column = row.get("COLUMN_NAME");
  return {
    what: idNamed(tag, [row.get("TAG_DATABASE"), row.get("TAG_SCHEMA"), row.get("TAG_NAME")]),
    on,
    ...(column ? { column } : {}),
    arguments: [row.get("TAG_VALUE") ?? ""],
  };
}

function bearerOf(domain: string) {
  const kind = kindOfLabel(domain.replaceAll("_", " "));
  return kind?.bears === undefined ? undefined : kind;
}

/** A JSON list of names, as POLICY_REFERENCES prints what is passed to a policy. */
function listed(cell: string | null | undefined): readonly string[] {
  if (!cell) return [];
  const read: unknown = JSON.parse(cell);
  return Array.isArray(read) ? read.map(String) : [];
}
