import { type AttachmentChange, attachesOf, type Change } from "@snowtower/kinds";
import { endOf } from "../attachment-drafts.ts";
import { listed } from "./counted-words.ts";

/** What it means for whoever reads the object that policies are set on it, swapped or taken off; empty for tags, which by themselves do nothing. */
export function attachmentsDanger(changes: readonly Change[]): string {
  const policies = changes.filter((change): change is AttachmentChange => change.kind === "attachment" && attachesOf(endOf(change)).place === "one");
  const [off, on] = [policies.filter(({ to }) => to === null), policies.filter(({ to }) => to !== null)];
  const lifted = off.length === 0 ? [] : [`whoever reads ${places(off)} sees it without ${what(off)}`];
  const restricted = on.length === 0 ? [] : [`what whoever reads ${places(on)} sees is decided by ${what(on)} from now on`];
  return [...lifted, ...restricted].join("; ");
}

function places(changes: readonly AttachmentChange[]): string {
  const names = changes.map((change) => {
    const { on, column } = endOf(change);
    const object = on.slice(on.indexOf(":") + 1);
    return column === undefined ? object : `${column} of ${object}`;
  });
  return listed([...new Set(names)].sort());
}

function what(changes: readonly AttachmentChange[]): string {
  const names = changes.map((change) => endOf(change).what).map((id) => id.slice(id.indexOf(":") + 1));
  return listed([...new Set(names)].sort());
}
