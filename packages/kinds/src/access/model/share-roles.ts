import { displayed, displayedName, type Identifier } from "@snowtower/sql";
import type { Position } from "../../diagnostic.ts";
import type { GrantTarget } from "../grant.ts";
import { readDotted } from "../grant-types.ts";
import { shareRoleName } from "../role-name.ts";
import { onObject, onRole } from "./draft.ts";
import type { Expanding } from "./expansion.ts";
import { placeOf, strings } from "./model-entry.ts";

/** A role for each shared database that somebody reads as a whole; database roles in shares are granted by themselves. */
export function addShareRoles(expanding: Expanding): readonly Identifier[] {
  const { draft, prefix } = expanding;
  const names: Identifier[] = [];
  for (const [share, at] of [...sharesRead(expanding)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = shareRoleName(prefix, share);
    const to = draft.role({ name, at });
    draft.give({
      to,
      privilege: "IMPORTED PRIVILEGES",
      on: onObject("DATABASE", displayed(share)),
      why: `the role that reads the shared database ${displayed(share)}`,
    });
    names.push(name);
  }
  return names;
}

function sharesRead({ described, model }: Expanding): Map<Identifier, Position> {
  const shares = new Map<Identifier, Position>();
  const add = (written: string, at: Position): void => {
    const parts = readDotted(written);
    const [share] = parts ?? [];
    if (share !== undefined && parts?.length === 1 && !shares.has(share)) shares.set(share, at);
  };
  for (const entry of model.businessRoles) for (const each of strings(entry.fields, "share_read")) add(each, placeOf(entry, "share_read", each));
  for (const { spec } of [...described.all("DATABASE"), ...described.all("SCHEMA")]) {
    for (const each of strings(spec.fields, "owner_share_read")) add(each, spec.places.owner_share_read ?? spec.at);
  }
  return shares;
}

/** What is granted to read a share: the role on it, or a database role in it. */
export function shareTarget(written: string, prefix: string): { readonly on: GrantTarget; readonly words: string } | null {
  const parts = readDotted(written);
  const [share] = parts ?? [];
  if (parts === null || share === undefined) return null;
  if (parts.length === 1) return { on: onRole(shareRoleName(prefix, share)), words: `the shared database ${displayed(share)}` };
  const name = displayedName(parts);
  return { on: onObject("DATABASE ROLE", name), words: `what the database role ${name} of a share shows` };
}
