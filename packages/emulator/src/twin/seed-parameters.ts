import type { Asked } from "./asked.ts";
import { cell, type NamedRow, textCell } from "./row.ts";
import type { Seeding } from "./seeding.ts";
import type { TwinEntry } from "./twin-entry.ts";

type AskedParameters = Extract<Asked, { kind: "parameters" }>;

function objectOf(seeding: Seeding, { level, name, args }: AskedParameters, user: string): TwinEntry | undefined {
  if (level === "ACCOUNT") return seeding.account;
  if (level === "SESSION" || (level === "USER" && name.length === 0)) return seeding.named("USER", [user]);
  return seeding.named(level, name, args);
}

/** Rows of SHOW PARAMETERS: what is set on the object itself, and on what it inherits from, as far as `level` says so. */
export function readParameters(
  seeding: Seeding,
  asked: AskedParameters,
  of: { readonly rows: readonly NamedRow[]; readonly user: string; readonly statement: string },
): void {
  const entry = objectOf(seeding, asked, of.user);
  if (entry === undefined) {
    seeding.hole({ statement: of.statement, why: "no row that was read lists the object" });
    return;
  }
  const path: TwinEntry[] = [];
  for (let at = entry; ; at = seeding.at(at.parent)) {
    path.push(at);
    if (at.id === 0) break;
  }
  for (const row of of.rows) {
    const [key, value, level] = [textCell(row, "key"), cell(row, "value"), textCell(row, "level")];
    if (key === null || level === null || value === undefined) continue;
    const bearer = path.find((at) => at.class === level || (level === "TABLE" && at.class.endsWith(level)));
    if (bearer !== undefined) bearer.parameters[key] = value ?? "";
    else if (level === "SESSION")
      seeding.hole({ statement: of.statement, object: key, why: "it is set in the session that read, which is not part of the account" });
  }
}
