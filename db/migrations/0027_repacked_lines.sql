-- A draft that was on its way before may lose a line when it is packed anew: the ledger keeps its movements,
-- which then name no shipment line any more. Only the owner may write there, so the reference does it.
alter table stock_movements drop constraint stock_movements_shipment_line_fk;
--> statement-breakpoint
alter table stock_movements add constraint stock_movements_shipment_line_fk
  foreign key (workspace_id, shipment_line_id) references shipment_lines (workspace_id, id)
  on delete set null (shipment_line_id) not valid;
