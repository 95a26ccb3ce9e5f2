import { describe, expect, it } from "vitest";
import { warehouse } from "../../account/warehouse.ts";
import { catalogue } from "../../catalogue.ts";
import { fileFields } from "../file-fields.ts";
import { exampleOf } from "./example.ts";
import { kindPage } from "./kind-page.ts";

describe.each(catalogue.map((kind) => [kind.name, kind] as const))("%s", (_name, kind) => {
  it("has every field documented, in a sentence that ends", () => {
    for (const [name, { doc }] of Object.entries({ ...kind.fields, ...fileFields(kind) })) expect(`${name}: ${doc}`).toMatch(/^\w+: .{5,}[.…]$/s);
    expect(kind.doc).toMatch(/\.$/);
  });

  it("has an example that is accepted, and a row for each field of a file", () => {
    expect(exampleOf(kind)).not.toBeNull();
    const page = kindPage(kind);
    for (const name of Object.keys(fileFields(kind))) expect(page).toContain(`\n| \`${name}\` |`);
  });
});

it("says what an absent field means, and what a change does", () => {
  expect(kindPage(warehouse)).toMatch(/^\| `auto_suspend` \| .* \| ALTER \| {2}\|$/m);
});
