// Holds the dashboards to the types that Grafana publishes (npm: @grafana/schema), by the TypeScript compiler.
//
//   node deploy/grafana/check.mjs NODE_MODULES     where typescript and @grafana/schema are unpacked
//
// A field that Grafana does not know, one of another type, or a word that is none of its words is an error with its file and line.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const modules = resolve(process.argv[2] ?? "serving/target/web/node_modules");
const dashboards = join(dirname(fileURLToPath(import.meta.url)), "dashboards");
const work = join(modules, "..", "grafana");

// JSON has the words of an enumeration, not its members. Where the schema is looser in Grafana's own code than in its types, so is the
// check: an annotation also holds the query of its data source, in its own fields and in its target, and a variable its definition.
const PLAIN = `import type { AnnotationQuery, Dashboard, VariableModel } from "@grafana/schema/dist/types/raw/dashboard/x/dashboard_types.gen";
type Plain<T> = T extends string ? \`\${T}\` : T extends number ? number : T extends (infer U)[] ? Plain<U>[]
  : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;
type Annotation = Omit<Plain<AnnotationQuery>, "target"> & Record<string, unknown>;
type Variable = Plain<VariableModel> & { definition?: string };
export type Checked = Omit<Plain<Dashboard>, "annotations" | "templating">
  & { annotations?: { list?: Annotation[] }; templating?: { list?: Variable[] } };
`;

const files = readdirSync(dashboards, { recursive: true }).filter(file => file.endsWith(".json")).sort();
if (files.length === 0) throw new Error(`There are no dashboards in ${dashboards}.`);
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
writeFileSync(join(work, "checked.ts"), PLAIN);
for (const file of files) {
  const json = readFileSync(join(dashboards, file), "utf8");
  // The dashboard begins on the line on which it begins in its file.
  writeFileSync(join(work, file.replace(/[/\\]/g, "-").replace(/json$/, "ts")),
    `import type { Checked } from "./checked"; export default ${json.trimEnd()} satisfies Checked;\n`);
}
writeFileSync(join(work, "tsconfig.json"), JSON.stringify({
  compilerOptions: {
    strict: true, noEmit: true, skipLibCheck: true, target: "ES2022", module: "ESNext", moduleResolution: "Bundler", types: [],
    paths: { "*": [join(modules, "*")] },
  },
  include: ["*.ts"],
}));
const run = spawnSync(process.execPath, [join(modules, "typescript", "bin", "tsc"), "-p", work], { encoding: "utf8" });
process.stdout.write(run.stdout.replaceAll(relative(process.cwd(), work), "dashboards"));
process.stderr.write(run.stderr);
if (run.status === 0) console.log(`${files.length} dashboards are as Grafana's schema has them`);
process.exit(run.status ?? 1);
