-- Proved while others read and write, so that the events need not be read when they become a partition.
ALTER TABLE "order_events" VALIDATE CONSTRAINT "order_events_until";
