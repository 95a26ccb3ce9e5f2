import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { projectFolder } from "./project-folder.ts";
import { snowtower } from "./snowtower.ts";

test("the demo keeps its promises and leaves nothing behind", async () => {
  const folder = projectFolder();
  const { code, stdout, stderr } = await snowtower(["demo"], { cwd: folder, env: { TMPDIR: folder } });
  expect([code, stderr.includes("error[")]).toEqual([0, false]);
  expect(stdout).toContain("demo: second plan empty, drift found and repaired");
  expect(readdirSync(folder)).toEqual([]);
});
