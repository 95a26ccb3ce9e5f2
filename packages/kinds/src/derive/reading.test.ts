import { expect, test } from "vitest";
import { catalogue } from "../catalogue.ts";
import { readings } from "./reading.ts";

test("every kind says how it is read, once", () => {
  const what = readings().map((reading) => reading.what);
  expect(what).toEqual(expect.arrayContaining(catalogue.map(({ label }) => label.toLowerCase())));
  expect(new Set(what).size).toBe(what.length);
});

test("tables come in bulk, users one by one, and grants have no list", () => {
  const byName = new Map(readings().map((reading) => [reading.what, reading]));
  expect(byName.get("table")).toMatchObject({ bulk: "SHOW TABLES IN DATABASE", late: { view: "TABLES", latency: "90 minutes" } });
  expect(byName.get("columns")).toMatchObject({ bulk: "SHOW COLUMNS IN DATABASE", late: { view: "COLUMNS" } });
  expect(byName.get("user")).toMatchObject({ each: ["DESCRIBE USER", "SHOW PARAMETERS IN USER"], lesser: expect.stringContaining("everybody") });
  expect(byName.get("grants")).not.toHaveProperty("bulk");
});
