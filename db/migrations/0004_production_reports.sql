CREATE TABLE "production_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"production_order_id" uuid NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_name" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "production_events_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "production_events_type" CHECK ("production_events"."type" in ('created', 'changed', 'started', 'reported', 'report_taken_back', 'blocked', 'unblocked', 'finished_short', 'cancelled', 'reopened')),
	CONSTRAINT "production_events_actor_kind" CHECK ("production_events"."actor_kind" in ('person', 'rule', 'channel', 'api_key', 'system'))
);
--> statement-breakpoint
CREATE TABLE "production_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"production_order_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"quantity" numeric(14,3) NOT NULL,
	"scrapped" numeric(14,3) DEFAULT 0 NOT NULL,
	"pinned" numeric(14,3) DEFAULT 0 NOT NULL,
	"request_key" text,
	"actor_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"taken_back_at" timestamp with time zone,
	"taken_back_by" text,
	CONSTRAINT "production_reports_workspaceId_id_unique" UNIQUE("workspace_id","id"),
	CONSTRAINT "production_reports_seq" UNIQUE("workspace_id","production_order_id","seq"),
	CONSTRAINT "production_reports_quantity" CHECK ("production_reports"."quantity" >= 0 and "production_reports"."scrapped" >= 0 and "production_reports"."quantity" + "production_reports"."scrapped" > 0 and "production_reports"."pinned" between 0 and "production_reports"."quantity"),
	CONSTRAINT "production_reports_taken_back" CHECK (("production_reports"."taken_back_at" is null) = ("production_reports"."taken_back_by" is null))
);
--> statement-breakpoint
ALTER TABLE "production_orders" DROP CONSTRAINT "production_orders_quantity";--> statement-breakpoint
ALTER TABLE "production_orders" ADD COLUMN "scrapped" numeric(14,3) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "production_orders" ADD COLUMN "finish" text;--> statement-breakpoint
ALTER TABLE "production_orders" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "production_orders" ADD COLUMN "request_key" text;--> statement-breakpoint
-- Rows that exist learn how they ended; the owner is bound by forced row-level security, so it is lifted meanwhile.
ALTER TABLE "production_orders" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "production_orders" SET "finish" = CASE WHEN "made" >= "quantity" THEN 'done' WHEN "made" > 0 THEN 'short' ELSE 'cancelled' END, "blocked_at" = null WHERE "finished_at" IS NOT NULL;--> statement-breakpoint
UPDATE "production_orders" SET "blocked_reason" = CASE WHEN "blocked_at" IS NULL THEN null ELSE coalesce("blocked_reason", 'No reason was given') END WHERE ("blocked_at" IS NULL) <> ("blocked_reason" IS NULL);--> statement-breakpoint
ALTER TABLE "production_orders" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "production_events" ADD CONSTRAINT "production_events_workspace_id_production_order_id_production_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","production_order_id") REFERENCES "public"."production_orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_reports" ADD CONSTRAINT "production_reports_workspace_id_production_order_id_production_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","production_order_id") REFERENCES "public"."production_orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "production_events_order" ON "production_events" USING btree ("workspace_id","production_order_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "production_reports_request" ON "production_reports" USING btree ("workspace_id","production_order_id","request_key");--> statement-breakpoint
CREATE INDEX "production_orders_open" ON "production_orders" USING btree ("workspace_id","due_on","id") WHERE "production_orders"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "production_orders_finished" ON "production_orders" USING btree ("workspace_id","finished_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "production_orders"."finished_at" is not null;--> statement-breakpoint
CREATE INDEX "production_orders_request" ON "production_orders" USING btree ("workspace_id","request_key") WHERE "production_orders"."request_key" is not null;--> statement-breakpoint
ALTER TABLE "production_orders" ADD CONSTRAINT "production_orders_finish" CHECK ("production_orders"."finish" in ('done', 'short', 'cancelled'));--> statement-breakpoint
ALTER TABLE "production_orders" ADD CONSTRAINT "production_orders_finished_somehow" CHECK (("production_orders"."finished_at" is null) = ("production_orders"."finish" is null));--> statement-breakpoint
ALTER TABLE "production_orders" ADD CONSTRAINT "production_orders_blocked" CHECK (("production_orders"."blocked_at" is null) = ("production_orders"."blocked_reason" is null) and ("production_orders"."blocked_at" is null or "production_orders"."finished_at" is null));--> statement-breakpoint
ALTER TABLE "production_orders" ADD CONSTRAINT "production_orders_quantity" CHECK ("production_orders"."quantity" > 0 and "production_orders"."made" >= 0 and "production_orders"."scrapped" >= 0);