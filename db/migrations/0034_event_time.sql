-- The key of a table that is partitioned by time holds the time; 0037 takes this index for it.
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "order_events_timed" ON "order_events" USING btree ("workspace_id","order_id","seq","at");
