# syntax=docker/dockerfile:1
# What a container needs to run is copied from two stages: the application as it was built, and the
# packages without those that only building and testing need.

FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && rm -rf .next/cache

FROM node:24.21.0-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/.next ./.next
COPY --from=build /app/public ./public
COPY package.json tsconfig.json next.config.ts ./
COPY scripts ./scripts
COPY db ./db
COPY lib ./lib
# The one folder that is written to: the embedded database, where DATABASE_URL is not set.
RUN install -d -o 1000 -g 1000 .data
VOLUME ["/app/.data"]
# The account "node" of the base image, by number, so that a cluster can see that it is not root.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "scripts/healthy.mjs"]
CMD ["node", "scripts/start.mjs"]
