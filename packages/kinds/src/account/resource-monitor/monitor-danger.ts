import type { ObjectChange } from "../../change.ts";
import { type AnyObject, known } from "../../object.ts";
import type { Triggers } from "./triggers.ts";

/** What a change of a monitor means for the warehouses that it watches. */
export function monitorDanger({ from, to, fields }: ObjectChange): readonly string[] {
  if (from === null || to === null) return [];
  const has = (field: string): boolean => fields.includes(field);
  return [
    ...(has("credit_quota") ? [quotaWords(from, to)] : []),
    ...(has("triggers") ? triggerWords(from, to) : []),
    ...(has("end_timestamp") && known(to.fields.end_timestamp) !== undefined
      ? [`its warehouses are suspended at ${String(known(to.fields.end_timestamp))}`]
      : []),
    ...(has("end_timestamp") && known(to.fields.end_timestamp) === undefined ? ["its warehouses are no longer suspended at a certain time"] : []),
    ...(has("frequency") ? ["used credits are counted in other intervals, which begin now unless the file says otherwise"] : []),
  ];
}

function quotaWords(from: AnyObject, to: AnyObject): string {
  const [before, after] = [from, to].map(({ fields }) => (known(fields.credit_quota) ?? Number.POSITIVE_INFINITY) as number) as [number, number];
  if (after > before) return "its warehouses may use more credits before anything happens; suspended ones can be resumed";
  return "its warehouses reach their limits with fewer credits: those that are over one already are suspended";
}

function triggerWords(from: AnyObject, to: AnyObject): readonly string[] {
  const stops = (object: AnyObject): number[] =>
    Object.entries((known(object.fields.triggers) ?? {}) as Triggers).flatMap(([percent, actions]) =>
      actions.some((each) => each !== "NOTIFY") ? [Number(percent)] : [],
    );
  const [before, after] = [Math.min(...stops(from)), Math.min(...stops(to))];
  // "Replicating an existing trigger re-evaluates ... and sends another notification if it has" (docs: sql-reference/sql/alter-resource-monitor).
  const again = "notifications of thresholds that are passed already are sent again";
  if (after < before) return [`its warehouses are suspended at ${after} percent of the quota`, again];
  if (after === Number.POSITIVE_INFINITY && before < after) return ["nothing suspends its warehouses any more", again];
  return after > before ? [`its warehouses are suspended at ${after} percent of the quota, and not at ${before} any more`, again] : [again];
}
