/** Lets the product run in a plain process: what marks modules of the server does nothing there. */
import { registerHooks } from "node:module";

const conditions = ["react-server", "node", "import", "require", "default"];

registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier, specifier === "server-only" ? { ...context, conditions } : context),
});
