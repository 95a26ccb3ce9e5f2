import { catalogue } from "@snowtower/kinds";

const LABELS: ReadonlyMap<string, string> = new Map(catalogue.map(({ name, label }) => [name, label.toLowerCase()]));

/** A step's id for people: `table DB.SC.T`, `owner of table DB.SC.T`, `grant to ROLE X on TABLE T`. */
export function stepInWords(id: string): string {
  const [, kind = "", rest = ""] = /^([a-z_]+):(.*)$/s.exec(id.replace(/#\d+$/, "")) ?? [];
  if (kind === "owner") return `owner of ${stepInWords(rest)}`;
  if (kind === "mark") return `mark of ${stepInWords(rest)}`;
  if (kind === "grant") return `grant to ${rest}`;
  if (kind === "revoke") return `revoke from ${rest}`;
  return kind === "" ? id : `${LABELS.get(kind) ?? kind} ${rest}`;
}
