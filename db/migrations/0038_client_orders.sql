CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_of_client_open" ON "orders" USING btree ("workspace_id","client_id","rank","id","due_on") WHERE "orders"."tab" = 'open';--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_of_client_past" ON "orders" USING btree ("workspace_id","client_id","tab","tab_since" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "orders"."tab" <> 'open';--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "orders_of_client";
