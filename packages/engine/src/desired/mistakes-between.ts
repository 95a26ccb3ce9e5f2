import { type AnyObject, AttachmentSet, type Diagnostic, GrantSet, kindNamed, type Spec } from "@snowtower/kinds";
import { CatalogWorld } from "../plan/catalog-world.ts";

/** What is wrong between described objects, though each of them is right alone. */
export function mistakesBetween(objects: readonly AnyObject[], specs: readonly Spec[]): readonly Diagnostic[] {
  const world = new CatalogWorld({
    objects: new Map(objects.map((object) => [object.id, object])),
    grants: new GrantSet([]),
    attachments: new AttachmentSet([]),
  });
  const places = new Map(specs.map((spec) => [spec.id, spec]));
  return objects.flatMap((object) =>
    (kindNamed(object.kind).mistakes?.(object, world) ?? []).flatMap(({ field, message }): Diagnostic[] => {
      const spec = places.get(object.id);
      return spec === undefined ? [] : [{ severity: "error", code: "ST1104", message, at: spec.places[field] ?? spec.at }];
    }),
  );
}
