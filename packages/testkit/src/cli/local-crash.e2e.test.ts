import { join } from "node:path";
import { expect, test } from "vitest";
import { type LocalLogin, startLocal } from "./local-server.ts";
import { projectFolder } from "./project-folder.ts";
import { rawSession } from "./raw-session.ts";
import { snowtower } from "./snowtower.ts";

/** Writes through four sessions at once until the server dies. */
async function startWriting(server: LocalLogin, round: number) {
  const acknowledged: string[] = [];
  const asked: string[] = [];
  const sessions = await Promise.all([0, 1, 2, 3].map(() => rawSession(server)));
  const writers = sessions.map(async (session, writer) => {
    for (let i = 0; ; i++) {
      const name = `R${round}_${writer}_${i}`;
      asked.push(name);
      const isDead = await session.execute(`CREATE ROLE ${name}`).then(
        () => false,
        (error: unknown) => {
          if (String(error).includes("refused")) throw error;
          return true;
        },
      );
      if (isDead) return;
      acknowledged.push(name);
    }
  });
  return { acknowledged, asked, done: Promise.all(writers) };
}

test("kill -9 in the middle of writes loses nothing that was acknowledged; the next start works, and takes over what was left behind", async () => {
  const project = projectFolder();
  const data = join(project, ".snowtower/local");
  const acknowledged = new Set<string>();
  const asked = new Set<string>();
  for (const [round, milliseconds] of [150, 400].entries()) {
    const server = await startLocal(data);
    const writing = await startWriting(server, round);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    expect(await server.kill()).toMatchObject({ signal: "SIGKILL" });
    await writing.done;
    for (const name of writing.acknowledged) acknowledged.add(name);
    for (const name of writing.asked) asked.add(name);
  }
  expect(acknowledged.size).toBeGreaterThan(20);
  const shown = await snowtower(["query", "-c", project, "SHOW ROLES LIKE 'R%'", "--format", "json", "--connection", "local"]);
  expect(shown.code).toBe(0);
  const names = (JSON.parse(shown.stdout) as { name: string }[]).map((row) => row.name);
  expect(new Set(names).size).toBe(names.length);
  expect([...acknowledged].filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name) => !asked.has(name))).toEqual([]);
});
