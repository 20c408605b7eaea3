// Ends with 0 when the server of this machine is ready to serve, else with 1: for containers.
const address = `http://localhost:${process.env.PORT || "3000"}/api/ready`;
const answer = await fetch(address, { signal: AbortSignal.timeout(4_000) }).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
