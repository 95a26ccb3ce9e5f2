import { readdirSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "@snowtower/kinds";
import { expect, test } from "vitest";
import { runScripts } from "./index.ts";
import { localVerbs } from "./verbs/local-verbs.ts";

const scripts = join(import.meta.dirname, "../../kinds/scripts");

runScripts(scripts, localVerbs);

test("every kind has its folder of scripts", () => {
  expect(readdirSync(scripts)).toEqual(expect.arrayContaining(catalogue.map((kind) => kind.name)));
});
