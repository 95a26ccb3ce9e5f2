import { type Attachment, AttachmentSet, attachesOf, type Catalog, type Desired, sameAttachment } from "@snowtower/kinds";

/** What the account does not tell of its attachments is as it is described, if that fits the policy there: which columns are passed to it. */
export function withToldAttachments(from: Catalog, { catalog }: Desired): Catalog {
  const all = [...from.attachments];
  if (!all.some(({ untold }) => untold === true)) return from;
  const told = all.map((each) => {
    const described = each.untold === true ? catalog.attachments.inPlaceOf(each) : undefined;
    return described !== undefined && sameAttachment(each, described) && fits(described, from) ? described : each;
  });
  return { ...from, attachments: new AttachmentSet(told) };
}

function fits(described: Attachment, { objects }: Catalog): boolean {
  const policy = objects.get(described.what);
  const passed = described.arguments.length + (described.column === undefined ? 0 : 1);
  return policy !== undefined && attachesOf(described).argumentsOf?.(policy).length === passed;
}
