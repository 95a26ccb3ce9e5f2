// Runs benches/*.bench.mjs and prints one table. Arguments keep the benches whose file name holds one of them.
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { tableOf } from "./table.mjs";

const folder = import.meta.dirname;
const wanted = process.argv.slice(2);
const files = readdirSync(folder).filter((file) => file.endsWith(".bench.mjs") && (wanted.length === 0 || wanted.some((part) => file.includes(part))));
if (files.length === 0) {
  console.error(`no bench is named like ${wanted.join(", ")}`);
  process.exit(1);
}

const rows = [];
for (const file of files.sort()) {
  const { name, run } = await import(pathToFileURL(join(folder, file)).href);
  process.stderr.write(`${name} ...\n`);
  rows.push(...(await run()).map((row) => ({ bench: name, ...row })));
}
console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores\n`);
console.log(tableOf(rows));
