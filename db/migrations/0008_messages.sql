CREATE TABLE "told_orders" (
	"workspace_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"told" jsonb NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	CONSTRAINT "told_orders_workspace_id_order_id_pk" PRIMARY KEY("workspace_id","order_id")
);
--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_state";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "trying_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "message_delay_minutes" integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "messages_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "told_orders" ADD CONSTRAINT "told_orders_workspace_id_order_id_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_clients" ON "outbox" USING btree ("workspace_id",("payload" ->> 'clientId')) WHERE "outbox"."topic" = 'order_event' and "outbox"."done_at" is null and "outbox"."failed_at" is null;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_state" CHECK ("messages"."state" in ('waiting', 'sending', 'sent', 'kept', 'failed', 'unknown'));