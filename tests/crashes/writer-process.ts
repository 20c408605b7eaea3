/**
 * The product in a process of its own, for as long as it lives. Told to begin, it says whether what an
 * earlier one was answered is there and whole, asks again what was never answered, and writes on.
 */
import { once } from "node:events";
import { database } from "@/db/client";
import { clientOf } from "../api/client";
import { brokenRules } from "../broken";
import { disagreements, openJournal, sendAgain, work } from "./journal";

const PARALLEL = 3;

const journal = openJournal(process.env.WRITER_JOURNAL ?? "");
const api = clientOf(process.env.WRITER_KEY ?? "");
process.stdout.write("ready\n");
await once(process.stdin, "data");
const db = await database();
const wrong = [...(await disagreements(db, journal)), ...(await brokenRules(db))];
const refused = (await sendAgain(api, journal)).filter(({ status }) => status >= 300);
wrong.push(...refused.map(({ text }) => text));
process.stdout.write(`${wrong.length === 0 ? "whole" : `broken ${JSON.stringify(wrong)}`}\n`);
await Promise.all(
  Array.from({ length: PARALLEL }, (_, index) =>
    work(api, journal, `${process.pid}-${index}`, async ({ status, text }) => {
      if (status >= 300) {
        process.stdout.write(`refused ${text}\n`);
      }
      return true;
    }),
  ),
);
