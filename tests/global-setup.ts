import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openPostgres } from "../db/drivers/postgres";
import { migrate } from "../db/migrate";
import { type PostgresServer, startPostgres } from "./postgres-server";

export const TEMPLATE = "orderflow_template";

declare module "vitest" {
  export interface ProvidedContext {
    /** A folder where `ready` (an address) or `failed` (a reason) appears once Postgres is up. */
    postgresState: string;
  }
}

/** Starts a real Postgres beside the first tests, so that tests without a database never wait. */
export default function setup(project: TestProject): () => Promise<void> {
  const state = mkdtempSync(path.join(tmpdir(), "orderflow-tests-"));
  project.provide("postgresState", state);
  const starting = startWithTemplate().then(
    (server) => {
      writeFileSync(path.join(state, "ready"), server.address);
      return server;
    },
    (error: unknown) => {
      writeFileSync(path.join(state, "failed"), String(error));
      return null;
    },
  );
  return async () => {
    await (await starting)?.stop();
    rmSync(state, { recursive: true, force: true });
  };
}

async function startWithTemplate(): Promise<PostgresServer> {
  const server = await startPostgres();
  try {
    const admin = new pg.Client(`${server.address}/postgres`);
    await admin.connect();
    await admin.query(`create database ${TEMPLATE}`);
    await admin.end();
    const { db, close } = await openPostgres(`${server.address}/${TEMPLATE}`);
    await migrate(db);
    await close();
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
