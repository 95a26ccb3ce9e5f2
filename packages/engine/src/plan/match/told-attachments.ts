import { AttachmentSet, type Catalog, type Desired, sameAttachment } from "@snowtower/kinds";

/** What the account does not tell of its attachments is as it is described: which columns are passed to a policy. */
export function withToldAttachments(from: Catalog, { catalog }: Desired): Catalog {
  const all = [...from.attachments];
  if (!all.some(({ untold }) => untold === true)) return from;
  const told = all.map((each) => {
    const described = each.untold === true ? catalog.attachments.inPlaceOf(each) : undefined;
    return described !== undefined && sameAttachment(each, described) ? described : each;
  });
  return { ...from, attachments: new AttachmentSet(told) };
}
