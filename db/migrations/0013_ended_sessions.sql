CREATE TABLE "ended_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"forget_at" timestamp with time zone NOT NULL
);
