// What deployments have in common: the settings that the deployed product will run with.
import { loadEnvFile, StepError } from "./project.mjs";

/** Reads them from .env and the environment. Throws a sentence that names what is missing. */
export function settingsFor(place, needed, possible = []) {
  loadEnvFile();
  const missing = needed.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    throw new StepError(`For ${place} set ${missing.join(", ")} in .env; docs/deploy.md says how.`);
  }
  const names = [...needed, ...possible].filter((name) => process.env[name]);
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
