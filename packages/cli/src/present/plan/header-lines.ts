import type { Plan } from "@snowtower/engine";
import { thousands } from "../plural.ts";
import { type Line, line, span } from "../rich/line.ts";
import { wrapPieces } from "../rich/wrap-pieces.ts";

/** Which account, as whom, and what of it the project manages. */
export function headerLines(plan: Plan, width: number): readonly Line[] {
  const scope = scopeParts(plan).map((part, i, all) => line(span(i < all.length - 1 ? `${part};` : part, "dim")));
  const [first = [], ...others] = scope;
  return [...wrapPieces(accountPieces(plan), width, 2), ...wrapPieces([[span("Scope: ", "dim"), ...first], ...others], width, 2)];
}

function accountPieces({ account }: Plan): readonly Line[] {
  const { organization, name, source, region, user, role } = account;
  return [
    line("Account ", span(`${organization}.${name}`, "bold")),
    line("at ", span(source, "bold")),
    line(`(${region}),`),
    line(`user ${user},`),
    line(`role ${role}`),
  ];
}

/** `Scope: manages 212 of 9,480 objects; 31 would be removed under strict` */
export function scopeWords(plan: Pick<Plan, "scope">): string {
  return `Scope: ${scopeParts(plan).join("; ")}`;
}

function scopeParts({ scope }: Pick<Plan, "scope">): readonly string[] {
  const { managed, seen, undescribed, aside = 0, prefix, admin } = scope;
  const { strict, additive, observe, off } = undescribed;
  return [
    `manages ${thousands(managed)} of ${thousands(seen)} ${seen === 1 ? "object" : "objects"}`,
    strict > 0 ? `${thousands(strict)} under strict and not described` : "",
    additive > 0 ? `${thousands(additive)} would be removed under strict` : "",
    aside > 0 ? `${thousands(aside)} described and looked at only` : "",
    observe + off > 0 ? `${thousands(observe + off)} looked at only` : "",
    prefix === "" ? "" : `prefix ${prefix}`,
    `admin role ${admin}`,
  ].filter(Boolean);
}
