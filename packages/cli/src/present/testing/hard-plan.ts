import type { Plan } from "@snowtower/engine";
import { attach, change, create, drop, give, grant, object, on, planOf, step } from "./build-plan.ts";

const people = object("table", "CORE.HR.PEOPLE");
const [mask, interim] = ["MASK_SSN", "MASK_SSN__NEW"].map((name, i) =>
  object("masking_policy", `CORE.HR.${name}`, {
    arguments: [{ name: "SSN", type: "VARCHAR(200)" }, ...(i === 0 ? [] : [{ name: "ID", type: "NUMBER(38,0)" }])],
    returns: "VARCHAR(200)",
    body: "'***'",
  }),
) as [ReturnType<typeof object>, ReturnType<typeof object>];
const renamed = { ...interim, id: mask.id, name: mask.name };
const ANEW = { why: "arguments cannot be altered, and a policy that is in use cannot be replaced" };
const LOST = { undo: { kind: "recreated", statements: [], lost: ["when it was created"] } } as const;
const sees = { risk: "caution", danger: "what whoever reads SSN of CORE.HR.PEOPLE sees is decided by another policy from now on" } as const;
const [set, swapped] = [attach(mask, people, "SSN").to, attach(interim, people, "SSN").to];

const [started, suspended] = ["started", "suspended"].map((state) => object("task", "CORE.HR.ROOT", { state, schedule: "60 MINUTES" }));
const child = object("task", "CORE.HR.CHILD", { after: ["CORE.HR.ROOT"], body: "SELECT 1", state: "started" });
const STILL = { why: "a task graph stands still while it changes", risk: "caution", danger: "it does not run until it is resumed" } as const;
const tag = object("tag", "CORE.HR.SENSITIVITY");
const badges = object("table", "CORE.HR.BADGES", { columns: [{ name: "SSN", type: "VARCHAR(200)" }] });

/** What takes several steps or stands between objects: a policy made anew, attachments, a task graph at rest, renames. */
export const hardPlan: Plan = planOf([
  step(change("alter", started as never, suspended as never), STILL),
  step(create(interim), { id: mask.id, ...ANEW }),
  step(give(grant("APPLY", on("MASKING POLICY", "CORE.HR.MASK_SSN__NEW"), "ROLE:STEWARD")), { id: `grants:${mask.id}`, ...ANEW }),
  step({ kind: "attachment", from: set, to: swapped }, { ...ANEW, ...sees }),
  step(drop(mask), { id: `${mask.id}#2`, ...ANEW, ...LOST, risk: "caution", danger: "whatever uses it stops working" }),
  step(change("rename", interim, renamed), { id: `${mask.id}#3`, ...ANEW }),
  step(change("alter", child, { ...child, fields: { ...child.fields, body: "SELECT 2" } })),
  step([create(badges), attach(mask, badges, "SSN")]),
  step({ kind: "attachment", from: null, to: { what: tag.id, on: object("schema", "CORE.HR").id, arguments: ["it's secret"] } }),
  step({ kind: "attachment", from: { what: object("row_access_policy", "CORE.HR.OWN").id, on: people.id, arguments: ["ID"] }, to: null }, sees),
  step(change("rename", object("table", "CORE.HR.OLD"), object("table", "CORE.HR.NEW"))),
  step(change("rename", object("table", "CORE.ATTIC.KEPT"), object("table", "CORE.HR.KEPT"))),
  step(change("alter", suspended as never, started as never), { id: "task:CORE.HR.ROOT#2", why: `${STILL.why}, and this ends it` }),
]);
