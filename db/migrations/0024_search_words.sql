CREATE TABLE "order_words" (
	"workspace_id" uuid NOT NULL,
	"tab" text NOT NULL,
	"word" text collate "C" NOT NULL,
	"order_id" uuid NOT NULL,
	CONSTRAINT "order_words_workspace_id_tab_word_order_id_pk" PRIMARY KEY("workspace_id","tab","word","order_id")
);
--> statement-breakpoint
DROP INDEX "orders_client";--> statement-breakpoint
ALTER TABLE "order_words" ADD CONSTRAINT "order_words_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "orders_of_client" ON "orders" USING btree ("workspace_id","client_id","tab","rank","id");--> statement-breakpoint
CREATE INDEX "orders_stock" ON "orders" USING btree ("workspace_id","tab","stock_cover","rank","id");--> statement-breakpoint
CREATE INDEX "orders_production" ON "orders" USING btree ("workspace_id","tab","production_status","rank","id");--> statement-breakpoint
CREATE INDEX "orders_shipment" ON "orders" USING btree ("workspace_id","tab","shipment_status","rank","id");