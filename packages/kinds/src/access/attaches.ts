import type { Fragment } from "@snowtower/sql";
import type { ObjectChange } from "../change.ts";
import type { AnyObject } from "../object.ts";
import type { Attachment } from "./attachment.ts";

/** How the objects of a kind are set on other objects: a policy's and a tag's half of an attachment. */
export interface Attaches {
  /** `one`: a place holds one of this kind. `each`: each of them can be set there, once. */
  readonly place: "one" | "each";
  /** Its POLICY_KIND in the rows of POLICY_REFERENCES. Absent: it is listed by what it is set on (tags). */
  readonly policyKind?: string;
  /** The account may not tell which columns are passed to this one. */
  untold?(policy: AnyObject): boolean;
  /** What columns are passed for: their number and types have to fit. Absent: any columns are. */
  argumentsOf?(policy: AnyObject): readonly { readonly name: string; readonly type: string }[];
  /** Behind `ALTER TABLE x`, where the place is empty. */
  set(attachment: Attachment): Fragment;
  /** Behind `ALTER TABLE x`, in one statement that leaves the place at no moment empty; `null` if there is none for this change. */
  swap(from: Attachment, to: Attachment): Fragment | null;
  unset(attachment: Attachment): Fragment;
  /** In CREATE, behind the column or among the properties: `WITH MASKING POLICY ...`; of what can be set in numbers, what stands in the parentheses: `t = 'x'`. */
  inline(attachment: Attachment): Fragment;
}

/** What can be set on the objects of a kind: the other half of an attachment. */
export interface Bears {
  /** The domain in TAG_REFERENCES. */
  readonly tags?: string;
  /** The domain in POLICY_REFERENCES. */
  readonly policies?: string;
  /** The columns can bear tags and policies of their own. */
  readonly columns?: true;
  /** The columns that the object is described with, by their stored names, with their types; `null` where a type, or all of them, are not described. */
  columnsOf?(object: AnyObject): ReadonlyMap<string, string | null> | null;
  /** The statement of this change sets the attachment as well: what it makes is at no moment without it (RA 17). */
  inline?(attachment: Attachment, change: ObjectChange): boolean;
}

/** The attachments that a file describes. */
export interface DescribedAttachments {
  readonly attachments: readonly Attachment[];
  /** Kinds of what is attached of which the file describes all on its object, or on a column of it (`attachedKey`): what else is set there is removed. */
  readonly all: readonly string[];
  /** The keys of the file that say so, for messages. */
  readonly keys?: ReadonlyMap<Attachment, string>;
}
