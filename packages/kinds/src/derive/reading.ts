import { catalogue } from "../catalogue.ts";
import type { Kind, Late } from "../kind.ts";

/** How one kind, or one facet of what is read, comes from an account (RA 8). */
interface Reading {
  readonly what: string;
  /** The statement that gives many at once, if there is one. */
  readonly bulk?: string;
  /** What is asked one object at a time. */
  readonly each: readonly string[];
  readonly late?: Late;
  /** What a role without MANAGE GRANTS is shown. */
  readonly lesser: string;
}

/** How everything is read: for the page on reading. */
export function readings(): readonly Reading[] {
  return [...catalogue.flatMap((kind) => [ofKind(kind), ...facetsOf(kind)]), ...EDGES].filter(
    ({ what }, i, all) => all.findIndex((other) => other.what === what) === i,
  );
}

function ofKind(kind: Kind): Reading {
  const [list] = kind.sources;
  const where = kind.scope === "account" ? "" : " IN DATABASE";
  const each = kind.sources.flatMap((source) => {
    if (source.from === "describe") return [`DESCRIBE ${kind.label}`];
    return source.from === "parameters"
      ? [`SHOW PARAMETERS IN ${kind.label}${source.where === undefined ? "" : " (where what is inherited is about to change)"}`]
      : [];
  });
  const shown = kind.listedToAll === true ? "Its name is listed to everybody." : "It is listed to who has some privilege on it.";
  return {
    what: kind.label.toLowerCase(),
    ...(list?.from === "show" ? { bulk: `SHOW ${list.what}${where}` } : {}),
    each,
    ...(list?.from === "show" && list.late !== undefined ? { late: list.late } : {}),
    lesser: kind.lesser === undefined ? shown : `${shown} ${kind.lesser}`,
  };
}

function facetsOf({ sources }: Kind): readonly Reading[] {
  return sources.slice(1).flatMap((source) =>
    source.from === "show"
      ? [
          {
            what: source.what.toLowerCase(),
            bulk: `SHOW ${source.what} IN DATABASE`,
            each: [],
            ...(source.late === undefined ? {} : { late: source.late }),
            lesser: "Of what is listed to the role.",
          },
        ]
      : [],
  );
}

/** Grants and attachments have no list of their own. (docs: sql-reference/sql/show-grants, functions/policy_references, functions/tag_references) */
const EDGES: readonly Reading[] = [
  {
    what: "grants",
    each: ["SHOW GRANTS TO"],
    late: { view: "GRANTS_TO_ROLES", latency: "2 hours" },
    lesser: "To who inherits the grantee all that it holds, to others what it holds on objects on which they have a privilege.",
  },
  {
    what: "future grants",
    each: ["SHOW FUTURE GRANTS TO"],
    lesser: "To who inherits the grantee.",
  },
  {
    what: "policies that are set",
    each: ["POLICY_REFERENCES (needs a warehouse)"],
    late: { view: "POLICY_REFERENCES", latency: "2 hours" },
    lesser: "To who owns the policy or the object, or may APPLY it.",
  },
  {
    what: "tags that are set",
    each: ["TAG_REFERENCES (needs a warehouse)"],
    late: { view: "TAG_REFERENCES", latency: "2 hours" },
    lesser: "To who has access to the object.",
  },
];
