import { displayed, exactly, type Identifier, parseIdentifier, parseQualifiedName } from "@snowtower/sql";
import { decodeGrants } from "../../access/decode-grants.ts";
import { type Grant, type Grantee, GrantSet, granteeKey } from "../../access/grant.ts";
import { coverOf, coverOfGrants, type Gap } from "../../catalog.ts";
import { kindOfLabel } from "../../catalogue.ts";
import type { Interest } from "../../interest.ts";
import type { Seen } from "../../observation.ts";
import { type PartialSight, wouldBeListed } from "../../sight.ts";
import { grantRequests } from "../reads/grants.ts";
import { SHOW_LIMIT } from "../reads/show.ts";
import { existingGrantees } from "../reads.ts";
import { rowViews } from "./row-view.ts";

interface DecodedGrants {
  readonly grants: GrantSet;
  /** The grantees of which it is known what they hold, as covers. */
  readonly coverage: readonly string[];
  readonly gaps: readonly Gap[];
  /** `type|name` of what grantees were said to own. */
  readonly owners: ReadonlyMap<string, Identifier>;
}

interface Scene {
  readonly seen: Seen;
  readonly interest: Interest;
  /** What was read of objects. */
  readonly coverage: ReadonlySet<string>;
  readonly sight: PartialSight | null;
}

/** The grants of the grantees of interest. */
export function decodeAllGrants(scene: Scene): DecodedGrants {
  const { seen, interest } = scene;
  const told = existingGrantees(seen, interest);
  const existing = told ?? [];
  const there = new Set(existing.map(granteeKey));
  // Who is known not to be there is known to hold nothing.
  const gone = told === null ? [] : interest.grantees.filter((each) => !there.has(granteeKey(each)) && isKnownAbsent(each, scene));
  const read = existing.map((grantee) => ({ grantee, ...grantsOf(grantee, seen) }));
  return {
    grants: new GrantSet(read.flatMap(({ grants }) => grants)),
    coverage: [...gone, ...read.flatMap(({ grantee, isComplete }) => (isComplete ? [grantee] : []))].map((each) => coverOfGrants(granteeKey(each))),
    gaps: read.flatMap(({ gaps }) => gaps),
    owners: new Map(read.flatMap(({ grantee, owned }) => (grantee.type === "ROLE" ? owned.map((key) => [key, storedName(grantee)] as const) : []))),
  };
}

function isKnownAbsent({ type, name }: Grantee, { coverage, sight }: Scene): boolean {
  const kind = kindOfLabel(type);
  const parts = parseQualifiedName(name);
  const [first] = parts ?? [];
  if (kind === undefined || parts === null || first === undefined) return true;
  const isRead = coverage.has(coverOf(kind.name, kind.scope === "account" ? null : displayed(first)));
  return isRead && wouldBeListed({ kind: kind.name, name: parts }, sight ?? undefined);
}

interface GrantsOfOne {
  readonly grants: readonly Grant[];
  readonly owned: readonly string[];
  readonly isComplete: boolean;
  readonly gaps: readonly Gap[];
}

function grantsOf(grantee: Grantee, seen: Seen): GrantsOfOne {
  const { grants, future } = grantRequests(grantee);
  const asked = [{ statement: grants, future: false }, ...(future === null ? [] : [{ statement: future, future: true }])];
  const parts = asked.map(({ statement, future: isFuture }): GrantsOfOne => {
    const answer = seen.get(statement.text);
    const gap = (why: string): Gap => ({ request: statement.text, why });
    if (answer === undefined || "refused" in answer) return { grants: [], owned: [], isComplete: false, gaps: [gap(answer?.refused ?? "it was not read")] };
    const decoded = decodeGrants(rowViews([answer]), grantee, { future: isFuture });
    // No page says that this list is cut as others are, and none offers its next page: what has just this many rows may have more (RA 8).
    const isCut = answer.rows.length === SHOW_LIMIT;
    const cut = isCut ? [gap(`it has ${SHOW_LIMIT} rows, so that it may have been cut, and SHOW GRANTS has no next page`)] : [];
    return { grants: decoded.grants, owned: decoded.owned, isComplete: !isCut, gaps: [...cut, ...decoded.unreadable.map(gap)] };
  });
  return {
    grants: parts.flatMap((part) => part.grants),
    owned: parts.flatMap((part) => part.owned),
    isComplete: parts.every((part) => part.isComplete),
    gaps: parts.flatMap((part) => part.gaps),
  };
}

function storedName({ name }: Grantee): Identifier {
  return parseIdentifier(name) ?? exactly(name);
}
