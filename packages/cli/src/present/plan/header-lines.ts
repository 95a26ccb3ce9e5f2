import type { Plan } from "@snowtower/engine";
import { thousands } from "../plural.ts";
import { type Line, line, span } from "../rich/line.ts";

/** Which account, as whom, and what of it the project manages. */
export function headerLines(plan: Plan): readonly Line[] {
  return [accountLine(plan), line(span(scopeWords(plan), "dim"))];
}

function accountLine({ account }: Plan): Line {
  const { organization, name, source, region, user, role } = account;
  return line("Account ", span(`${organization}.${name}`, "bold"), ` at `, span(source, "bold"), ` (${region}), user ${user}, role ${role}`);
}

/** `manages 212 of 9,480 objects; 31 would be removed under strict` */
export function scopeWords({ scope }: Pick<Plan, "scope">): string {
  const { managed, seen, undescribed, prefix, admin } = scope;
  const { strict, additive, observe, off } = undescribed;
  const parts = [
    `manages ${thousands(managed)} of ${thousands(seen)} ${seen === 1 ? "object" : "objects"}`,
    strict > 0 ? `${thousands(strict)} under strict and not described` : "",
    additive > 0 ? `${thousands(additive)} would be removed under strict` : "",
    observe + off > 0 ? `${thousands(observe + off)} looked at only` : "",
    prefix === "" ? "" : `prefix ${prefix}`,
    `admin role ${admin}`,
  ];
  return `Scope: ${parts.filter(Boolean).join("; ")}`;
}
