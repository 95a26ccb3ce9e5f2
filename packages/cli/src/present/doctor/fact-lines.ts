import { type Bundle, type Examination, holderWords } from "@snowtower/engine";
import { displayed } from "@snowtower/sql";
import { counted, thousands } from "../plural.ts";
import { type Line, line, span } from "../rich/line.ts";

const NAMES = 11;

/** `  edition    ENTERPRISE`; what is not known is dim. */
function fact(name: string, value: string | null, ...more: Line): Line {
  return line(span(`  ${name}`.padEnd(NAMES + 2), "dim"), value === null ? span("not told", "dim") : span(value), ...more);
}

export function accountFacts({ facts, session }: Examination): readonly Line[] {
  return [fact("edition", facts.edition), fact("version", session.version), fact("bundles", session.bundles === null ? null : bundleWords(session.bundles))];
}

function bundleWords(bundles: readonly Bundle[]): string {
  if (bundles.length === 0) return "none is pending";
  return bundles
    .map(({ name, isEnabled, isDefault }) => `${name} is ${isEnabled ? "on" : "off"}${isEnabled === isDefault ? "" : `, which is not its default`}`)
    .join("; ");
}

const SIGHT = {
  all: "every object and every grant",
  objects: "every object, and grants in part",
  part: "what it has some privilege on, and no more",
} as const;

export function sessionFacts({ facts, session, heldRoles, sight, admin }: Examination): readonly Line[] {
  const below = heldRoles.count > 1 ? `, with ${counted(heldRoles.count - 1, "role")} below it${heldRoles.isComplete ? "" : " or more"}` : "";
  const secondary = session.secondaryRoles === null ? "" : session.secondaryRoles === "" ? "; secondary roles are off" : "; secondary roles are on";
  const owner = admin.exists ? "" : "; the first apply makes it";
  return [
    fact("user", displayed(facts.user), ...(session.address === null ? [] : [span(` from ${session.address}`)])),
    fact("role", `${displayed(facts.role)}${below}${secondary}`),
    fact("warehouse", facts.warehouse === null ? "none" : displayed(facts.warehouse)),
    fact("sees", SIGHT[sight]),
    fact("owner", `${admin.role} owns what the project makes${owner}`),
  ];
}

export function stateFacts({ state, secrets }: Examination): readonly Line[] {
  const key = `${secrets.hasKey ? "set" : "not set"}; ${counted(secrets.described, "secret is", "secrets are")} described`;
  if (state.kind === "off") return [fact("schema", "none, as snowtower.yaml says"), fact("key", key)];
  if (state.kind === "absent") return [fact("schema", `${state.schema} is not there, or not shown to this role`), fact("key", key)];
  const { lock } = state;
  const held = lock === null ? "free" : `${holderWords(lock, null)}${lock.isOver ? "; its time is over, and the next run takes it" : ""}`;
  return [fact("schema", `${state.schema}, with ${thousands(state.marks)} ${state.marks === 1 ? "mark" : "marks"}`), fact("lock", held), fact("key", key)];
}
