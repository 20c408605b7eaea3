-- Each reads its table while others read and write it, which the transaction that added it could not let them.
ALTER TABLE "order_lines" VALIDATE CONSTRAINT "order_lines_quantities";--> statement-breakpoint
ALTER TABLE "stock_movements" VALIDATE CONSTRAINT "stock_movements_shipment_line_fk";
